"""Points nobody spent in time."""

from datetime import datetime, timedelta

from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.expire import expire_due
from quen.points.models import Account, Lot, Transfer
from quen.points.reads import balance_of
from quen.points.reserve import release, reserve
from tests.people.story import last_facts, told
from tests.points.books import assert_the_books_agree, sides
from tests.world import World


def give(world: World, points: int, now: datetime, days: int | None, customer: int | None = None) -> None:
    earn(
        customer=customer or world.lan.pk, points=points, at=now,
        expires_at=None if days is None else now + timedelta(days=days),
        key=f"{customer}:{points}:{days}", by=world.by_mai,
    )  # fmt: skip


def test_what_is_due_expires_once(world: World, now: datetime) -> None:
    for points, days in ((1, 10), (2, 20), (4, 30), (8, None)):
        give(world, points, now, days)
    day = now + timedelta(days=20)
    assert expire_due(at=day - timedelta(microseconds=1)) == 1
    assert expire_due(at=day) == 2
    assert expire_due(at=day) == 0
    assert balance_of(customer=world.lan.pk, at=day).available == 12
    last = Transfer.objects.latest("pk")
    assert (last.kind, last.happened_at, last.by) == ("expire", day, "system")
    assert sides(last) == [("liability", -2), ("expired", 2)]
    assert told(world.lan.pk)[-2:] == ["points.expired", "points.expired"]
    assert last_facts(world.lan.pk) == {"points": 2}
    assert_the_books_agree()


def test_many_accounts_in_rounds(world: World, now: datetime) -> None:
    for number in range(7):
        hoa = Customer.objects.create(name=f"Hoa {number}")
        give(world, 5, now, 1, hoa.pk)
        give(world, 6, now, 2, hoa.pk)
    late = now + timedelta(days=3)
    assert expire_due(at=late, most=3) == 33
    assert expire_due(at=late) == 44
    assert not Lot.objects.exclude(remaining=0).exists()
    assert Transfer.objects.filter(kind="expire").count() == 7
    assert set(Account.objects.values_list("balance", flat=True)) == {0}
    assert_the_books_agree()


def test_held_points_wait_for_what_becomes_of_them(world: World, now: datetime) -> None:
    give(world, 10, now, 1)
    held = reserve(customer=world.lan.pk, points=10, minutes=9_999, at=now, key="h", by=world.by_mai)
    late = now + timedelta(days=2)
    assert expire_due(at=late) == 0
    release(reservation=held.pk, at=late, key="f", by=world.by_mai)
    assert expire_due(at=late) == 10
    assert_the_books_agree()
