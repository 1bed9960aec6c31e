"""Another system reads what happened, and misses nothing."""

from datetime import datetime

import pytest

from quen.events.emit import emit_all
from quen.kernel.actor import SYSTEM
from quen.shops.models import Store
from tests.api.cast import Till, till
from tests.events.story import CupBroken, CupServed, settle
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def told(counter: Till, **query: str | int | list[str]) -> list[int]:
    """The cups told of, page by page, until the end."""
    found: list[int] = []
    cursor = ""
    while True:
        page = counter.get("/events", cursor=cursor, limit=2, **query).json()
        found += [event["subject"] for event in page["data"]]
        cursor = page["next"]
        if page["is_end"]:
            return found


def happen(shop: World, now: datetime) -> Store:
    other = Store.objects.create(name="Thủ Đức", key="thu duc")
    common = {"at": now, "by": SYSTEM}
    emit_all(
        [
            CupServed(**common, subject=1, customer=shop.lan.pk),  # type: ignore[arg-type]
            CupServed(**common, subject=2, store=other.pk),  # type: ignore[arg-type]
            CupBroken(**common, subject=3, store=shop.store.pk),  # type: ignore[arg-type]
            CupServed(**common, subject=4, customer=shop.lan.pk, store=other.pk),  # type: ignore[arg-type]
        ]
    )
    settle()
    return other


def test_everything_is_told_once_in_order(shop: World, now: datetime) -> None:
    happen(shop, now)
    assert told(till()) == [1, 2, 3, 4]


def test_who_asks_later_is_told_what_happened_since(shop: World, now: datetime) -> None:
    happen(shop, now)
    counter = till()
    page = counter.get("/events").json()
    page = counter.get("/events", cursor=page["next"]).json()
    assert (page["data"], page["is_end"]) == ([], True)
    emit_all([CupServed(at=now, by=SYSTEM, subject=5)])
    settle()
    page = counter.get("/events", cursor=page["next"]).json()
    assert [event["subject"] for event in page["data"]] == [5]


def test_kinds_and_a_customer_can_be_asked_for(shop: World, now: datetime) -> None:
    happen(shop, now)
    assert told(till(), kind=["cup.broken"]) == [3]
    assert told(till(), customer=shop.lan.pk) == [1, 4]


def test_a_token_for_one_store_is_not_told_of_others(shop: World, now: datetime) -> None:
    other = happen(shop, now)
    assert told(till(stores=[other])) == [1, 2, 4]
    assert told(till(stores=[shop.store])) == [1, 3]


def test_where_it_came_from_stays_in_the_house(shop: World, now: datetime) -> None:
    happen(shop, now)
    assert "address" not in till().get("/events").json()["data"][0]
