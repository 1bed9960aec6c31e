"""The programme in five numbers."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.insight.loyalty.in_brief import InBrief, in_brief
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.points.earn import earn
from tests.insight.shop import buy
from tests.world import World, build

pytestmark = pytest.mark.django_db
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return build()


def test_members_their_sales_and_the_points_that_end_soon(world: World) -> None:
    minh = Customer.objects.create(name="Minh")
    for customer, days_ago in ((world.lan, 40), (minh, 6)):
        join(customer=customer.pk, way=Way.TILL, by=SYSTEM, at=NOW - days_ago * DAY)
    buy(world.lan, TODAY - 29 * DAY, 300_000, store=world.store)
    buy(minh, TODAY - 7 * DAY, 100_000, store=world.store)  # the day before he enrolled
    buy(None, TODAY, 100_000, store=world.store)
    buy(world.lan, TODAY - 30 * DAY, 900_000, store=world.store)
    for number, (days, points) in enumerate(((1, 30), (30, 10), (31, 500))):
        earn(
            customer=world.lan.pk, points=points, at=NOW - DAY, expires_at=NOW + days * DAY, key=str(number), by=SYSTEM
        )  # fmt: skip
    assert in_brief(today=TODAY, zone=SAIGON) == InBrief(
        members=2, new_members=1, outstanding=540, expiring=40, member_share=60.0
    )


def test_without_members_there_is_nothing_to_tell(world: World) -> None:
    buy(world.lan, TODAY, 300_000, store=world.store)
    assert in_brief(today=TODAY, zone=SAIGON) is None
