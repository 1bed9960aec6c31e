"""What the programme brought, and what it cost: counted by hand."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from quen.enrolment.join import join
from quen.enrolment.models import Member, Way
from quen.insight.lake.export import export_all
from quen.insight.loyalty.brought import Brought, brought
from quen.insight.models import SavedResult
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.redeem import redeem
from quen.points.take_back_earned import take_back_earned
from quen.vouchers.issue import issue
from quen.vouchers.use import use
from tests.flows.loyal import running
from tests.insight.loyalty.story import twice_as_often
from tests.insight.shop import at, buy, count_as
from tests.vouchers.kinds import CAKE, kind
from tests.world import World, build

pytestmark = pytest.mark.django_db
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
MAY, AUGUST, SEPTEMBER = date(2026, 5, 3), date(2026, 8, 31), date(2026, 9, 1)


@pytest.fixture
def world() -> World:
    return build()


def told(*, first_day: date | None = None, last_day: date = SEPTEMBER) -> Brought:
    return brought(first_day=first_day, last_day=last_day, zone=SAIGON)


def test_members_came_more_than_once_more_than_customers_alike(world: World) -> None:
    running(world)
    twice_as_often(world)
    found = told()
    assert (found.enrolled, found.unwatched, found.members, found.others) == (40, 0, 40, 40)
    assert found.visits is not None and found.revenue is not None
    # One visit in the three months before; afterwards 2.1 a member, 1 of the others.
    assert (found.visits.members_before, found.visits.others_before) == (1.0, 1.0)
    assert found.visits.members_after == pytest.approx(2.1)
    assert found.visits.extra == pytest.approx(1.1)
    assert found.visits.is_clear
    assert 1.0 < found.visits.low < 1.1 < found.visits.high < 1.2
    assert found.revenue.extra == pytest.approx(55_000)
    assert [month.members_visits for month in found.months] == pytest.approx([0, 0, 1, 1, 1, 1, 0.1])
    assert found == told(), "the saved answer is the same"
    assert SavedResult.objects.count() == 1


def test_the_cost_is_that_of_these_members_in_these_months(world: World) -> None:
    running(world, point_value_minor=200)
    members = twice_as_often(world)
    lan, hoa, minh = (member.pk for member in members[:3])
    stranger = Customer.objects.exclude(pk__in=[member.pk for member in members]).latest("pk").pk
    june, september = at(date(2026, 6, 3)), at(SEPTEMBER, 1)
    earn(customer=lan, points=50, at=at(MAY), version=1, key="welcome", by=SYSTEM)
    earn(customer=hoa, points=100, at=june, version=1, key="june", by=SYSTEM)
    redeem(customer=hoa, points=60, at=june, key="spent", by=SYSTEM)
    earn(customer=minh, points=900, at=september, version=1, key="too late", by=SYSTEM)
    earn(customer=stranger, points=900, at=june, version=1, key="no member", by=SYSTEM)
    kind(june)
    for customer, source in ((lan, "welcome"), (hoa, "reward")):
        voucher = issue(kind="giam", customer=customer, source=source, at=june, key=source, by=SYSTEM)
        use(
            code=voucher.code,
            customer=customer,
            store=world.store.pk,
            lines=[CAKE],
            at=june,
            key=source,
            by=SYSTEM,
        )
    spent = told().costs
    assert spent is not None
    # 150 points of 200 ₫, however they are spent, and Lan's voucher; the other voucher was bought with points.
    assert (spent.points, spent.points_minor, spent.vouchers_minor, spent.rewards) == (150, 30_000, 10_000, 0)
    assert told().cost_per_extra_visit_minor == round(40_000 / 44)


def test_points_taken_back_are_no_cost(world: World) -> None:
    running(world, point_value_minor=200)
    lan = twice_as_often(world)[0].pk
    earn(customer=lan, points=50, at=at(MAY), version=1, purchase=7, key="sale", by=SYSTEM)
    take_back_earned(
        customer=lan, purchase=7, points=20, at=at(MAY) + timedelta(days=1), key="return", by=SYSTEM
    )
    spent = told().costs
    assert spent is not None
    assert (spent.points, spent.points_minor) == (30, 6_000)


def test_before_three_months_are_over_nothing_is_said(world: World) -> None:
    running(world)
    twice_as_often(world)
    found = told(last_day=AUGUST - timedelta(days=1))
    assert (found.enrolled, found.unwatched, found.visits, found.costs) == (40, 40, None, None)
    assert told(last_day=AUGUST).visits is not None
    assert told(first_day=date(2026, 6, 1)).enrolled == 0


def test_few_members_are_told_to_be_few(world: World) -> None:
    running(world)
    members = twice_as_often(world)
    Member.objects.exclude(customer__in=members[:29]).delete()
    export_all()
    found = told()
    assert (found.members, found.visits, found.cost_per_extra_visit_minor) == (29, None, None)


def test_where_more_visits_are_not_certain_they_have_no_price(world: World) -> None:
    running(world)
    for number in range(80):
        customer = Customer.objects.create(name=f"Khách {number}")
        for month in (1, 4, 5, 6):
            buy(customer, date(2026, month, 3), 50_000, store=world.store)
        if number % 4 < 2:
            buy(customer, date(2026, 7, 3), 50_000, store=world.store)
        if number % 2:
            join(customer=customer.pk, way=Way.TILL, at=at(MAY), by=SYSTEM)
    export_all()
    found = told(last_day=AUGUST)
    assert found.visits is not None
    assert (found.visits.extra, found.visits.is_clear) == (0.0, False)
    assert found.cost_per_extra_visit_minor is None


def test_members_merged_into_one_count_once_from_the_first_enrolment(world: World) -> None:
    running(world)
    members = twice_as_often(world)
    count_as(members[1], members[0])
    export_all()
    assert told().enrolled == 39


def test_a_shop_without_sales_or_members_has_nothing_to_tell(world: World) -> None:
    assert told() == Brought(enrolled=0, unwatched=0, members=0, others=0)
