"""Which chats a person may see, the lists of the page, and the lines after a number."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet

from quen.chats.models import LIVE, Chat, ChatState, Line, LineKind
from quen.shops.models import Staff

MOST_LINES = 500


def seen_by(staff: Staff) -> Q:
    """As with tickets: all for who works at all stores, else those of her stores and her own."""
    bound = Staff.stores.through.objects.filter(staff=staff.pk)
    return Q(owner=staff.pk) | Q(store__in=bound.values("store")) | ~Q(Exists(bound))


def lists(staff: Staff) -> Mapping[str, Q]:
    live = Q(state__in=LIVE)
    return {
        "waiting": Q(state=ChatState.WAITING),
        "mine": live & Q(owner=staff.pk),
        "all": live,
        "over": Q(state=ChatState.CLOSED),
    }


def chats_in(name: str, staff: Staff) -> QuerySet[Chat]:
    """One list; who waits longest first, what is over newest first."""
    rows = Chat.objects.filter(seen_by(staff), lists(staff)[name]).select_related("customer__root", "owner")
    return (
        rows.order_by("-changed_at", "-pk") if name == "over" else rows.order_by("due_at", "changed_at", "pk")
    )


def counts(staff: Staff) -> dict[str, int]:
    """How many stand in each list of live ones. One query."""
    wanted = {name: Count("pk", held) for name, held in lists(staff).items() if name != "over"}
    return Chat.objects.filter(seen_by(staff), state__in=LIVE).aggregate(**wanted)


def waiting_count(staff: Staff) -> int:
    """Who waits for an answer of this person, or of anybody. One query."""
    waits = Q(state=ChatState.WAITING) | Q(owner=staff.pk, due_at__isnull=False)
    return Chat.objects.filter(seen_by(staff), waits).count()


def lines_after(chat: int, number: int, *, for_staff: bool = False) -> list[Line]:
    """Up to MOST_LINES lines in their order; a visitor sees no reasons of hand-overs."""
    rows = Line.objects.filter(chat=chat, number__gt=number).order_by("number")
    return list((rows if for_staff else rows.exclude(kind=LineKind.HANDED))[:MOST_LINES])


def as_told(line: Line) -> dict[str, Any]:
    """A line as browsers get it."""
    return {
        "number": line.number, "kind": line.kind, "text": line.text, "author": line.author,
        "at": line.at.isoformat(), "key": line.key,
    }  # fmt: skip


def live_chat_of(customer: int) -> Chat | None:
    """The chat a member may go on with."""
    rows = Chat.objects.filter(Q(customer=customer) | Q(customer__root=customer), is_proven=True)
    return rows.filter(state__in=LIVE).order_by("-pk").first()
