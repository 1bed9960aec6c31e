"""Who else has a ticket open at this moment, known by the database, so that every server process tells the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from quen.shops.models import Staff
from quen.tickets.models import Presence

STAYS = timedelta(seconds=30)
TYPES = timedelta(seconds=12)
_FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True)
class Other:
    """A colleague who looks at the ticket, and whether she is writing."""

    name: str
    is_typing: bool


@transaction.atomic
def here(*, ticket: int, staff: int, is_typing: bool, at: datetime) -> list[Other]:
    """Say that this person looks at it, and learn who else does. Rows long forgotten go on the way."""
    told = {"seen_at": at, "typed_at": at} if is_typing else {"seen_at": at}
    Presence.objects.bulk_create(
        [Presence(ticket=ticket, staff=staff, **told)], update_conflicts=True, update_fields=list(told),
        unique_fields=["ticket", "staff"],
    )  # fmt: skip
    Presence.objects.filter(ticket=ticket, seen_at__lt=at - _FORGOTTEN).delete()
    return others(ticket=ticket, staff=staff, at=at)


def others(*, ticket: int, staff: int, at: datetime) -> list[Other]:
    """Everybody else who looked within half a minute."""
    rows = Presence.objects.filter(ticket=ticket, seen_at__gte=at - STAYS).exclude(staff=staff)
    seen = {row.staff: row.typed_at is not None and row.typed_at >= at - TYPES for row in rows}
    names = Staff.objects.filter(pk__in=seen).order_by("name").values_list("pk", "name")
    return [Other(name, seen[number]) for number, name in names]
