"""Put a segment away, bring it back, follow a ready-made one or no longer."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from quen.enrolment.models import ProgrammeVersion
from quen.events.emit import emit
from quen.insight.business_day import business_today
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.models import SegmentMembership
from quen.segments.errors import BadSegment, SegmentInUse
from quen.segments.events import SegmentArchived, SegmentChanged, SegmentRestored
from quen.segments.models import Segment
from quen.segments.reads import asked_for, locked_segment


@transaction.atomic
def archive_segment(*, key: str, by: Actor, at: datetime) -> Segment:
    """Nobody is in it any more; its versions stay, and `restore_segment` brings it back as it was.

    Raises NoSuchSegment, and SegmentInUse where another segment or the programme asks for it.
    """
    segment = locked_segment(key)
    if segment.archived_at is None:
        _refuse_in_use(segment)
        _forget_members(segment)
        segment.archived_at = at
        segment.save(update_fields=["archived_at"])
        emit(SegmentArchived(at=at, by=by, subject=segment.pk, key=key))
    return segment


@transaction.atomic
def restore_segment(*, key: str, by: Actor, at: datetime) -> Segment:
    """Bring an archived segment back; who is in it now is made out within a second. Raises NoSuchSegment."""
    segment = locked_segment(key)
    if segment.archived_at is not None:
        segment.archived_at = None
        segment.save(update_fields=["archived_at"])
        emit(SegmentRestored(at=at, by=by, subject=segment.pk, key=key))
    return segment


@transaction.atomic
def follow_segment(*, key: str, is_followed: bool, by: Actor, at: datetime) -> Segment:
    """Keep who is in a ready-made segment from now on, and tell who comes and goes; or no longer.

    Raises NoSuchSegment, SegmentInUse, and BadSegment for a segment of one's own, which is always kept.
    """
    segment = locked_segment(key)
    if not segment.is_ready_made:
        raise BadSegment(gettext_noop("Segments of your own are always kept. Archive it instead."))
    if segment.is_kept == is_followed:
        return segment
    if not is_followed:
        _refuse_in_use(segment)
        _forget_members(segment)
    segment.is_kept, segment.changed_at = is_followed, at
    segment.save(update_fields=["is_kept", "changed_at"])
    emit(SegmentChanged(at=at, by=by, subject=segment.pk, key=key, version=segment.version))
    return segment


def _refuse_in_use(segment: Segment) -> None:
    for other in Segment.objects.filter(archived_at=None).exclude(pk=segment.pk):
        if segment.key in asked_for(other):
            raise SegmentInUse(
                gettext_noop("The segment %(other)s asks for it. Change that one first."),
                other=other.shown_name,
            )
    today = business_today()
    launched = ProgrammeVersion.objects.filter(launched_at__isnull=False)
    for version in launched.filter(Q(effective_until__isnull=True) | Q(effective_until__gte=today)):
        if segment.key in named_in(version.values):
            raise SegmentInUse(
                gettext_noop(
                    "The loyalty programme %(version)s gives something to its customers. Change that first."
                ),
                version=version,
            )


def named_in(values: object) -> set[str]:
    """The keys of the segments that a programme's values name."""
    if isinstance(values, dict):
        own = {key for key in values.get("segments") or () if isinstance(key, str)}
        return own.union(*(named_in(value) for value in values.values()))
    if isinstance(values, list):
        return set().union(*(named_in(value) for value in values))
    return set()


def _forget_members(segment: Segment) -> None:
    SegmentMembership.objects.filter(segment=segment.key).delete()
    segment.filled_version, segment.customers = 0, 0
    segment.save(update_fields=["filled_version", "customers"])
