"""The owner writes a rule, tries it, and the ticket says why it is Hoa's."""

import pytest
from django.test import Client

from quen.shops.roles import Role
from quen.tickets.models import Capacity, RoutingRule
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.tickets.test_tickets import at, support, text
from tests.tickets.matters import heard
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def test_mai_writes_a_rule_tries_it_and_a_ticket_follows_it(mai: Client, shop: World) -> None:
    hoa = support("Hoa")
    assert "Chưa có quy tắc" in text(mai.get(at("routing")))
    rule = {"name": "Khiếu nại Quận 1", "kind": "complaint", "store": str(shop.store.pk), "role": "support"}
    assert mai.post(at("new_rule"), rule | {"name": ""}).status_code == 422
    assert mai.post(at("new_rule"), rule | {"spent": "1500000"}).status_code == 302
    made = RoutingRule.objects.get()
    assert (made.least_spent_minor, made.store) == (1_500_000, shop.store)
    assert 'value="1500000' in text(mai.get(at("rule", made.pk)))
    mai.post(at("rule", made.pk), rule)
    tried = text(mai.get(at("routing"), {"try": "1", "kind": "complaint", "store": str(shop.store.pk)}))
    assert "cho Hoa, vì: khiếu nại, Quận 1, ít phiếu mở nhất (0)" in tried
    assert "không có quy tắc nào khớp" in text(mai.get(at("routing"), {"try": "1"}))
    ticket = heard(shop, store=shop.store.pk)
    assert "cho Hoa, vì: khiếu nại, Quận 1, ít phiếu mở nhất (0)" in text(mai.get(at("show", ticket.pk)))
    mai.post(at("capacity"), {"staff": str(hoa.pk), "most_open": "0", "is_away": "on"})
    assert Capacity.objects.get().is_away
    away = heard(shop, store=shop.store.pk)
    assert "chưa ai rảnh" in text(mai.get(at("show", away.pk)))
    mai.post(at("change_rule", made.pk), {"then": "off"})
    assert heard(shop, store=shop.store.pk).routed is None
    mai.post(at("change_rule", made.pk), {"then": "remove"})
    assert not RoutingRule.objects.exists()


def test_support_answers_but_writes_no_rules(shop: World) -> None:
    client = signed_in(cast.staff(name="Hoa", email="hoa@example.com", role=Role.SUPPORT))
    assert client.get(at("routing")).status_code == client.post(at("new_rule"), {}).status_code == 403
