"""Who is in a segment, as a condition on customers for lists and exports."""

from datetime import date

from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL

from quen.segments.compile import everybody
from quen.segments.models import Segment
from quen.segments.reads import rule_of, scope_now


def in_segment(key: str, *, today: date) -> Q:
    """The condition that a customer who stands for herself is in this segment; nobody where there is no such segment.

    Kept membership where there is one, the rule itself for a ready-made cut that nobody follows.
    """
    segment = Segment.objects.filter(key=key, archived_at=None).first()
    if segment is None:
        return Q(pk__in=[])
    if segment.is_kept:
        return Q(segments__segment=key)
    asked = everybody(rule_of(segment), scope_now(today=today))
    text = f"SELECT p.customer_id FROM {asked.text}"  # noqa: S608
    return Q(pk__in=RawSQL(f"({text})", asked.values, output_field=BigIntegerField()))  # noqa: S611
