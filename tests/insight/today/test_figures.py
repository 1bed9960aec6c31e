"""The figures of the page Today."""

from datetime import date, timedelta
from typing import Any

import pytest

from quen.insight.summary.due import measure_yardsticks, refresh_due
from quen.insight.summary.refresh import refresh_all
from quen.insight.today.figures import Rate, Revenue, Today, today_facts
from quen.people.classification import Stage
from quen.people.models import Customer
from tests.insight.shop import buy
from tests.world import World, build

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def settle() -> None:
    refresh_all(today=TODAY)
    measure_yardsticks(today=TODAY)
    refresh_due(today=TODAY)


def regular(name: str, last_day: date, amount: int, world: World, **facts: Any) -> Customer:
    """Comes every ten days, three times: due thirty days after the last."""
    customer = Customer.objects.create(name=name, **facts)
    for days in (20, 10, 0):
        buy(customer, last_day - timedelta(days=days), amount, store=world.store)
    return customer


def facts() -> Today:
    return today_facts(today=TODAY, zone="Asia/Ho_Chi_Minh")


def test_regulars_gone_silent_are_counted_by_week_and_month_without_insiders(world: World) -> None:
    regular("Bà Tư", TODAY - timedelta(days=45), 900, world)
    regular("Lan", TODAY - timedelta(days=31), 50, world)
    regular("Hoa", TODAY - timedelta(days=30), 50, world)  # due today: still in time
    regular("Anh Ba", TODAY - timedelta(days=61), 50, world)  # gone for longer than a month past due
    regular("Tú", TODAY - timedelta(days=33), 50, world, is_internal=True)
    settle()
    now = facts()
    assert (now.lapsed_this_week, now.lapsed_this_month) == (1, 2)
    assert now.customers_by_stage[Stage.LAPSED] == 4
    assert now.customers_by_stage[Stage.REPEAT] == 1


def test_rates_and_revenue_now_and_a_year_ago(world: World) -> None:
    hoa = Customer.objects.create(name="Hoa")
    buy(world.lan, date(2025, 10, 1), 10, store=world.store)
    buy(world.lan, date(2025, 11, 10), 20, store=world.store)
    buy(hoa, date(2025, 11, 22), 40, store=world.store)
    buy(hoa, date(2026, 11, 1), 80, store=world.store)
    buy(Customer.objects.create(), TODAY, 160, store=world.store, hour=23)
    buy(None, TODAY, 320, store=world.store)
    settle()
    now = facts()
    assert now.repeat_a_year_ago == Rate(customers=2, repeat_customers=1)
    assert now.repeat_now == Rate(customers=3, repeat_customers=2)
    assert now.repeat_now.percent == pytest.approx(200 / 3)
    assert now.revenue_a_year_ago == Revenue(new_minor=40, returning_minor=20)
    assert now.revenue == Revenue(new_minor=160, returning_minor=80)


def test_a_shop_without_a_single_sale_has_no_rate(world: World) -> None:
    settle()
    now = facts()
    assert now.repeat_now.percent is None
    assert now.customers_by_stage[Stage.POTENTIAL] == 1


def test_the_page_takes_few_queries(world: World, django_assert_max_num_queries: Any) -> None:
    regular("Lan", TODAY - timedelta(days=31), 50, world)
    settle()
    with django_assert_max_num_queries(2):
        facts()
