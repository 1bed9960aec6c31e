"""Four complaints and how far they came; who came back, what was bought after it, and what it may be held against."""

from datetime import datetime, timedelta

import pytest

from quen.enrolment.models import Way
from quen.flows.enrol import enrol
from quen.flows.offer_recovery import offer_recovery
from quen.insight.feedback.loop import Complaint, Ended, Fit, Loop, loop, stuck_before
from quen.kernel.actor import SYSTEM
from quen.measures.wilson import interval
from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.shops.models import Store
from quen.tasks.create import create
from quen.tasks.finish import finish
from quen.tasks.models import Outcome, TaskKind
from quen.tickets.answer import answer
from quen.tickets.choices import TicketKind, Verdict
from quen.tickets.models import RecoveryOffer
from quen.tickets.open_ticket import Matter
from quen.tickets.rate import rate
from quen.tickets.ready_models import OfferKind
from quen.tickets.solve import solve
from tests import world as cast
from tests.tickets.matters import MONDAY_TEN, heard
from tests.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = MONDAY_TEN + 120 * DAY


@pytest.fixture
def world(db: None) -> World:
    made = cast.build()
    enrol(phone="0912 345 678", consent=True, way=Way.TILL, at=MONDAY_TEN - DAY, key="lan", by=made.by_mai)
    return made


def buys(world: World, customer: Customer, at: datetime, amount: int) -> None:
    Purchase.objects.create(
        store=world.store, receipt=f"{customer.pk}-{at:%m%d%H}", customer=customer, bought_at=at, amount_minor=amount
    )  # fmt: skip


def seen(**said: object) -> Loop:
    return loop(since=MONDAY_TEN - DAY, until=LATER, at=LATER, **said)  # type: ignore[arg-type]


def stuck(stage: str) -> list[Complaint]:
    return stuck_before(stage, since=MONDAY_TEN - DAY, until=LATER, at=LATER)


def test_the_loop_counts_how_far_each_came_and_names_who_is_stuck(world: World) -> None:
    hung, mo = (Customer.objects.create(name=name) for name in ("Hùng", "Mơ"))
    well, stuck, unheard = (
        heard(world),
        heard(world, customer=hung.pk, contact=None),
        heard(world, customer=mo.pk, contact=None),
    )
    heard(world, matter=Matter(text="Bánh ngon", kind=TicketKind.PRAISE))
    answer(ticket=well.pk, text="Xin lỗi", at=MONDAY_TEN + HOUR, by=world.by_mai)
    answer(ticket=stuck.pk, text="Xin lỗi", at=MONDAY_TEN + 3 * HOUR, by=world.by_mai)
    offer_recovery(ticket=well.pk, points=50, at=MONDAY_TEN + 2 * HOUR, by=world.by_mai)
    solve(ticket=well.pk, at=MONDAY_TEN + 4 * HOUR, by=world.by_mai)
    rate(ticket=well.pk, score=5, verdict=Verdict.IN_ONE_GO, at=MONDAY_TEN + DAY, by=world.by_mai)
    buys(world, world.lan, MONDAY_TEN - 40 * DAY, 20_000)  # before it, and before the time that is looked at
    buys(world, world.lan, MONDAY_TEN + HOUR, 10_000)  # the same day, before anything was given
    buys(world, world.lan, MONDAY_TEN + 30 * DAY, 70_000)
    buys(world, world.lan, MONDAY_TEN + 100 * DAY, 90_000)
    found = seen()
    assert {one.key: one.count for one in found.stages} == {
        "heard": 3, "answered": 2, "offered": 1, "solved": 1, "asked": 1, "rated": 1, "returned": 1,
    }  # fmt: skip
    assert {one.key: (one.hours, one.slow_hours) for one in found.stages if one.hours is not None} == {
        "answered": (2.0, 3.0), "offered": (2.0, 2.0), "solved": (4.0, 4.0), "rated": (24.0, 24.0),
        "returned": (1.0, 1.0),
    }  # fmt: skip
    waiting = {one.key: [each.ticket for each in one.stuck] for one in found.stages if one.stuck}
    assert waiting == {"answered": [unheard.pk], "solved": [stuck.pk], "returned": [stuck.pk, unheard.pk]}
    assert (found.kept_customers, found.kept_minor) == (1, 70_000)
    assert [(one.outcome, one.customers, one.returned, one.is_small) for one in found.ended] == [
        ("badly", 2, 0, True), ("well", 1, 1, True),
    ]  # fmt: skip
    assert [(one.each_minor, one.before_rate) for one in found.ended] == [(0, 0.0), (70_000, 100.0)]
    assert found.fit is Fit.FEW


def test_whom_nobody_asked_how_it_was_is_told_from_who_did_not_say(world: World) -> None:
    asked, unasked = heard(world), heard(world, customer=Customer.objects.create(name="Mơ").pk, contact=None)
    for each in (asked, unasked):
        solve(ticket=each.pk, at=MONDAY_TEN + HOUR, by=world.by_mai)
    call = create(
        title="Hỏi thăm", kind=TaskKind.CALL, due_at=MONDAY_TEN + 3 * DAY, by=SYSTEM, at=MONDAY_TEN + HOUR,
        customer=world.lan.pk, source_kind="ticket", source_id=asked.pk, key=f"courtesy:{asked.pk}",
    )  # fmt: skip
    assert {one.ticket for one in stuck("asked")} == {asked.pk, unasked.pk}
    finish(task=call.pk, outcome=Outcome.REACHED, at=MONDAY_TEN + 3 * DAY, by=world.by_mai)
    assert [one.ticket for one in stuck("asked")] == [unasked.pk]
    assert [one.ticket for one in stuck("rated")] == [asked.pk]
    reached = {one.key: one for one in seen().stages}["asked"]
    assert (reached.count, reached.hours) == (1, 72.0)
    RecoveryOffer.objects.create(
        ticket=unasked, kind=OfferKind.POINTS, points=9_000, asked_at=MONDAY_TEN + HOUR, asked_by="staff:1"
    )  # fmt: skip
    assert [one.ticket for one in stuck("offered")] == [unasked.pk]


def ended(outcome: str, customers: int = 60, had_bought: int = 30) -> Ended:
    low, high = interval(had_bought, customers)
    rate = 100 * had_bought / customers
    return Ended(outcome, customers, 0, 0.0, 0.0, 0.0, customers < 30, 600_000, rate, 100 * low, 100 * high)


@pytest.mark.parametrize(
    ("well", "badly", "fit"),
    [
        (ended("well"), ended("badly", had_bought=25), Fit.ALIKE),
        (ended("well"), ended("badly", had_bought=2), Fit.UNLIKE),
        (ended("well", had_bought=2), ended("badly"), Fit.UNLIKE),
        (ended("well"), ended("badly", customers=29, had_bought=14), Fit.FEW),
    ],
)
def test_only_what_was_alike_before_is_compared(well: Ended, badly: Ended, fit: Fit) -> None:
    assert Loop([], [badly, well], 0, 0).fit is fit
    assert Loop([], [well], 0, 0).fit is Fit.FEW


def test_before_ninety_days_are_over_nothing_is_said_of_coming_back(world: World) -> None:
    heard(world)
    early = loop(since=MONDAY_TEN - DAY, until=LATER, at=MONDAY_TEN + 89 * DAY)
    assert early.ended == [] and early.stages[-1].stuck == []
    assert loop(since=LATER, until=LATER + DAY, at=LATER).stages[0].count == 0


def test_of_some_stores_only_their_complaints_are_told(world: World) -> None:
    seven = Store.objects.create(name="Quận 7", key="quan 7")
    heard(world, store=world.store.pk)
    heard(world, store=seven.pk)
    assert (seen(stores=[seven.pk]).stages[0].count, seen().stages[0].count) == (1, 2)
