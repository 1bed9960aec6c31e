"""As of which day the figures speak."""

from datetime import date, timedelta

import pytest

from quen.insight.as_of import AsOf, as_of
from tests.insight.shop import buy
from tests.world import World, build

TODAY = date(2026, 11, 22)
SAIGON = "Asia/Ho_Chi_Minh"

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def test_without_a_purchase_it_is_today(world: World) -> None:
    assert as_of(today=TODAY, timezone_name=SAIGON) == AsOf(TODAY, None, is_stale=False)


@pytest.mark.parametrize(("days", "is_stale"), [(0, False), (7, False), (8, True), (5000, True)])
def test_figures_that_ended_more_than_a_week_ago_are_judged_as_of_their_last_day(
    world: World, days: int, is_stale: bool
) -> None:
    newest = TODAY - timedelta(days=days)
    buy(None, newest, 10, store=world.store, hour=23)
    assert as_of(today=TODAY, timezone_name=SAIGON) == AsOf(newest if is_stale else TODAY, newest, is_stale)


def test_a_date_in_the_future_moves_nothing(world: World) -> None:
    buy(None, TODAY + timedelta(days=400), 10, store=world.store)
    assert as_of(today=TODAY, timezone_name=SAIGON).day == TODAY
