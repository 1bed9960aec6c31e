"""Customers leave a journey."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from quen.events.emit import emit_all
from quen.journeys.events import JourneyLeft
from quen.journeys.models import INSIDE, Enrolment, Journey, Reason, State
from quen.journeys.reads import source_of
from quen.kernel.actor import SYSTEM, Actor
from quen.messages.guard import Reason as WhyNot
from quen.messages.sources import stop_for
from quen.people.models import Customer

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


def nothing_more(journey: Journey, gone: Iterable[Enrolment], *, at: datetime, why: str = "") -> None:
    """What waits for them for the morning, a cap or a busy provider does not go: it would come after the fact."""
    if customers := {each.customer_id for each in gone}:
        stop_for(source_of(journey.pk), customers=customers | _roots(customers), at=at, reason=why)


def reached(journey: Journey, gone: Iterable[Enrolment], *, at: datetime) -> None:
    """They did what the journey was for, and it ends there for them."""
    gone = list(gone)
    nothing_more(journey, gone, at=at, why=WhyNot.DONE_ALREADY)
    tell_left(journey, gone, at=at)


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
    nothing_more(journey, gone, at=at)
    tell_left(journey, gone, at=at, by=by)
    return len(gone)


def _roots(customers: Iterable[int]) -> set[int]:
    """As whom those count who were merged into another since they entered: their messages are hers."""
    merged = Customer.objects.filter(pk__in=customers, root__isnull=False)
    return {root for root in merged.values_list("root", flat=True) if root is not None}
