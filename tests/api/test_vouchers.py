"""A till checks vouchers, uses them, and gives a use back."""

from typing import Any

import pytest
from django.utils import timezone

from quen.kernel.actor import SYSTEM
from quen.shops.models import Store
from quen.vouchers.issue import issue
from quen.vouchers.models import State, Use, Voucher
from tests.api.cast import Till, till
from tests.vouchers.kinds import TWENTY, kind
from tests.world import World


@pytest.fixture
def counter(shop: World) -> Till:
    at = timezone.now()
    kind(at, code="CHAO10", key="chao")
    kind(at, terms=TWENTY, code="GIAM20", key="giam20")
    return till()


def sale(shop: World, *codes: str, **said: object) -> dict[str, Any]:
    lines = [{"product": "CF", "name": "Cà phê sữa", "quantity_milli": 2000, "amount_minor": 60_000}]
    return {"codes": list(codes), "customer": shop.lan.pk, "store": shop.store.pk, "lines": lines} | said


def test_a_voucher_that_counts_says_what_it_takes_off(counter: Till, shop: World) -> None:
    told = counter.post("/vouchers/validate", sale(shop, "chao10")).json()
    assert (told["discount_minor"], told["data"][0]["is_valid"], told["data"][0]["reasons"]) == (
        10_000,
        True,
        [],
    )
    assert not Use.objects.exists()


def test_one_that_does_not_says_why_and_how_far_it_is(counter: Till, shop: World) -> None:
    told = counter.post("/vouchers/validate", sale(shop, "GIAM20", "XYZ")).json()
    assert told["discount_minor"] == 0
    assert told["data"][0]["reasons"][0] == "140,000 ₫ more and it counts: it needs 200,000 ₫."
    assert told["data"][1]["reasons"] == ["There is no voucher with this code."]


def test_a_voucher_is_used_once_however_often_it_is_sent(counter: Till, shop: World) -> None:
    first, again = (counter.post("/vouchers/redeem", sale(shop, "CHAO10"), key="v1") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.status_code == 201
    assert Use.objects.count() == 1


def test_what_does_not_count_is_refused_with_every_reason(counter: Till, shop: World) -> None:
    answer = counter.post("/vouchers/redeem", sale(shop, "GIAM20"))
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:khach-quen:problem:voucher-refused")
    assert answer.json()["reasons"] == ["140,000 ₫ more and it counts: it needs 200,000 ₫."]
    assert not Use.objects.exists()


def test_a_use_is_given_back_and_the_code_counts_again(counter: Till, shop: World) -> None:
    given = issue(kind="chao", customer=shop.lan.pk, source="test", at=timezone.now(), key="a", by=SYSTEM)
    listed = counter.get(f"/customers/{shop.lan.pk}/vouchers").json()["data"]
    assert [(each["code"], each["kind"]) for each in listed] == [(given.code, "chao")]
    used = counter.post("/vouchers/redeem", sale(shop, given.code)).json()["data"][0]
    assert counter.get(f"/customers/{shop.lan.pk}/vouchers").json() == {"data": []}
    assert Voucher.objects.get().state == State.USED
    assert counter.post("/vouchers/redeem", sale(shop, given.code)).status_code == 409
    back = counter.post(f"/vouchers/uses/{used['id']}/rollback", {})
    assert (back.status_code, back.json()["given_back_at"] is None) == (200, False)
    assert Voucher.objects.get().state == State.READY
    assert counter.post("/vouchers/redeem", sale(shop, given.code)).status_code == 201


def test_another_stores_token_uses_nothing(counter: Till, shop: World) -> None:
    other = Store.objects.create(name="Thủ Đức", key="thu duc")
    stranger = till(stores=[other])
    for path in ("/vouchers/validate", "/vouchers/redeem"):
        assert stranger.post(path, sale(shop, "CHAO10")).status_code == 403
    assert counter.post("/vouchers/redeem", sale(shop, "CHAO10", store=987654321)).status_code == 404
    use = counter.post("/vouchers/redeem", sale(shop, "CHAO10")).json()["data"][0]["id"]
    assert stranger.post(f"/vouchers/uses/{use}/rollback", {}).status_code == 403
    assert Use.objects.get().given_back_at is None
    assert counter.post("/vouchers/uses/987654321/rollback", {}).status_code == 404
