"""Who gets to the till, and what everybody else is told."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from quen.purchases.models import Purchase
from quen.shops.models import Store
from quen.shops.roles import Permission, Role, permissions_of
from quen.till.urls import urlpatterns
from tests import world as cast
from tests.till.conftest import Till, till_of
from tests.world import staff

OPEN_TO_ALL = {"worker"}
"""The worker has nothing of the shop in it, and a browser asks for it without anybody."""
VIEWS = {pattern.name or "": pattern for pattern in urlpatterns}
GATED = sorted(VIEWS.keys() - OPEN_TO_ALL)
PAGES = {"home", "settings"}


def _address(name: str) -> str:
    return reverse(f"till:{name}", args=[1] if name == "customer" else [])


@pytest.mark.parametrize("name", GATED)
def test_only_roles_with_the_permission_get_in(name: str, db: None) -> None:
    Store.objects.create(name="Quận 1", key="quan 1")
    permission = VIEWS[name].callback.permission  # type: ignore[attr-defined]
    let_in = set()
    for role in Role:
        client = Client()
        client.force_login(staff(name=f"{role}", email=f"{role}@example.com", role=role))
        if {client.get(_address(name)).status_code, client.post(_address(name)).status_code}.isdisjoint(
            {403}
        ):
            let_in.add(role)
    assert permission is (Permission.CHANGE_SETTINGS if name == "settings" else Permission.SELL)
    assert let_in == {role for role in Role if permission in permissions_of(role)}


@pytest.mark.parametrize("name", GATED)
def test_a_stranger_is_told_to_sign_in(name: str, world: cast.World, client: Client) -> None:
    answers = [
        answer
        for answer in (client.get(_address(name)), client.post(_address(name)))
        if answer.status_code != 405
    ]
    assert answers
    for answer in answers:
        if name in PAGES:
            assert answer.headers["Location"].startswith(reverse("account_login"))
        else:
            assert answer.status_code == 401
            assert answer.json()["kind"] == "signed_out"


@pytest.mark.parametrize("name", GATED)
def test_writes_without_a_token_are_refused(name: str, world: cast.World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.mai)
    assert strict.post(_address(name)).status_code in {403, 405}


def test_tu_does_not_sell_at_a_store_he_does_not_work_at(till: Till, world: cast.World) -> None:
    world.tu.stores.add(Store.objects.create(name="Thủ Đức", key="thu duc"))
    for answer in (till.sell(), till.post("quotes", **till.sale()), till.get("goods", store=till.store)):
        assert answer.status_code == 403
        assert (
            answer.json()["problem"]
            == "Bạn không làm ở cửa hàng này. Chọn cửa hàng của bạn ở đầu màn hình quầy."
        )
    assert not Purchase.objects.exists()
    assert [store["name"] for store in till.get("now").json()["stores"]] == ["Thủ Đức"]


def test_what_is_no_sale_is_refused_in_words(till: Till) -> None:
    for wrong in ({}, till.sale(lines=[]), till.sale(customer="Lan"), till.sale(extra=1)):
        answer = till.client.post(reverse("till:quotes"), json.dumps(wrong), content_type="application/json")
        assert answer.status_code == 422
        assert answer.json()["kind"] == "Unreadable"


def test_the_page_brings_what_it_needs_without_a_line(
    till: Till, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = till.get("home")
    assert page.status_code == 200
    assert "csrftoken" in page.cookies
    assert [store["name"] for store in page.context["state"]["stores"]] == ["Quận 1"]
    worker = till.get("worker")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Cache-Control"] == "no-cache"
    files = json.loads(worker.content.decode().partition("self.QUEN=")[2].partition(";\n")[0])["files"]
    for file in files:
        assert till.client.get(file).status_code == 200, file


def test_mai_may_sell_too(world: cast.World) -> None:
    assert till_of(world.mai, world.store.pk).sell().status_code == 200
