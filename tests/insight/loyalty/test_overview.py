"""The figures of the programme, counted by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.flows.judge_history import judge_history
from quen.insight.books.liability import liability, outstanding_then
from quen.insight.books.worth import worth
from quen.insight.loyalty.overview import Overview, Span, overview, span, sums_of
from quen.insight.summary.refresh import refresh_all
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.tiers.history import tier_reader
from tests.flows.judge_history.past import Pays, imported
from tests.flows.judge_history.test_judge_history import coffee
from tests.flows.loyal import running
from tests.world import World, build

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def days(first_day: date | None, last_day: date) -> Span:
    return span(first_day=first_day, last_day=last_day, at=NOW, zone=ZoneInfo("Asia/Ho_Chi_Minh"))


def told(of: Span) -> Overview:
    return overview(of, sums_of(of))


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
    for number, (customer, days_ago, amount) in enumerate(bought):
        imported(customer, world.store, NOW - days_ago * DAY, coffee(amount), str(number))
    judge_history(by=SYSTEM, at=NOW, story=Pays(20))

    catch_up(tier_reader(), until=EVERYTHING)
    refresh_all(today=TODAY)

    found = told(days(TODAY - 90 * DAY, TODAY))
    assert (found.customers, found.members, found.new_members) == (3, 2, 1)
    assert found.enrolment_rate == pytest.approx(200 / 3)
    # Within 90 days: Minh's 200,000 and 100,000 as a member, Lan's 100,000, and Hoa's before she joined.
    assert (found.sums.revenue_minor, found.sums.member_revenue_minor) == (450_000, 300_000)
    assert (found.sums.active_members, found.sums.member_visits, found.active_rate) == (1, 2, 50.0)
    assert found.tiers == {"b": 1, "": 1}
    assert found.moves == {("a", "b"): 1}
    assert (found.given, found.spent) == (20 + 9, 20)
    assert found.burn_rate == pytest.approx(100 * 20 / 29)
    assert [month.begins for month in found.sums.months] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert not found.says_enough

    # As it stood on the last of September, and over all time before it: Hoa had neither bought nor joined, Lan had not
    # bought, and Minh, with one visit, was on the lowest tier.
    then = told(days(None, date(2026, 9, 30)))
    assert (then.customers, then.members, then.new_members) == (1, 1, 1)
    assert (then.sums.revenue_minor, then.sums.member_revenue_minor, then.active_rate) == (
        100_000,
        100_000,
        100.0,
    )
    assert (then.tiers, then.moves) == ({"a": 1}, {})
    assert [(month.begins, month.given) for month in then.sums.months] == [(date(2026, 5, 1), 10)]
    owed = outstanding_then(until=days(None, date(2026, 9, 30)).until, by=worth())
    assert (owed.points, owed.worth_minor) == (10, 10 * 200)
    assert outstanding_then(until=NOW, by=worth()).points == liability(at=NOW).points


def test_a_shop_without_members_has_no_rates(world: World) -> None:
    found = told(days(None, TODAY))
    assert (found.members, found.member_share, found.active_rate, found.burn_rate) == (0, None, None, None)
    assert found.sums.months == ()
