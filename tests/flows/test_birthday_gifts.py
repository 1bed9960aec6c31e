"""Lan's gold card brings her a cake on her birthday: once, on the day, and not to others."""

from datetime import date, datetime, timedelta

import pytest

from quen.events.models import Event
from quen.flows.birthday_gifts import CATCH_UP_DAYS, give_birthday_gifts
from quen.people.models import Customer
from quen.vouchers.models import Voucher, VoucherKind
from tests.flows.loyal import SUNDAY, bought, member, running
from tests.tiers.test_judge_due import TIERS
from tests.world import World

CAKE = {"key": "cake", "name": "Bánh sinh nhật", "valid_days": 14}
STEPS = [*TIERS["steps"][:2], {**TIERS["steps"][2], "benefits": {"birthday_gift": "cake"}}]


@pytest.fixture
def shop(world: World) -> World:
    running(world, tiers={**TIERS, "steps": STEPS}, vouchers=[CAKE])
    member(world)
    born(date(1990, 12, 1))
    return world


def born(day: date) -> None:
    Customer.objects.update(birth_date=day)


def morning(year: int, month: int, day: int) -> datetime:
    """Nine in Saigon."""
    return datetime(year, month, day, 2, tzinfo=SUNDAY.tzinfo)


def given() -> list[tuple[int | None, str, date | None]]:
    rows = Voucher.objects.order_by("pk").select_related("kind")
    return [(row.customer_id, row.kind.name, row.valid_until) for row in rows]


def test_a_gold_member_has_her_cake_once_on_her_birthday(shop: World) -> None:
    bought(shop, 6_000_000)
    give_birthday_gifts(at=morning(2026, 11, 30))
    assert given() == []
    for hours in (0, 1, 24, 72):
        give_birthday_gifts(at=morning(2026, 12, 1) + timedelta(hours=hours))
    [(customer, name, until)] = given()
    assert (customer, name, until is not None) == (shop.lan.pk, "Bánh sinh nhật", True)
    assert Event.objects.filter(kind="voucher.issued", customer=shop.lan.pk).count() == 1
    give_birthday_gifts(at=morning(2027, 12, 1))
    assert len(given()) == 2


def test_a_lower_tier_has_none(shop: World) -> None:
    bought(shop, 2_000_000)
    give_birthday_gifts(at=morning(2026, 12, 1))
    assert given() == []


def test_after_days_without_a_worker_it_still_comes_and_after_more_it_does_not(shop: World) -> None:
    bought(shop, 6_000_000)
    give_birthday_gifts(at=morning(2026, 12, 1) + timedelta(days=CATCH_UP_DAYS + 1))
    assert given() == []
    give_birthday_gifts(at=morning(2026, 12, 1) + timedelta(days=CATCH_UP_DAYS))
    assert len(given()) == 1


@pytest.mark.parametrize(
    ("at", "count"), [((2027, 3, 1), 1), ((2028, 2, 28), 0), ((2028, 2, 29), 1), ((2027, 2, 28), 0)]
)
def test_who_was_born_on_a_leap_day_has_it_on_the_day_her_points_have_it(
    shop: World, at: tuple[int, int, int], count: int
) -> None:
    born(date(1992, 2, 29))
    bought(shop, 6_000_000)
    give_birthday_gifts(at=morning(*at))
    assert len(given()) == count


def test_who_joined_after_the_day_has_hers_next_year(shop: World) -> None:
    Customer.objects.update(birth_date=date(1990, 11, 21))
    bought(shop, 6_000_000)
    give_birthday_gifts(at=SUNDAY)
    assert given() == []


def test_a_programme_without_such_gifts_gives_none(world: World) -> None:
    running(world, tiers=TIERS)
    member(world)
    born(date(1990, 12, 1))
    bought(world, 6_000_000)
    assert give_birthday_gifts(at=morning(2026, 12, 1)) == 0


def test_who_climbs_within_these_days_has_no_second_gift(world: World) -> None:
    silver = {**TIERS["steps"][1], "benefits": {"birthday_gift": "tea"}}
    tea = {"key": "tea", "name": "Trà sen", "valid_days": 14}
    running(world, tiers={**TIERS, "steps": [STEPS[0], silver, STEPS[2]]}, vouchers=[CAKE, tea])
    member(world)
    born(date(1990, 11, 22))
    bought(world, 2_000_000)
    assert give_birthday_gifts(at=SUNDAY) == 1
    bought(world, 6_000_000, key="till-1-0002")
    assert give_birthday_gifts(at=SUNDAY + timedelta(days=1)) == 0
    assert [name for _, name, _ in given()] == ["Trà sen"]


def test_a_kind_that_was_stopped_stops_the_gift_and_nothing_else(shop: World) -> None:
    bought(shop, 6_000_000)
    give_birthday_gifts(at=morning(2026, 12, 1))
    VoucherKind.objects.update(stopped_at=SUNDAY)
    assert give_birthday_gifts(at=morning(2027, 12, 1)) == 0
    assert len(given()) == 1
