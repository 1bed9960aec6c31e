"""Customers leave a journey."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from quen.events.emit import emit_all
from quen.journeys.events import JourneyLeft
from quen.journeys.models import INSIDE, Enrolment, Journey, Reason, State
from quen.kernel.actor import SYSTEM, Actor

_AT_ONCE = 1_000


def left(enrolment: Enrolment, *, reason: Reason, at: datetime, words: str = "") -> None:
    """Set what is true of who leaves; whoever calls writes it."""
    enrolment.state, enrolment.left_at = State.LEFT, at
    enrolment.reason, enrolment.words, enrolment.waits_for = reason, words, ""


def tell_left(journey: Journey, gone: Iterable[Enrolment], *, at: datetime, by: Actor = SYSTEM) -> None:
    """One event for each."""
    emit_all(
        JourneyLeft(
            at=at, by=by, customer=each.customer_id, subject=journey.pk, key=journey.key, name=journey.name,
            arm=each.arm, reason=each.reason, words=each.words,
        )
        for each in gone
    )  # fmt: skip


def empty(journey: Journey, *, at: datetime, by: Actor) -> int:
    """Take everybody out; how many they were."""
    count = 0
    while gone := _some(journey, at=at, by=by):
        count += gone
    return count


@transaction.atomic
def _some(journey: Journey, *, at: datetime, by: Actor) -> int:
    inside = Enrolment.objects.select_for_update().filter(journey=journey, state__in=INSIDE)
    gone = list(inside.order_by("pk")[:_AT_ONCE])
    for each in gone:
        left(each, reason=Reason.EMPTIED, at=at)
    Enrolment.objects.bulk_update(gone, ["state", "left_at", "reason", "words", "waits_for"])
    tell_left(journey, gone, at=at, by=by)
    return len(gone)
