"""Whether it helps: who came back within a month, of those looked after and of those not."""

from datetime import date, timedelta

import pytest

from quen.insight.today.measured import ENOUGH, measure, outcome
from quen.insight.today.models import Care, CareState
from quen.people.models import Customer
from tests.insight.shop import at, buy, count_as
from tests.insight.today.shop import TODAY
from tests.world import World, build

pytestmark = pytest.mark.django_db
ZONE = "Asia/Ho_Chi_Minh"


@pytest.fixture
def world() -> World:
    return build()


def case(name: str, day: date, *, done_after: int | None = None, kind: str = "rescue") -> Customer:
    """A line of that day's list, done so many days later at eight, or left open."""
    customer = Customer.objects.create(name=name)
    line(customer, day, done_after=done_after, kind=kind)
    return customer


def line(customer: Customer, day: date, *, done_after: int | None = None, kind: str = "rescue") -> None:
    decided = {}
    if done_after is not None:
        decided = {
            "state": CareState.DONE, "decided_at": at(day + timedelta(days=done_after), 8), "decided_by": "staff:1",
            "rests_until": day + timedelta(days=60),
        }  # fmt: skip
    Care.objects.create(day=day, kind=kind, customer=customer, gain_minor=1, facts={}, turn=1, **decided)


def found() -> tuple[int, int, int, int]:
    it = outcome(measure(day=TODAY, zone=ZONE))
    return it.done, it.done_came, it.left, it.left_came


def test_it_counts_who_came_within_thirty_days_of_the_call_or_of_the_list(world: World) -> None:
    day = TODAY - timedelta(days=60)
    called, late, before = (case(name, day, done_after=2) for name in ("Lan", "Hoa", "Tư"))
    left, never = case("Ba", day), case("Năm", day)
    buy(called, day + timedelta(days=32), 1, store=world.store, hour=7)
    buy(late, day + timedelta(days=32), 1, store=world.store, hour=9)
    buy(before, day + timedelta(days=1), 1, store=world.store)  # before she was called
    buy(left, day + timedelta(days=29), 1, store=world.store)
    buy(never, day - timedelta(days=1), 1, store=world.store)
    assert found() == (3, 1, 2, 1)


def test_only_overdue_regulars_whose_month_is_over_count(world: World) -> None:
    case("Lan", TODAY - timedelta(days=29))
    case("Hoa", TODAY - timedelta(days=31), done_after=2)
    case("Tư", TODAY - timedelta(days=60), kind="birthday")
    case("Ba", TODAY - timedelta(days=400))
    case("Năm", TODAY - timedelta(days=30))
    assert found() == (0, 0, 1, 0)


def test_who_stood_on_many_lists_is_one_case_and_counts_as_looked_after_once_she_was(world: World) -> None:
    lan = case("Lan", TODAY - timedelta(days=62))
    line(lan, TODAY - timedelta(days=61))
    line(lan, TODAY - timedelta(days=60), done_after=0)
    buy(lan, TODAY - timedelta(days=61), 1, store=world.store)
    assert found() == (1, 0, 0, 0), "she had come before anybody called"


def test_a_purchase_of_a_merged_customer_brings_her_back(world: World) -> None:
    lan = case("Lan", TODAY - timedelta(days=60), done_after=0)
    twin = Customer.objects.create(name="Chị Lan")
    buy(twin, TODAY - timedelta(days=50), 1, store=world.store)
    assert found() == (1, 0, 0, 0)
    count_as(twin, lan)
    assert found() == (1, 1, 0, 0)


def test_few_cases_say_nothing() -> None:
    assert not outcome({}).is_enough
    assert not outcome({"done": ENOUGH - 1, "left": 1_000}).is_enough
    enough = outcome({"done": 40, "done_came": 10, "left": 200, "left_came": 20})
    assert (enough.is_enough, enough.done_percent, enough.left_percent) == (True, 25.0, 10.0)
