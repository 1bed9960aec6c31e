"""Questions about the story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from quen.events.models import Event


@dataclass(frozen=True)
class Moment:
    """A place in a timeline: everything older comes after it on the page."""

    happened_at: datetime
    event: int


def timeline(
    customers: Iterable[int], *, before: Moment | None = None, limit: int = 50
) -> tuple[list[Event], Moment | None]:
    """What happened to these customers (one and those merged into her), newest first, and where the next page starts.

    One query for any length of story. The second value is None on the last page.
    """
    events = Event.objects.filter(customer__in=list(customers)).order_by("-happened_at", "-id")
    if before is not None:
        older = RawSQL(
            "(happened_at, id) < (%s, %s)", (before.happened_at, before.event), output_field=BooleanField()
        )
        events = events.filter(older)
    page = list(events[: limit + 1])
    if len(page) <= limit:
        return page, None
    last = page[limit - 1]
    return page[:limit], Moment(last.happened_at, last.pk)
