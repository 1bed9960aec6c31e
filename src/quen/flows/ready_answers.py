"""Answers that stand ready: kept, filled with a customer's facts, and run together with other steps by one tap.

What is missing is found before anything is sent. To somebody not proved nothing is told but her own name as she wrote
it, the business and the ticket's number.
"""

from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import QuerySet

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel
from quen.messages.house import house_of
from quen.messages.load_facts import Asked, Facts, load
from quen.messages.wording import mentions, read, write
from quen.people.find import root_of
from quen.shops.history import change, remember
from quen.shops.roles import Role
from quen.tickets.answer import answer
from quen.tickets.assign import assign
from quen.tickets.choices import Priority, TicketKind, Topic
from quen.tickets.classify import classify
from quen.tickets.errors import BadTicket
from quen.tickets.find import held
from quen.tickets.models import CannedAnswer, Macro, Ticket
from quen.tickets.note import note
from quen.tickets.ready_models import Then
from quen.tickets.route import ANSWERING
from quen.tickets.snooze import snooze
from quen.tickets.solve import solve

MOST_LETTERS = 5_000
MOST_DAYS = 365


class Steps(TypedDict, total=False):
    """What a macro does; what is empty is left out."""

    name: str
    topic: str
    priority: str
    role: str
    note: str
    answer_id: int | None
    then: str
    sleep_days: int


@transaction.atomic
def save_canned(*, name: str, text: str, by: Actor, canned: int | None = None) -> CannedAnswer:
    """Keep an answer. Raises BadTemplate for a place that names no fact, BadTicket without name or words."""
    said, called = text.replace("\r\n", "\n").strip(), tidy(name)[:80]
    if not called or not said or len(said) > MOST_LETTERS:
        raise BadTicket(gettext_noop("Give it a name, and 1 to %(most)s letters."), most=MOST_LETTERS)
    read(said)
    row = _held(canned) if canned is not None else CannedAnswer.objects.create(name=called, text=said)
    if canned is None:
        remember({"made": (None, called)}, of=f"tickets.canned.{row.pk}", by=by)
    change(row, {"name": called, "text": said}, of=f"tickets.canned.{row.pk}", by=by)
    return row


@transaction.atomic
def save_macro(*, by: Actor, macro: int | None = None, **steps: Unpack[Steps]) -> Macro:
    """Keep several steps under one name. Raises BadTicket for a step nobody could take."""
    steps["name"] = tidy(steps.get("name", ""))[:80]
    _refuse_unfit(steps)
    row = Macro.objects.select_for_update().filter(pk=macro).first() if macro is not None else None
    if row is None:
        row = Macro.objects.create(name=steps["name"])
        remember({"made": (None, row.name)}, of=f"tickets.macro.{row.pk}", by=by)
    change(row, dict(steps), of=f"tickets.macro.{row.pk}", by=by)
    return row


@transaction.atomic
def archive(*, row: CannedAnswer | Macro, at: datetime, by: Actor) -> None:
    """Offer it no longer. A macro that answers with it goes too."""
    kind = "canned" if isinstance(row, CannedAnswer) else "macro"
    change(row, {"archived_at": at}, of=f"tickets.{kind}.{row.pk}", by=by)
    if isinstance(row, CannedAnswer):
        row.macros.filter(archived_at=None).update(archived_at=at)


def filled(*, canned: int, ticket: Ticket, at: datetime) -> str:
    """The answer with her facts. Raises MissingFacts, which names all that is missing, and BadTicket."""
    text = _found(canned, CannedAnswer.objects.all()).text  # no lock: a page reads it outside any transaction
    return write(read(text), facts_for(ticket, mentions(text), at), language=ticket.language)


def facts_for(ticket: Ticket, names: list[str], at: datetime) -> Facts:
    """What may be said to whoever wrote this ticket."""
    house = house_of()
    known: Facts = {"number": f"#{ticket.pk}", "business": house.business}
    if ticket.contact_name:
        known |= {"full_name": ticket.contact_name}
    if ticket.customer_id is None or not ticket.is_proven:
        return known
    root = root_of(ticket.customer_id).pk
    asked = Asked(customers=[root], language=ticket.language, channel=Channel.EMAIL, at=at, house=house)
    hers = load(asked, names)[root]
    return known | {name: value for name, value in hers.items() if value not in (None, "")}


@transaction.atomic
def run_macro(*, macro: int, ticket: int, at: datetime, by: Actor) -> Ticket:
    """Take all its steps, or none. Raises whatever a step raises, MissingFacts among it."""
    row = Macro.objects.filter(pk=macro, archived_at=None).select_related("answer").first()
    if row is None:
        raise BadTicket(gettext_noop("This macro is gone. Open the ticket again."))
    found = held(ticket)
    if row.topic or row.priority:
        classify(
            ticket=ticket, kind=TicketKind(found.kind), topic=Topic(row.topic or found.topic), at=at, by=by,
            priority=Priority(row.priority or found.priority), store=found.store_id,
        )  # fmt: skip
    if row.role:
        assign(ticket=ticket, owner=None, role=Role(row.role), at=at, by=by)
    if row.note:
        note(ticket=ticket, text=row.note, at=at, by=by)
    if row.answer_id is not None:
        text = filled(canned=row.answer_id, ticket=found, at=at)
        answer(ticket=ticket, text=text, at=at, by=by, is_her_turn=row.then == Then.WAIT)
    if row.sleep_days:
        snooze(ticket=ticket, until=at + timedelta(days=row.sleep_days), at=at, by=by)
    if row.then == Then.SOLVE:
        solve(ticket=ticket, at=at, by=by)
    found.refresh_from_db()
    return found


def _held(canned: int) -> CannedAnswer:
    return _found(canned, CannedAnswer.objects.select_for_update())


def _found(canned: int, rows: QuerySet[CannedAnswer]) -> CannedAnswer:
    row = rows.filter(pk=canned, archived_at=None).first()
    if row is None:
        raise BadTicket(gettext_noop("This answer is gone. Open the ticket again."))
    return row


def _refuse_unfit(steps: Steps) -> None:
    does = [steps.get(name) for name in ("topic", "priority", "role", "note", "answer_id", "sleep_days")]
    if not steps["name"] or not (any(does) or steps.get("then") == Then.SOLVE):
        raise BadTicket(gettext_noop("Give it a name and at least one step."))
    closed = (("topic", Topic.values), ("priority", Priority.values), ("role", [*map(str, ANSWERING)]))
    if any(steps.get(name) and steps.get(name) not in known for name, known in closed):
        raise BadTicket(gettext_noop("Choose topic, priority and team from the list."))
    if steps.get("then", Then.WAIT) not in Then.values or not 0 <= steps.get("sleep_days", 0) <= MOST_DAYS:
        raise BadTicket(gettext_noop("A ticket sleeps 0 to %(most)s days."), most=MOST_DAYS)
    if steps.get("answer_id") is not None:
        _held(steps["answer_id"] or 0)
