"""Forecasts are worked out every night, and once much has come in."""

from datetime import date, timedelta

import pytest

from quen.insight.forecasts.forecaster import Forecaster
from quen.insight.forecasts.reads import last_run
from quen.insight.lake.export import export_all
from tests.insight.forecasts.regulars import LAST_DAY, regulars
from tests.insight.shop import buy
from tests.world import World, build

pytestmark = pytest.mark.django_db
ZONE = "Asia/Ho_Chi_Minh"


@pytest.fixture
def world() -> World:
    world = build()
    regulars(world.store)
    export_all()
    return world


def work(forecaster: Forecaster, day: date = LAST_DAY, *, at: float = 0) -> bool:
    return forecaster.work(today=day, timezone_name=ZONE, at=at)


def test_once_a_day(world: World) -> None:
    forecaster = Forecaster()
    assert work(forecaster)
    assert not work(forecaster, at=1e6)
    assert work(forecaster, LAST_DAY + timedelta(days=1), at=1e6)


def test_another_worker_of_the_same_day_has_nothing_to_do(world: World) -> None:
    assert work(Forecaster())
    assert not work(Forecaster())


def test_a_sale_waits_for_the_night_and_an_import_does_not(world: World) -> None:
    forecaster = Forecaster()
    work(forecaster)
    buy(world.lan, LAST_DAY, 40, store=world.store)
    export_all()
    assert not work(forecaster, at=1e6)
    for day in range(60):
        buy(world.lan, LAST_DAY - timedelta(days=day), 40, store=world.store)
    export_all()
    assert not work(forecaster, at=0), "it rests after a run"
    assert work(forecaster, at=1e6)


def test_before_the_first_purchase_nothing_is_worked_out() -> None:
    build()
    assert not work(Forecaster())
    assert last_run() is None
