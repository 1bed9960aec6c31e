"""Members who rose are congratulated, those about to fall are reminded."""

from datetime import date, timedelta

import pytest

from quen.enrolment.models import Member
from quen.people.models import Customer
from quen.tiers.models import TierMove, TierWarning
from tests.flows.loyal import running
from tests.insight.shop import at, count_as
from tests.insight.today.shop import TODAY, agree, meant, regular, settle
from tests.world import World, build

pytestmark = pytest.mark.django_db
STEPS = [
    {"key": "member", "name": "Thành viên", "at_least": 0},
    {"key": "gold", "name": "Vàng", "at_least": 300_000},
    {"key": "diamond", "name": "Kim cương", "at_least": 900_000},
]


@pytest.fixture
def world() -> World:
    world = build()
    running(world, tiers={"by": "spending", "steps": STEPS})
    return world


def someone(world: World, name: str, tier: str, until: date | None = None) -> Customer:
    """A regular who came five days ago, spent 300,000 in a year, may be called, and has this tier."""
    customer = regular(name, 5, 100_000, world)
    agree(customer, f"+84911{customer.pk:06}")
    Member.objects.create(
        customer=customer, enrolled_at=at(TODAY - timedelta(days=200)), way="till", enrolled_by="system", tier=tier,
        tier_until=until,
    )  # fmt: skip
    return customer


def moved(customer: Customer, before: str, after: str, days_ago: int) -> None:
    TierMove.objects.create(
        event=1 + TierMove.objects.count(), customer=customer, before=before, after=after,
        moved_at=at(TODAY - timedelta(days=days_ago)),
    )  # fmt: skip


def test_who_rose_this_week_and_stayed_there_is_congratulated(world: World) -> None:
    moved(someone(world, "Hoa", "gold"), "member", "gold", 6)
    moved(someone(world, "Tư", "gold"), "member", "gold", 7)
    moved(someone(world, "Ba", "gold"), "diamond", "gold", 1)
    moved(someone(world, "Năm", "member"), "", "member", 1)
    six = someone(world, "Sáu", "member")
    moved(six, "member", "gold", 3)
    moved(six, "gold", "member", 1)
    settle()
    assert meant("tier_reached") == [("Hoa", 9_000, {"tier": "Vàng", "on": "2026-11-16"})]


def test_the_rise_of_a_merged_customer_is_hers_who_stands_for_both(world: World) -> None:
    hoa, twin = someone(world, "Hoa", "gold"), Customer.objects.create(name="Chị Hoa")
    moved(twin, "member", "gold", 2)
    count_as(twin, hoa)
    settle()
    assert [name for name, _gain, _facts in meant("tier_reached")] == ["Hoa"]


def test_who_was_warned_and_has_not_come_since_is_reminded(world: World) -> None:
    until = TODAY + timedelta(days=20)
    for name, days_ago, due in (
        ("Hoa", 4, until), ("Tư", 6, until), ("Ba", 4, TODAY), ("Năm", 4, until + timedelta(days=1)),
    ):  # fmt: skip
        customer = someone(world, name, "gold", until if name != "Ba" else TODAY)
        TierWarning.objects.create(
            customer=customer, due_on=due, warned_at=at(TODAY - timedelta(days=days_ago), 8)
        )
    settle()
    assert meant("tier_at_risk") == [("Hoa", 15_000, {"tier": "Vàng", "on": "2026-12-12"})]
