"""Let customers into a journey, or no longer; take those out who are inside."""

from datetime import datetime, timedelta

from django.db import transaction

from quen.events.emit import emit
from quen.journeys.errors import CannotBegin
from quen.journeys.events import JourneySwitched
from quen.journeys.leave import empty
from quen.journeys.models import Journey
from quen.journeys.plan import Plan
from quen.journeys.reads import locked_journey, newest, plan_of, source_of
from quen.journeys.steps import Offer
from quen.journeys.texts import make_texts
from quen.journeys.triggers import OnSegment
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.messages.guard import Reason as WhyNot
from quen.messages.sources import stop
from quen.segments.archive import follow_segment
from quen.segments.models import Segment
from quen.shops.clock import day_of
from quen.vouchers.models import VoucherKind


@transaction.atomic
def switch_on(*, journey: int, at: datetime, by: Actor) -> Journey:
    """Let customers enter from now on; days that come round count from today. Its texts become templates.

    Raises NoSuchJourney, and CannotBegin where a voucher, template or segment it names is not there.
    """
    row = locked_journey(journey)
    if row.is_on:
        return row
    version = newest(row)
    plan = plan_of(version)
    _refuse_what_is_missing(plan)
    for trigger in plan.triggers:
        if isinstance(trigger, OnSegment):
            _follow(trigger.segment, at=at, by=by)
    make_texts(row, version, plan, at=at, by=by)
    row.is_on, row.switched_at = True, at
    row.dated_on = day_of(at) - timedelta(days=1)
    row.save(update_fields=["is_on", "switched_at", "dated_on"])
    _tell(row, emptied=0, at=at, by=by)
    return row


@transaction.atomic
def switch_off(*, journey: int, at: datetime, by: Actor, is_emptied: bool = False) -> Journey:
    """Nobody enters any more. Who is inside goes on to the end, unless it `is_emptied`: then all leave, and what was
    queued for them and not handed over yet is not sent. Raises NoSuchJourney.
    """
    row = locked_journey(journey)
    was_on, row.is_on = row.is_on, False
    row.save(update_fields=["is_on"])
    emptied = 0
    if is_emptied:
        emptied = empty(row, at=at, by=by)
        stop(source_of(row.pk), at=at, by=by, reason=WhyNot.LEFT_IT)
    if was_on or emptied:
        row.switched_at = at
        row.save(update_fields=["switched_at"])
        _tell(row, emptied=emptied, at=at, by=by)
    return row


def _tell(journey: Journey, *, emptied: int, at: datetime, by: Actor) -> None:
    emit(
        JourneySwitched(
            at=at,
            by=by,
            subject=journey.pk,
            key=journey.key,
            name=journey.name,
            is_on=journey.is_on,
            emptied=emptied,
        )
    )


def _refuse_what_is_missing(plan: Plan) -> None:
    wanted = {place.step.voucher for place in plan.places.values() if isinstance(place.step, Offer)} - {None}
    there = set(VoucherKind.objects.filter(key__in=wanted, stopped_at=None).values_list("key", flat=True))
    if missing := sorted(str(key) for key in wanted - there):
        raise CannotBegin(
            gettext_noop(
                "There is no kind of voucher with the key %(key)s to give. Make it under Vouchers first."
            ),
            key=missing[0],
        )


def _follow(key: str, *, at: datetime, by: Actor) -> None:
    segment = Segment.objects.filter(key=key, archived_at=None).first()
    if segment is None:
        raise CannotBegin(gettext_noop("There is no segment %(key)s to begin with."), key=key)
    if segment.is_ready_made:
        follow_segment(key=key, is_followed=True, by=by, at=at)
