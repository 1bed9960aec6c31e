"""Nobody waits for a report because the lake has changed."""

from datetime import date

import pytest

from quen.insight.lake.export import export_all
from quen.insight.models import SavedResult
from quen.insight.warm import OPENED, Warmer
from tests.insight.shop import buy
from tests.world import World, build

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)
ZONE = "Asia/Ho_Chi_Minh"


@pytest.fixture
def world() -> World:
    world = build()
    buy(world.lan, date(2026, 10, 1), 30, store=world.store)
    export_all()
    return world


def test_a_new_lake_is_asked_once(world: World) -> None:
    warmer = Warmer()
    assert (
        warmer.warm(today=TODAY, timezone_name=ZONE, at=0) == SavedResult.objects.count() == len(OPENED) + 2
    )
    assert warmer.warm(today=TODAY, timezone_name=ZONE, at=1e6) == 0


def test_a_new_day_is_a_new_question(world: World) -> None:
    warmer = Warmer()
    warmer.warm(today=TODAY, timezone_name=ZONE, at=0)
    assert warmer.warm(today=date(2026, 10, 9), timezone_name=ZONE, at=1e6) == len(OPENED) + 2


def test_sales_all_day_let_it_rest_in_between(world: World) -> None:
    warmer = Warmer()
    warmer.warm(today=TODAY, timezone_name=ZONE, at=100)
    buy(world.lan, date(2026, 10, 2), 40, store=world.store)
    export_all()
    assert warmer.warm(today=TODAY, timezone_name=ZONE, at=100) == 0
    assert warmer.warm(today=TODAY, timezone_name=ZONE, at=1e6) == len(OPENED) + 2


def test_before_the_first_purchase_nothing_is_computed() -> None:
    build()
    assert Warmer().warm(today=TODAY, timezone_name=ZONE, at=0) == 0
    assert not SavedResult.objects.exists()
