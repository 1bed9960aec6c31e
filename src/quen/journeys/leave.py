"""Customers leave a journey."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from quen.events.emit import emit_all
from quen.journeys.events import JourneyLeft
from quen.journeys.models import INSIDE, Enrolment, Journey, Passage, Reason, State
from quen.journeys.plan import Plan
from quen.journeys.reads import source_of
from quen.journeys.steps import Condition
from quen.kernel.actor import SYSTEM, Actor
from quen.messages.guard import Reason as WhyNot
from quen.messages.sources import stop_for, waiting_for
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


def nothing_more(journey: Journey, gone: Iterable[Enrolment], *, at: datetime, why: WhyNot) -> None:
    """What waits for them for the morning, a cap or a busy provider does not go: it would come after the fact."""
    if customers := {each.customer_id for each in gone}:
        stop_for(
            source_of(journey.pk),
            customers=customers | set(_counts_as(customers).values()),
            at=at,
            reason=why,
        )


def reached(journey: Journey, gone: Iterable[Enrolment], *, at: datetime) -> None:
    """They did what the journey was for, and it ends there for them."""
    gone = list(gone)
    nothing_more(journey, gone, at=at, why=WhyNot.DONE_ALREADY)
    tell_left(journey, gone, at=at)


def out_by_rule(journey: Journey, gone: Mapping[Enrolment, Plan], *, at: datetime) -> None:
    """They came to exits. A word that waits since before a condition sent somebody to hers does not go: the condition
    knows better. What was put down after it goes, and so does what an exit follows that is no more than the end.
    """
    asked_by = {
        each.pk: path
        for each, plan in gone.items()
        if (path := _condition_above(plan, each.step)) is not None
    }
    sent_there = {each.customer_id: each for each in gone if each.pk in asked_by}
    if not sent_there:
        return
    source, counts_as = source_of(journey.pk), _counts_as(sent_there)
    waiting = waiting_for(source, customers={*counts_as, *counts_as.values()})
    hers = {record for pair in waiting.values_list("customer", "customer__root") for record in pair if record}
    late = {customer: each for customer, each in sent_there.items() if {customer, counts_as[customer]} & hers}
    passages = Passage.objects.filter(
        enrolment__in=[each.pk for each in late.values()], step__in=set(asked_by.values())
    )
    asked_at = {(each.enrolment_id, each.step): each.at for each in (passages if late else ())}
    for customer, each in late.items():
        stop_for(
            source, customers={customer, counts_as[customer]}, at=at, reason=WhyNot.LEFT_IT,
            queued_before=asked_at[each.pk, asked_by[each.pk]],
        )  # fmt: skip


def done_after_the_end(
    journey: Journey, version: int, did: Mapping[int, Sequence[datetime]], *, at: datetime
) -> None:
    """Some came to the end, with a last word still waiting for them, and then did what it was to bring about.

    `did`: customers as whom people count → when they did it.
    """
    waiting = waiting_for(source_of(journey.pk), customers=did).values_list("customer", "customer__root")
    hers = {root or customer for customer, root in waiting}
    over = Enrolment.objects.filter(
        Q(customer__in=hers) | Q(customer__root__in=hers), journey=journey, version=version, state=State.LEFT
    )
    gone = [
        each
        for each in (over.select_related("customer") if hers else ())
        if any(moment > each.entered_at for moment in did[each.customer.root_id or each.customer_id])
    ]
    nothing_more(journey, gone, at=at, why=WhyNot.DONE_ALREADY)


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
    nothing_more(journey, gone, at=at, why=WhyNot.LEFT_IT)
    tell_left(journey, gone, at=at, by=by)
    return len(gone)


def _condition_above(plan: Plan, path: str) -> str | None:
    """The path of the condition in one of whose ways a step lies, the innermost."""
    while "." in path:
        path = path.rsplit(".", 2)[0]
        if isinstance(plan.places[path].step, Condition):
            return path
    return None


def _counts_as(customers: Iterable[int]) -> dict[int, int]:
    """By whom each counts, who may have been merged into another since: her messages are hers. One query."""
    rows = Customer.objects.filter(pk__in=customers).values_list("pk", "root")
    return {customer: root or customer for customer, root in rows}
