"""Take customers further whose next step is due.

A batch is one transaction: rows another worker holds are passed over, what a step does and the move behind it commit
together. A worker killed at any moment leaves its batch as it was before, so that nothing is done twice and nothing is
lost. Each effect has a key besides, and a step can be written once for a customer.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from quen.journeys import doing, waiting
from quen.journeys.leave import left, out_by_rule, tell_left
from quen.journeys.models import INSIDE, Arm, Enrolment, Journey, JourneyVersion, Passage, Reason, State
from quen.journeys.moves import Here, Move, Onward, Out, Stay
from quen.journeys.plan import MOST_STEPS
from quen.journeys.reads import plan_of
from quen.journeys.steps import (
    Condition,
    Exit,
    Goal,
    Offer,
    Send,
    Split,
    Tag,
    TaskFor,
    Tell,
    TicketFor,
    Until,
    Wait,
)
from quen.kernel.errors import QuenError
from quen.people.find import everyone_in, root_of
from quen.shops.clock import shop_timezone

AT_ONCE = 100
TRIES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""After the first, second … failure of a step; after the last of them staff are shown that she is stuck."""
_WRITTEN = (
    "state", "facts", "step", "due_at", "began_at", "waits_for", "goal_at", "left_at", "reason", "words",
    "attempts", "trouble",
)  # fmt: skip
_GOING: dict[type, Callable[[Here, Any], Move]] = {
    Wait: waiting.wait, Until: waiting.until, Condition: waiting.condition, Split: waiting.split, Goal: waiting.goal,
    Exit: waiting.exit_,
}  # fmt: skip
_DOING: dict[type, Callable[[Here, Any], Move]] = {
    Send: doing.message, Offer: doing.offer, TaskFor: doing.task, TicketFor: doing.ticket, Tag: doing.tags,
    Tell: doing.tell,
}  # fmt: skip


def advance_due(*, at: datetime, most: int = 2_000) -> int:
    """Take up to about so many customers further; how many there were."""
    moved = 0
    while moved < most and (some := _advance_some(at)):
        moved += some
    return moved


@transaction.atomic
def _advance_some(at: datetime) -> int:
    due = Enrolment.objects.select_for_update(skip_locked=True).filter(state=State.ACTIVE, due_at__lte=at)
    rows = list(due.order_by("due_at", "pk")[:AT_ONCE])
    if not rows:
        return 0
    journeys = Journey.objects.in_bulk({row.journey_id for row in rows})
    versions = {
        (each.journey_id, each.number): each
        for each in JourneyVersion.objects.filter(
            journey__in=journeys, number__in={row.version for row in rows}
        )
    }
    zone, passages, gone = shop_timezone(), [], []
    for row in rows:
        version = versions[row.journey_id, row.version]
        passages += _try(row, journeys[row.journey_id], version, at, zone)
        if row.state == State.LEFT:
            gone.append(row)
    Passage.objects.bulk_create(passages)
    Enrolment.objects.bulk_update(rows, _WRITTEN)
    for journey in journeys.values():
        here = [each for each in gone if each.journey_id == journey.pk]
        at_exits = {
            each: plan_of(versions[journey.pk, each.version]) for each in here if each.reason == Reason.EXIT
        }
        out_by_rule(journey, at_exits, at=at)
        tell_left(journey, here, at=at)
    return len(rows)


def _try(
    row: Enrolment, journey: Journey, version: JourneyVersion, at: datetime, zone: ZoneInfo
) -> list[Passage]:
    """Take one customer as far as she goes; where a step fails, nothing of it happened, and it is tried again."""
    before = {name: getattr(row, name) for name in ("step", "began_at", "waits_for", "goal_at")}
    facts = dict(row.facts)
    try:
        with transaction.atomic():
            passages = list(_walk(row, journey, version, at, zone))
    except Exception as error:
        for name, value in before.items():
            setattr(row, name, value)
        row.facts = facts
        _fail(row, error, at)
        return []
    row.attempts, row.trouble = 0, ""
    return passages


def _walk(
    row: Enrolment, journey: Journey, version: JourneyVersion, at: datetime, zone: ZoneInfo
) -> Iterable[Passage]:
    customer = root_of(row.customer_id).pk
    if _is_inside_already(row, customer):
        left(row, reason=Reason.MERGED, at=at)
        return
    plan = plan_of(version)
    here = Here(journey, version, plan, plan.places[row.step], row, customer, at, row.due_at, zone)
    for _step in range(MOST_STEPS + 1):
        move = _move(here)
        if isinstance(move, Stay):
            row.began_at, row.due_at, row.waits_for = here.due_at, move.until, move.waits_for
            return
        yield _passage(here, move)
        row.began_at, row.waits_for = None, ""
        if isinstance(move, Out):
            left(row, reason=move.reason, at=at, words=move.words)
            return
        if not move.path:
            left(row, reason=Reason.END, at=at)
            return
        row.step = move.path
        here = replace(here, place=plan.places[move.path])


def _move(here: Here) -> Move:
    """What the step says; who is held out passes by whatever would be done for her."""
    kind = type(here.place.step)
    if kind in _GOING:
        return _GOING[kind](here, here.place.step)
    if here.enrolment.arm != Arm.TREATED:
        return Onward(here.place.after)
    return _DOING[kind](here, here.place.step)


def _passage(here: Here, move: Onward | Out) -> Passage:
    return Passage(
        enrolment=here.enrolment, journey=here.journey.pk, version=here.version.number, step=here.place.path,
        is_done=here.enrolment.arm == Arm.TREATED, at=here.at,
        outcome=move.outcome if isinstance(move, Onward) else "out",
        subject=move.subject if isinstance(move, Onward) else None,
    )  # fmt: skip


def _is_inside_already(row: Enrolment, customer: int) -> bool:
    """Whether another record of hers, merged meanwhile, was in the journey before this one."""
    if (
        customer == row.customer_id
        and not Enrolment.objects.filter(
            journey=row.journey_id, customer__root=customer, state__in=INSIDE
        ).exists()
    ):
        return False
    hers = Enrolment.objects.filter(
        journey=row.journey_id, customer__in=everyone_in(customer), state__in=INSIDE
    )
    return hers.filter(pk__lt=row.pk).exists()


def _fail(row: Enrolment, error: Exception, at: datetime) -> None:
    words = str(error.sentence) if isinstance(error, QuenError) else repr(error)
    row.trouble = words[:300]
    if row.attempts >= len(TRIES):
        row.state, row.waits_for = State.STUCK, ""
    else:
        row.due_at = at + TRIES[row.attempts]
    row.attempts += 1


@transaction.atomic
def unstick(*, journey: int, at: datetime) -> int:
    """Try those again who are stuck, with all their tries; how many they are."""
    stuck = Enrolment.objects.filter(journey=journey, state=State.STUCK)
    return stuck.update(state=State.ACTIVE, due_at=at, attempts=0)
