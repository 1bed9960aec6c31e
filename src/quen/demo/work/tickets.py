"""Two years of tickets: what low scores began and what customers asked, answered and settled but for the last days."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models.functions import Mod

from quen.demo.loyalty.luck import chance
from quen.demo.work.letters import ANSWERS, ASKED, READY
from quen.events.happening import Happening
from quen.flows.ready_answers import save_canned, save_macro
from quen.kernel.actor import SYSTEM, Actor, ActorKind
from quen.kernel.names import search_key
from quen.purchases.models import Purchase
from quen.shops.models import Staff
from quen.surveys.models import Response
from quen.surveys.scales import Band
from quen.tickets import sla
from quen.tickets.change_routing import save_rule
from quen.tickets.choices import CameBy, EntryKind, Priority, TicketKind, TicketState, Topic, Verdict
from quen.tickets.events import TicketAnswered, TicketClosed, TicketOpened, TicketRated, TicketSolved
from quen.tickets.find import wind
from quen.tickets.language import language_of
from quen.tickets.models import Entry, Rating, Ticket
from quen.tickets.promises import Promises, promises
from quen.tickets.route import ANSWERING
from quen.tickets.solve import CLOSES_AFTER
from quen.tickets.words import LOW_SCORE, in_shops_language

_MOST = 900
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_WAYS = (CameBy.EMAIL, CameBy.PHONE, CameBy.MEMBER, CameBy.WEB, CameBy.REVIEW)


class _Matter(NamedTuple):
    key: str
    text: str
    subject: str
    kind: TicketKind
    topic: Topic
    came_by: CameBy
    customer: int
    store: int | None
    at: datetime
    response: int | None = None


def make_tickets(*, seed: int, now: datetime) -> list[Happening]:
    """Write rules, ready answers, tickets, entries and ratings; the events are the caller's to write."""
    _stand_ready()
    staff = list(Staff.objects.filter(is_active=True, role__in=ANSWERING).order_by("pk"))
    promised = promises()
    matters = sorted([*_low_scores(now), *_asked(seed, now)], key=lambda one: one.at)
    tickets = [_ticket(seed, one, staff, promised, now) for one in matters]
    Ticket.objects.bulk_create(tickets, batch_size=2_000)
    Entry.objects.bulk_create(
        [entry for one, ticket in zip(matters, tickets, strict=True) for entry in _said(seed, one, ticket)],
        batch_size=5_000,
    )
    ratings = [
        row for one, ticket in zip(matters, tickets, strict=True) for row in _rated(seed, one, ticket, now)
    ]
    Rating.objects.bulk_create(ratings, batch_size=5_000)
    by_ticket = {row.ticket_id: row for row in ratings}
    return [event for ticket in tickets for event in _story(ticket, by_ticket.get(ticket.pk))]


def _stand_ready() -> None:
    kept = [save_canned(name=name, text=text, by=SYSTEM) for name, text in READY]
    save_macro(
        name="Xin lỗi và giao lại", topic=Topic.DELIVERY, priority=Priority.URGENT, answer_id=kept[0].pk, by=SYSTEM
    )  # fmt: skip
    save_rule(name="Khiếu nại", kind=TicketKind.COMPLAINT, role="support", by=SYSTEM)
    save_rule(name="Tiếng Anh", language="en", role="support", by_skill=True, by=SYSTEM)


def _low_scores(now: datetime) -> Iterator[_Matter]:
    rows = Response.objects.filter(band=Band.LOW, customer__isnull=False, answered_at__lt=now).select_related(
        "survey"
    )
    words = in_shops_language(LOW_SCORE, survey="%(survey)s", score="%(score)s")
    for row in rows.order_by("pk"):
        said = words % {"survey": row.survey.name, "score": row.score}
        yield _Matter(
            f"survey:{row.pk}", f"{said}\n\n{row.words}".strip(), said, TicketKind.COMPLAINT, Topic.OTHER,
            CameBy.SURVEY, row.customer_id or 0, row.store_id, row.answered_at, row.pk,
        )  # fmt: skip


def _asked(seed: int, now: datetime) -> Iterator[_Matter]:
    sales = Purchase.objects.filter(customer__isnull=False, bought_at__lt=now - 5 * 60 * _MINUTE)
    rows = list(
        sales.annotate(rest=Mod("pk", 61)).filter(rest=0).order_by("bought_at", "pk")
        .values_list("pk", "customer", "store", "bought_at")
    )  # fmt: skip
    for pk, customer, store, at in rows[:: max(1, len(rows) // _MOST)]:
        word = f"{seed} asks {pk}"
        kind, topic, text = ASKED[chance(word, len(ASKED))]
        came_by = _WAYS[chance(f"{word} by", len(_WAYS))]
        later = at + _MINUTE * (30 + chance(f"{word} later", 240))
        yield _Matter(f"demo:{pk}", text, text, kind, topic, came_by, customer, store, later)


def _ticket(seed: int, one: _Matter, staff: Sequence[Staff], promised: Promises, now: datetime) -> Ticket:
    priority = Priority.HIGH if one.kind == TicketKind.COMPLAINT else Priority.NORMAL
    clocks = sla.start(one.at, promised.of(priority), promised.hours)
    owner = staff[chance(f"{seed} owner {one.key}", len(staff))] if staff else None
    ticket = Ticket(
        kind=one.kind, topic=one.topic, priority=priority, came_by=one.came_by, subject=one.subject[:200],
        language=language_of(one.text), customer_id=one.customer, is_proven=True, store_id=one.store, owner=owner,
        source_kind="survey" if one.response else "", source_id=one.response, key=one.key, opened_at=one.at,
        opened_by=str(SYSTEM), changed_at=one.at, search=search_key(one.text)[:1_500],
    )  # fmt: skip
    answered, solved = _moments(seed, one)
    if answered < now:
        clocks = sla.answered(clocks, answered, promised.hours, is_her_turn=True)
        ticket.state, ticket.first_answered_at, ticket.changed_at = TicketState.WAITING, answered, answered
    else:
        ticket.owner = None
    if solved < now:
        closes = solved + CLOSES_AFTER
        ticket.state = TicketState.CLOSED if closes < now else TicketState.SOLVED
        ticket.solved_at, ticket.closed_at = solved, closes if closes < now else None
    wind(ticket, clocks, promised)
    return ticket


def _moments(seed: int, one: _Matter) -> tuple[datetime, datetime]:
    """When it was answered and settled: mostly within hours, some only after days."""
    slow = 40 if chance(f"{seed} slow {one.key}", 12) == 0 else 1
    answered = one.at + _MINUTE * (8 + chance(f"{seed} answered {one.key}", 300)) * slow
    return answered, answered + _MINUTE * (5 + chance(f"{seed} solved {one.key}", 2_500)) * slow


def _said(seed: int, one: _Matter, ticket: Ticket) -> Iterator[Entry]:
    way = CameBy.PHONE if one.came_by in (CameBy.SURVEY, CameBy.REVIEW) else one.came_by
    yield Entry(
        ticket=ticket, kind=EntryKind.IN, came_by=one.came_by, text=one.text, at=one.at,
        by=str(Actor(ActorKind.MEMBER, one.customer)),
    )  # fmt: skip
    if ticket.first_answered_at is not None:
        answers = ANSWERS[one.kind]
        yield Entry(
            ticket=ticket, kind=EntryKind.OUT, came_by=way, at=ticket.first_answered_at, by=_by(ticket),
            text=answers[chance(f"{seed} answer {one.key}", len(answers))],
        )  # fmt: skip


def _rated(seed: int, one: _Matter, ticket: Ticket, now: datetime) -> Iterator[Rating]:
    if ticket.solved_at is None or chance(f"{seed} rates {one.key}", 100) >= 45:
        return
    at = ticket.solved_at + _MINUTE * (60 + chance(f"{seed} rated {one.key}", 1_500))
    if at < now:
        score = (5, 5, 4, 4, 4, 3, 2)[chance(f"{seed} stars {one.key}", 7)]
        verdict = Verdict.IN_ONE_GO if score >= 4 else Verdict.IN_SEVERAL
        yield Rating(ticket=ticket, score=score, verdict=verdict, at=at)


def _by(ticket: Ticket) -> str:
    return str(Actor(ActorKind.STAFF, ticket.owner_id)) if ticket.owner_id else str(SYSTEM)


def _story(ticket: Ticket, rating: Rating | None) -> Iterator[Happening]:
    staff = Actor(ActorKind.STAFF, ticket.owner_id) if ticket.owner_id else SYSTEM
    member = Actor(ActorKind.MEMBER, ticket.customer_id)
    of: dict[str, Any] = {
        "customer": ticket.customer_id, "store": ticket.store_id, "subject": ticket.pk, "ticket": ticket.pk,
        "ticket_kind": str(ticket.kind), "topic": str(ticket.topic),
    }  # fmt: skip
    yield TicketOpened(
        at=ticket.opened_at, by=member, channel=str(ticket.came_by), priority=str(ticket.priority), **of
    )
    if (answered := ticket.first_answered_at) is not None:
        in_time = answered <= ticket.first_due_at
        yield TicketAnswered(at=answered, by=staff, is_first=True, is_in_time=in_time, **of)
    if ticket.solved_at is not None:
        yield TicketSolved(at=ticket.solved_at, by=staff, is_in_time=True, **of)
    if rating is not None:
        low = rating.score <= 2
        yield TicketRated(
            at=rating.at, by=member, score=rating.score, verdict=rating.verdict, is_low=low, **of
        )
    if ticket.closed_at is not None:
        yield TicketClosed(at=ticket.closed_at, by=SYSTEM, **of)
