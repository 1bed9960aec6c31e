"""Whose warranty ends soon."""

from datetime import UTC, date, datetime, timedelta

import pytest

from quen.people.merge import merge
from quen.people.models import Customer
from quen.purchases.models import Line
from quen.warranty.ending import ending_between
from quen.warranty.models import Place
from quen.warranty.terms import Clause, Covers
from tests.warranty.machines import claimed, product, promised, returned, settled, sold
from tests.world import World

DAY = timedelta(days=1)


def noon(day: date) -> datetime:
    """Five in the morning in London is noon in Saigon."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def ends(first: date, last: date | None = None) -> dict[int, date]:
    return {one.line: one.ends_on for one in ending_between(first, last or first)}


def one(world: World, day: date, number: int, **facts: object) -> Line:
    return sold(world, noon(day), receipt=f"HD{number}", serial=f"S{number}", **facts)


@pytest.mark.parametrize(
    ("bought", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
        (date(2025, 11, 22), 12, date(2026, 11, 22)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
    ],
)  # fmt: skip
def test_a_term_is_found_on_its_last_day_alone(world: World, bought: date, months: int, last: date) -> None:
    line = one(world, bought, 1, warranty_months=months)
    assert ends(last) == {line.pk: last}
    assert ends(last - DAY) == ends(last + DAY) == ends(last, last - DAY) == {}
    assert ends(last - 9 * DAY, last + 9 * DAY) == {line.pk: last}


def test_every_kind_of_promise_is_found(world: World, now: datetime) -> None:
    day, long_ago = date(2026, 5, 15), date(2020, 1, 1)
    written = one(world, day, 1, warranty_months=6)
    kept = one(world, day, 2, product=product("MP6", category=None, warranty_months=6))
    by_category = one(world, day, 3)
    nothing = one(world, day, 4, product=product("CF", category=None))
    assert ends(date(2026, 11, 15)).keys() == {written.pk, kept.pk}
    promised(
        world, now, Clause(0, Covers.WRITTEN, "Hóa đơn"), Clause(0, Covers.KEPT, "Sản phẩm"),
        Clause(0, Covers.CATEGORY, "Máy móc 6 tháng", months=6, category="Máy móc"), since=long_ago,
    )  # fmt: skip
    assert ends(date(2026, 11, 15)).keys() == {written.pk, kept.pk, by_category.pk}
    promised(world, now, Clause(0, Covers.ALL, "Mọi hàng 6 tháng", months=6), since=date(2027, 1, 1))
    assert nothing.pk not in ends(date(2026, 11, 15))
    later = one(world, date(2027, 1, 2), 5, product=product("CF"))
    assert ends(date(2027, 7, 2)).keys() == {later.pk}


def test_what_came_back_and_what_nobody_owns_is_left_out(world: World, now: datetime) -> None:
    day = date(2026, 5, 15)
    back = one(world, day, 1, warranty_months=6)
    one(world, day, 2, warranty_months=6, customer=None)
    assert ends(date(2026, 11, 15)).keys() == {back.pk}
    returned(back, now)
    assert ends(date(2026, 11, 15)) == {}


def test_a_claim_moves_the_day(world: World, now: datetime) -> None:
    repaired, exchanged = (one(world, date(2026, 5, 15), n, warranty_months=6) for n in (1, 2))
    came = noon(date(2026, 10, 1))
    settled(world, claimed(world, repaired, came), came + 40 * DAY)
    settled(world, claimed(world, exchanged, came), came + 2 * DAY, Place.EXCHANGED, new_serial="M2")
    assert ends(date(2026, 11, 15)) == {}
    assert ends(date(2026, 12, 25)) == {repaired.pk: date(2026, 12, 25)}
    (new,) = ending_between(date(2027, 4, 3), date(2027, 4, 3))
    assert (new.line, new.serial, new.product) == (exchanged.pk, "M2", "Máy pha cà phê")


def test_goods_are_told_for_whom_she_counts_as(world: World, now: datetime) -> None:
    twin = Customer.objects.create(name="Lan")
    one(world, date(2026, 5, 15), 1, warranty_months=6, customer=twin)
    merge(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    assert [each.customer for each in ending_between(date(2026, 11, 1), date(2026, 11, 30))] == [world.lan.pk]
