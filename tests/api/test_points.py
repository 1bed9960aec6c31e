"""Other systems see Lan's points, and hold and spend them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from quen.kernel.actor import SYSTEM
from quen.points.earn import earn
from quen.points.models import Transfer
from tests.api.cast import Till, till
from tests.world import World


@pytest.fixture
def counter(shop: World) -> Till:
    at = timezone.now()
    earn(customer=shop.lan.pk, points=100, at=at, expires_at=at + timedelta(days=30), key="a", by=SYSTEM)
    earn(customer=shop.lan.pk, points=20, at=at, pending_until=at + timedelta(days=2), key="b", by=SYSTEM)
    return till()


def balance(counter: Till, shop: World) -> tuple[int, int, int]:
    told = counter.get(f"/customers/{shop.lan.pk}/balance").json()
    return told["available"], told["pending"], told["reserved"]


def test_lan_has_what_she_earned(counter: Till, shop: World) -> None:
    told = counter.get(f"/customers/{shop.lan.pk}/balance").json()
    assert (told["available"], told["pending"], told["reserved"], told["owed"]) == (100, 20, 0, 0)
    assert [part["points"] for part in told["expiring"]] == [100]


def test_lots_come_in_the_order_they_are_spent(counter: Till, shop: World) -> None:
    lots = counter.get(f"/customers/{shop.lan.pk}/lots").json()["data"]
    assert [(lot["remaining"], lot["expires_at"] is None) for lot in lots] == [(100, False), (20, True)]


def test_every_movement_is_told_once_newest_first(counter: Till, shop: World) -> None:
    first = counter.get(f"/customers/{shop.lan.pk}/points", limit=1).json()
    rest = counter.get(f"/customers/{shop.lan.pk}/points", cursor=first["next"]).json()
    assert [(row["points"], row["balance"]) for row in first["data"] + rest["data"]] == [
        (20, 120),
        (100, 100),
    ]
    assert rest["next"] is None


def held(counter: Till, shop: World, points: int = 30) -> dict[str, Any]:
    answer = counter.post("/redemptions", {"customer": shop.lan.pk, "points": points})
    assert answer.status_code == 201
    found: dict[str, Any] = answer.json()
    return found


def test_held_points_are_spent_when_confirmed(counter: Till, shop: World) -> None:
    redemption = held(counter, shop)
    assert (redemption["state"], balance(counter, shop)) == ("held", (70, 20, 30))
    answer = counter.post(f"/redemptions/{redemption['id']}/confirm", {})
    assert (answer.status_code, answer.json()["state"]) == (200, "confirmed")
    assert balance(counter, shop) == (70, 20, 0)


def test_held_points_are_free_again_when_released(counter: Till, shop: World) -> None:
    redemption = held(counter, shop)
    assert counter.post(f"/redemptions/{redemption['id']}/release", {}).json()["state"] == "released"
    assert balance(counter, shop) == (100, 20, 0)
    again = counter.post(f"/redemptions/{redemption['id']}/confirm", {})
    assert (again.status_code, again.json()["type"]) == (409, "urn:khach-quen:problem:reservation-over")


def test_more_than_lan_has_is_refused_and_says_how_much_there_is(counter: Till, shop: World) -> None:
    answer = counter.post("/redemptions", {"customer": shop.lan.pk, "points": 101})
    assert (answer.status_code, answer.json()["facts"]["available"]) == (409, 100)
    assert balance(counter, shop) == (100, 20, 0)


def test_a_repeated_hold_holds_once(counter: Till, shop: World) -> None:
    body = {"customer": shop.lan.pk, "points": 30}
    first, again = (counter.post("/redemptions", body, key="hold-1") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert balance(counter, shop) == (70, 20, 30)
    assert Transfer.objects.filter(kind="reserve").count() == 1


def test_points_have_no_owner_where_there_is_no_customer(counter: Till, now: datetime) -> None:
    assert counter.get("/customers/987654321/balance").status_code == 404
    assert counter.get("/redemptions/987654321").status_code == 404
