"""The figures of the programme, counted by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.flows.judge_history import judge_history
from quen.insight.loyalty.overview import overview
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from tests.flows.judge_history.past import Pays, imported
from tests.flows.judge_history.test_judge_history import coffee
from tests.flows.loyal import running
from tests.world import World, build

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return build()


def member(name: str, days_ago: int) -> Customer:
    customer = Customer.objects.create(name=name)
    join(customer=customer.pk, way=Way.TILL, by=SYSTEM, at=NOW - days_ago * DAY)
    return customer


def test_members_their_share_and_what_became_of_points(world: World) -> None:
    tiers = {
        "by": "visits",
        "steps": [{"key": "a", "name": "A", "at_least": 0}, {"key": "b", "name": "B", "at_least": 2}],
    }
    running(world, tiers=tiers)
    minh, hoa = member("Minh", 300), member("Hoa", 20)
    bought = [
        (minh, 200, 100_000),
        (minh, 40, 200_000),
        (minh, 10, 100_000),
        (world.lan, 5, 100_000),
        (hoa, 30, 50_000),
    ]
    for number, (customer, days, amount) in enumerate(bought):
        imported(customer, world.store, NOW - days * DAY, coffee(amount), str(number))
    judge_history(by=SYSTEM, at=NOW, story=Pays(20))

    found = overview(at=NOW, zone=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert (found.customers, found.members, found.new_members) == (3, 2, 1)
    assert found.enrolment_rate == pytest.approx(200 / 3)
    # Within 90 days: Minh's 200,000 and 100,000 as a member, Lan's 100,000, and Hoa's before she joined.
    assert (found.revenue_minor, found.member_revenue_minor) == (450_000, 300_000)
    assert (found.active_members, found.member_visits, found.active_rate) == (1, 2, 50.0)
    assert found.tiers == {"b": 1, "": 1}
    assert found.moves == {("a", "b"): 1}
    assert (found.given, found.spent) == (10 + 20 + 9, 20)
    assert found.burn_rate == pytest.approx(100 * 20 / 39)
    assert [month.begins for month in found.months] == [
        date(2026, 5, 1),
        date(2026, 10, 1),
        date(2026, 11, 1),
    ]
    assert not found.says_enough


def test_a_shop_without_members_has_no_rates(world: World) -> None:
    found = overview(at=NOW, zone=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert (found.members, found.member_share, found.active_rate, found.burn_rate) == (0, None, None, None)
    assert found.months == ()
