"""Questions about segments."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from quen.insight.business_day import business_today
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.models import SegmentMembership
from quen.segments.conditions.on_list import rule_of_list
from quen.segments.conditions.registry import KNOWN
from quen.segments.errors import NoSuchSegment
from quen.segments.models import Segment, SegmentKind
from quen.segments.rules import Group, Scope, conditions_of, from_json


def rule_of(segment: Segment) -> Group:
    """What a segment asks."""
    return rule_of_list(segment.key) if segment.kind == SegmentKind.LIST else from_json(segment.rule, KNOWN)


def scope_of(segments: Iterable[Segment], *, today: date, inside: tuple[str, ...] = ()) -> Scope:
    """What rules are judged by, where these are all the segments there are. Each is read from JSON once."""
    by_key = {segment.key: segment for segment in segments}
    read: dict[str, Group] = {}

    def rule(key: str) -> Group | None:
        if key not in read and key in by_key:
            read[key] = rule_of(by_key[key])
        return read.get(key)

    return Scope(today, rule, inside)


def scope_now(*, today: date | None = None) -> Scope:
    """What rules are judged by now. Two queries."""
    return scope_of(Segment.objects.all(), today=today or business_today())


def segment_of(key: str) -> Segment:
    """The segment with this key. Raises NoSuchSegment."""
    found = Segment.objects.filter(key=key).first()
    if found is None:
        raise NoSuchSegment(gettext_noop("There is no segment %(key)s."), key=key)
    return found


def locked_segment(key: str) -> Segment:
    """The same, for a verb to change. Raises NoSuchSegment."""
    return Segment.objects.select_for_update().get(pk=segment_of(key).pk)


def asked_for(segment: Segment) -> set[str]:
    """The keys of the segments its rule names."""
    return {part for each in conditions_of(rule_of(segment)) for part in each.parts_of()}


def seen_by(person: Actor) -> "QuerySet[Segment]":
    """The segments shared with everybody and the person's own."""
    return Segment.objects.filter(Q(is_shared=True) | Q(owner=str(person)))


def segments_of(customer: int) -> list[str]:
    """The keys of the segments a customer who stands for herself is kept in, in order."""
    return list(
        SegmentMembership.objects.filter(customer=customer)
        .order_by("segment")
        .values_list("segment", flat=True)
    )
