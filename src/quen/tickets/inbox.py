"""Pages of the inbox by key: what comes after the last row, however far down, costs the same."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime

from quen.kernel.names import search_key
from quen.shops.models import Staff
from quen.tickets.choices import CameBy, TicketKind, Topic
from quen.tickets.models import Ticket
from quen.tickets.reads import lists, seen_by

ROWS = 30
_NEVER = "-"


@dataclass(frozen=True)
class Asked:
    """Which list, narrowed by what, after which row (empty: from the beginning)."""

    name: str = "all"
    search: str = ""
    kind: str = ""
    topic: str = ""
    came_by: str = ""
    store: int | None = None
    after: str = ""


@dataclass(frozen=True)
class Page:
    """Some rows, and the key of those that follow; empty where none do."""

    tickets: list[Ticket]
    following: str


def page(asked: Asked, *, staff: Staff, at: datetime) -> Page:
    """The most urgent first, those that wait for their customers last; settled ones newest first. One query."""
    held = lists(staff, at)
    name = asked.name if asked.name in held else "all"
    rows = Ticket.objects.filter(seen_by(staff), held[name]).select_related(
        "customer__root", "owner", "store"
    )
    rows = _narrowed(rows, asked).defer("search")
    found = list((_settled if name == "done" else _live)(rows, asked.after)[: ROWS + 1])
    shown = found[:ROWS]
    return Page(shown, _key(shown[-1], is_settled=name == "done") if len(found) > ROWS else "")


def _narrowed(rows: QuerySet[Ticket], asked: Asked) -> QuerySet[Ticket]:
    wanted = {
        name: value
        for name, value, known in (
            ("kind", asked.kind, TicketKind.values),
            ("topic", asked.topic, Topic.values),
            ("came_by", asked.came_by, CameBy.values),
        )
        if value in known
    }
    rows = rows.filter(**wanted)
    if asked.store is not None:
        rows = rows.filter(store=asked.store)
    said = asked.search.strip()
    if said.lstrip("#").isdecimal() and len(said) < 12:
        digits = int(said.lstrip("#"))
        return rows.filter(Q(pk=digits) | Q(search__contains=said.lstrip("#").lstrip("0")))
    return rows.filter(search__contains=search_key(said)) if said else rows


def _live(rows: QuerySet[Ticket], after: str) -> QuerySet[Ticket]:
    rows = rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    moment, number = _read(after)
    if number is None:
        return rows
    if moment is None:
        return rows.filter(due_at=None, pk__gt=number)
    return rows.filter(Q(due_at__gt=moment) | Q(due_at=moment, pk__gt=number) | Q(due_at=None))


def _settled(rows: QuerySet[Ticket], after: str) -> QuerySet[Ticket]:
    rows = rows.order_by("-solved_at", "-pk")
    moment, number = _read(after)
    if number is None or moment is None:
        return rows
    return rows.filter(Q(solved_at__lt=moment) | Q(solved_at=moment, pk__lt=number))


def _key(ticket: Ticket, *, is_settled: bool) -> str:
    moment = ticket.solved_at if is_settled else ticket.due_at
    return f"{moment.isoformat() if moment else _NEVER}~{ticket.pk}"


def _read(after: str) -> tuple[datetime | None, int | None]:
    """What a key says; a key nobody gave out begins at the beginning."""
    written, _tilde, number = after.partition("~")
    if not number.isdecimal() or len(number) > 18:
        return None, None
    if written == _NEVER:
        return None, int(number)
    try:
        moment = parse_datetime(written)
    except ValueError:
        moment = None
    return (moment, int(number)) if moment is not None and moment.tzinfo else (None, None)
