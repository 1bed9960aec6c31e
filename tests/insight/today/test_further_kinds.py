"""Reminders, thanks and questions of the list of the day, and who is not on it."""

from datetime import date, timedelta

import pytest

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.insight.models import CustomerSummary, RunsOut
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.referrals.models import Referral, Terms
from quen.vouchers.models import Voucher, VoucherKind
from tests.insight.shop import at, buy, product
from tests.insight.today.shop import TODAY, agree, meant, regular, settle
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def friendly(customer: Customer) -> Customer:
    """She may be called: otherwise a line counts for a fifth."""
    agree(customer, f"+84911{customer.pk:06}")
    return customer


def test_what_runs_out_in_three_days_is_reminded_of_until_it_is_late(world: World) -> None:
    beans = product("beans")
    for name, out, late in (("Hoa", 3, 9), ("Tư", 4, 9), ("Ba", -20, -1), ("Năm", -2, 0)):
        customer = friendly(regular(name, 12, 100_000, world))
        RunsOut.objects.create(
            customer=customer, product=beans, interval_days=14.4, runs_out_on=TODAY + timedelta(days=out),
            early_on=TODAY, late_on=TODAY + timedelta(days=late),
        )  # fmt: skip
    settle()
    facts = {"product": "beans", "days": 14}
    assert meant("runs_out") == [
        ("Hoa", 15_000, {**facts, "on": "2026-11-25"}),
        ("Năm", 15_000, {**facts, "on": "2026-11-20"}),
    ]


def test_a_voucher_that_ends_within_a_week_is_reminded_of(world: World) -> None:
    kind = VoucherKind.objects.create(
        key="cup", name="Ly cà phê", terms={}, made_at=at(TODAY), made_by="system"
    )
    for number, (name, ends, state) in enumerate(
        (("Hoa", 7, "ready"), ("Tư", 8, "ready"), ("Ba", 1, "used"), ("Năm", -1, "ready"))
    ):
        Voucher.objects.create(
            kind=kind, code=f"CODE{number}", state=state, customer=friendly(regular(name, 5, 100_000, world)),
            issued_at=at(TODAY - timedelta(days=30)), valid_until=TODAY + timedelta(days=ends),
        )  # fmt: skip
    settle()
    assert meant("voucher_unused") == [("Hoa", 15_000, {"voucher": "Ly cà phê", "on": "2026-11-29"})]


def terms(*, is_running: bool = True) -> Terms:
    return Terms.objects.create(
        is_running=is_running, advocate_points=50, friend_points=20, minimum_minor=0, wait_days=14,
        set_at=at(TODAY), set_by="system",
    )  # fmt: skip


def test_who_brought_a_friend_this_week_is_thanked(world: World) -> None:
    given = terms()
    for advocate, friend, ended, state in (
        ("Hoa", "Mai Anh", 6, "rewarded"), ("Tư", "Bình", 8, "rewarded"), ("Ba", "Chi", 1, "refused"),
    ):  # fmt: skip
        Referral.objects.create(
            advocate=friendly(Customer.objects.create(name=advocate)), terms=given, state=state,
            friend=regular(friend, 3, 200_000, world), made_at=at(TODAY - timedelta(days=60)), made_by="system",
            ended_at=at(TODAY - timedelta(days=ended)),
        )  # fmt: skip
    settle()
    assert meant("new_advocate") == [("Hoa", 60_000, {"friend": "Mai Anh", "spent": 600_000})]


def test_the_day_she_became_a_member_is_remembered(world: World) -> None:
    for name, joined in (
        ("Hoa", date(2024, 11, 22)), ("Tư", date(2024, 11, 21)), ("Ba", TODAY),
    ):  # fmt: skip
        customer = friendly(regular(name, 5, 1_000_000, world))
        join(customer=customer.pk, way=Way.TILL, by=SYSTEM, at=at(joined))
    settle()
    assert meant("anniversary") == [("Hoa", 90_000, {"years": 2})]


def test_the_best_members_are_asked_where_friends_are_rewarded(world: World) -> None:
    hoa, tu = (friendly(Customer.objects.create(name=name)) for name in ("Hoa", "Tư"))
    for customer in (hoa, tu):
        for days in range(6):
            buy(customer, TODAY - timedelta(days=2 + 5 * days), 500_000, store=world.store)
    join(customer=hoa.pk, way=Way.TILL, by=SYSTEM, at=at(TODAY - timedelta(days=40)))
    settle()
    CustomerSummary.objects.update(value_band="top")
    assert meant("ask_friend") == [], "nobody is rewarded yet"
    terms()
    assert meant("ask_friend") == [("Hoa", 150_000, {"visits": 6, "year": 3_000_000})]
    terms(is_running=False)
    assert meant("ask_friend") == []
