"""The page of the closed loop."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quen.shops.models import Store
from quen.tickets.solve import solve
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


def test_the_page_names_who_is_stuck_and_claims_no_cause(mai: Client, shop: World) -> None:
    assert "Chưa có khiếu nại nào" in text(mai.get(at("loop")))
    now = timezone.now()
    old = heard(shop, now - timedelta(days=120))
    solve(ticket=old.pk, at=now - timedelta(days=118), by=shop.by_mai)
    waiting = heard(shop, now)
    with CaptureQueriesContext(connection) as asked:
        page = text(mai.get(at("loop")))
    assert len(asked) <= 8
    assert at("show", waiting.pk) in page and "Chưa ai trả lời: 1" in page
    assert "không chứng minh" in page and "ít" in page
    assert at("show", old.pk) not in text(mai.get(at("loop") + "?days=90"))
    assert mai.get(at("loop") + "?days=x").status_code == 200


def test_staff_of_one_store_see_its_loop_alone_and_a_cashier_none(shop: World) -> None:
    seven = Store.objects.create(name="Quận 7", key="quan 7")
    heard(shop, timezone.now(), store=seven.pk)
    hoa = signed_in(support("Hoa", shop.store))
    assert "Chưa có khiếu nại nào" in text(hoa.get(at("loop")))
    assert signed_in(shop.tu).get(at("loop")).status_code == 403
