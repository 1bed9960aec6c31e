"""Goods come back through the API, and what they gave goes."""

from datetime import timedelta
from typing import Any

import pytest

from quen.flows.restart_receipts import restart_receipts
from quen.kernel.receipt_periods import Restart
from quen.purchases.models import Return
from quen.shops.models import Store
from tests.api.cast import Till, till
from tests.api.test_purchases import SUNDAY, sale
from tests.flows.loyal import member, running
from tests.world import World


@pytest.fixture
def counter(shop: World) -> Till:
    running(shop)
    member(shop)
    counter = till()
    lines = [{"product": "CF01", "quantity_milli": 2000, "amount_minor": 60_000}, {"amount_minor": 40_000}]
    assert counter.post("/purchases", sale(shop, receipt="HD-1", lines=lines)).status_code == 201
    return counter


def asked(shop: World, **said: object) -> dict[str, Any]:
    return {"store": shop.store.pk, "receipt": "HD-1", "returned_at": SUNDAY.isoformat()} | said


def test_half_a_line_takes_its_points_along(counter: Till, shop: World) -> None:
    answer = counter.post("/returns", asked(shop, lines=[{"line": 1, "quantity_milli": 1000}]))
    assert answer.status_code == 201
    told = answer.json()
    assert (told["amount_minor"], told["refund_minor"], told["points_taken"]) == (30_000, 30_000, 3)
    assert counter.get(f"/customers/{shop.lan.pk}/balance").json()["available"] == 7
    assert counter.get(f"/purchases/{told['purchase']}").json()["returned_minor"] == 30_000


def test_the_whole_receipt_and_no_more(counter: Till, shop: World) -> None:
    assert counter.post("/returns", asked(shop)).json()["points_taken"] == 10
    assert counter.post("/returns", asked(shop)).status_code == 409
    assert Return.objects.count() == 1


def test_sent_again_it_counts_once(counter: Till, shop: World) -> None:
    first, again = (counter.post("/returns", asked(shop), key="back-1") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert Return.objects.count() == 1


def test_another_stores_token_takes_nothing_back(counter: Till, shop: World) -> None:
    other = Store.objects.create(name="Thủ Đức", key="thu duc")
    assert till(stores=[other]).post("/returns", asked(shop)).status_code == 403
    assert not Return.objects.exists()


def test_where_numbers_start_again_the_day_tells_the_receipt(counter: Till, shop: World) -> None:
    restart_receipts(store_id=shop.store.pk, restart=Restart.DAY, by=shop.by_mai)
    again = sale(shop, receipt="HD-1", bought_at=(SUNDAY + timedelta(days=1)).isoformat())
    later = (SUNDAY + timedelta(days=2)).isoformat()
    assert counter.post("/purchases", again, key="monday").status_code == 201

    assert counter.post("/returns", asked(shop, returned_at=later)).status_code == 409
    wrong = asked(shop, returned_at=later, bought_on="2026-01-01")
    assert counter.post("/returns", wrong).status_code == 404
    assert not Return.objects.exists()
    right = asked(shop, returned_at=later, bought_on=SUNDAY.date().isoformat())
    assert counter.post("/returns", right).json()["amount_minor"] == 100_000
    assert Return.objects.get().receipt_period == later[:10]


def test_a_receipt_nobody_knows(counter: Till, shop: World) -> None:
    assert counter.post("/returns", asked(shop, receipt="HD-9")).status_code == 404
