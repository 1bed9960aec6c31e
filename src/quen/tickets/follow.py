"""The reader that hears low scores and cares afterwards.

A low score opens a ticket at once, which is somebody's and whose clock runs like any other's; words that follow are
added to it, and that another score was meant is noted. A complaint that was settled brings a courtesy call some days
later. Only what is fresh counts: answers and complaints of the past, as an import tells them, open nothing.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from quen.events.models import Event
from quen.events.position import Batch
from quen.events.reader import Reader
from quen.kernel.actor import SYSTEM
from quen.shops.clock import shop_timezone
from quen.shops.roles import Role
from quen.surveys.events import SurveyRevised
from quen.tasks.create import create
from quen.tasks.models import TaskKind
from quen.tickets.choices import LIVE, CameBy, Priority, TicketKind, Topic
from quen.tickets.classify import classify
from quen.tickets.models import Ticket
from quen.tickets.note import note
from quen.tickets.open_ticket import Matter, Origin, open_ticket
from quen.tickets.reply import reply
from quen.tickets.topic import topic_of
from quen.tickets.words import COURTESY_SCRIPT, LOW_SCORE, SCORE_CHANGED, TASK_TITLES, in_shops_language

KINDS = frozenset({"survey.answered", "survey.revised", "survey.commented", "ticket.solved"})
FRESH = timedelta(days=2)
CALLS_AFTER_DAYS = 3
_CALL_HOUR, _CALL_LASTS = 9, timedelta(days=1)


def tickets_reader() -> Reader:
    """The reader for the registry."""
    return Reader(name="tickets", take=_take, kinds=KINDS, batch=100_000)


def _take(batch: Batch) -> None:
    since = timezone.now() - FRESH
    for event in batch.events().filter(happened_at__gte=since):
        if event.kind == "ticket.solved":
            _call_later(event)
        elif event.subject is not None:
            _hear(event, event.subject)


def _hear(event: Event, response: int) -> None:
    key = f"survey:{response}"
    known = Ticket.objects.filter(key=key).first()
    comment = str(event.facts.get("comment") or "").strip()
    if known is None and event.facts.get("is_low"):
        _open(event, response, key, comment)
    elif known is not None and event.kind == SurveyRevised.kind:
        said = in_shops_language(
            SCORE_CHANGED, before=event.facts.get("before", ""), score=event.facts.get("score", "")
        )
        note(ticket=known.pk, text=said, at=event.happened_at, by=SYSTEM)
    elif known is not None and event.kind == "survey.commented" and comment:
        reply(ticket=known.pk, text=comment, came_by=CameBy.SURVEY, at=event.happened_at, by=SYSTEM)
        is_unsorted = known.topic == Topic.OTHER and known.merged_into_id is None
        if is_unsorted and (topic := topic_of(comment)) != Topic.OTHER:
            classify(
                ticket=known.pk, kind=TicketKind(known.kind), topic=topic, priority=Priority(known.priority),
                store=known.store_id, at=event.happened_at, by=SYSTEM,
            )  # fmt: skip


def _open(event: Event, response: int, key: str, comment: str) -> None:
    about = " · ".join(str(event.facts[name]) for name in ("survey", "product") if event.facts.get(name))
    said = in_shops_language(LOW_SCORE, survey=about, score=event.facts.get("score", ""))
    open_ticket(
        matter=Matter(
            text=f"{said}\n\n{comment}".strip(), subject=said, kind=TicketKind.COMPLAINT, topic=topic_of(comment)
        ),
        came_by=CameBy.SURVEY, at=event.happened_at, by=SYSTEM, customer=event.customer,
        is_proven=event.customer is not None, store=event.store, origin=Origin("survey", response, key),
        is_somebodys=True,
    )  # fmt: skip


def _call_later(event: Event) -> None:
    """A call some mornings later, where it was a complaint of somebody known and it is still settled."""
    ticket = Ticket.objects.filter(
        pk=event.subject or 0, kind=TicketKind.COMPLAINT, customer__isnull=False
    ).first()
    if ticket is None or ticket.state in LIVE:
        return
    begins = call_at(event.happened_at)
    create(
        title=in_shops_language(TASK_TITLES["courtesy"], ticket=ticket.pk, subject=ticket.subject),
        kind=TaskKind.CALL, due_at=begins + _CALL_LASTS, not_before=begins, remind_at=begins, by=SYSTEM,
        at=event.happened_at, customer=ticket.customer_id, role=Role.SUPPORT, store=ticket.store_id,
        script=in_shops_language(COURTESY_SCRIPT, most=5_000), source_kind="ticket", source_id=ticket.pk,
        key=f"courtesy:{ticket.pk}",
    )  # fmt: skip


def call_at(solved_at: datetime) -> datetime:
    """When she is called: some days later, in the morning by the shop's clock."""
    day = solved_at.astimezone(shop_timezone()) + timedelta(days=CALLS_AFTER_DAYS)
    return day.replace(hour=_CALL_HOUR, minute=0, second=0, microsecond=0)
