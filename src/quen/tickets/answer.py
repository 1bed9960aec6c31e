"""Staff answer a customer, and what happens to the ticket then."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.tickets import sla
from quen.tickets.choices import CameBy, EntryKind, MailState, TicketState
from quen.tickets.entries import append
from quen.tickets.errors import BadTicket
from quen.tickets.events import TicketAnswered
from quen.tickets.find import CLOCKS, clocks_of, held, is_in_time, wind
from quen.tickets.mail_names import name_of_mail
from quen.tickets.models import Entry, Mail, Ticket
from quen.tickets.promises import promises
from quen.tickets.zalo_window import LONGEST, zalo_window

_BY_MAIL = (CameBy.EMAIL,)


@transaction.atomic
def answer(
    *, ticket: int, text: str, at: datetime, by: Actor, way: CameBy | None = None, is_her_turn: bool = True
) -> Entry:
    """Answer by `way`, by default how she can be reached. By e-mail and Zalo it goes into the outbox in the same
    transaction.

    `is_her_turn`: the clocks stand still until she writes. Raises NoSuchTicket, TicketIsElsewhere, BadTicket.
    """
    found = held(ticket)
    due, is_first = sla.due(clocks_of(found)), found.first_answered_at is None
    went = way or way_to(found, at=at)
    if went == CameBy.ZALO:
        _refuse_unfit(found, text, at)
    entry = append(
        found, kind=EntryKind.OUT, came_by=went, text=text, at=at, by=by,
        message_id=name_of_mail() if went in _BY_MAIL and found.contact_email else "",
        in_reply_to=_last_heard(found),
    )  # fmt: skip
    if entry.message_id:
        Mail.objects.create(entry=entry, address=found.contact_email, state=MailState.READY, next_at=at)
    elif went == CameBy.ZALO:
        Mail.objects.create(
            entry=entry, way=went, address=found.contact_zalo, state=MailState.READY, next_at=at
        )
    found.first_answered_at = found.first_answered_at or at
    promised = promises()
    clocks = sla.answered(clocks_of(found), at, promised.hours, is_her_turn=is_her_turn)
    found.state = TicketState.WAITING if is_her_turn else TicketState.OPEN
    wind(found, clocks, promised)
    found.save(update_fields=[*CLOCKS, "state", "changed_at", "search"])
    emit(
        TicketAnswered(
            at=at, by=by, customer=found.customer_id, store=found.store_id, subject=found.pk, ticket=found.pk,
            ticket_kind=found.kind, topic=found.topic, is_first=is_first,
            is_in_time=due is None or is_in_time(due, at),
        )
    )  # fmt: skip
    return entry


def way_to(ticket: Ticket, *, at: datetime) -> CameBy:
    """How she can be reached: by Zalo while Zalo still takes an answer, by e-mail where an address is known, on her
    page where she wrote there, else by phone."""
    window = zalo_window(ticket)
    if window is not None and window.is_open(at):
        return CameBy.ZALO
    if ticket.contact_email:
        return CameBy.EMAIL
    return CameBy.MEMBER if ticket.came_by in (CameBy.MEMBER, CameBy.CHAT) else CameBy.PHONE


def _refuse_unfit(ticket: Ticket, text: str, at: datetime) -> None:
    """Before anything is written: what Zalo would not take. Raises BadTicket."""
    window = zalo_window(ticket)
    if window is None or not window.is_open(at):
        raise BadTicket(
            gettext_noop(
                "Zalo takes an answer until seven days after her last word there. Reach her another way, or wait until she writes."  # noqa: E501
            )
        )
    if len(text.strip()) > LONGEST:
        raise BadTicket(gettext_noop("By Zalo an answer has at most %(most)s letters."), most=LONGEST)


def _last_heard(ticket: Ticket) -> str:
    rows = Entry.objects.filter(ticket=ticket, kind=EntryKind.IN).exclude(message_id="")
    return str(rows.order_by("-pk").values_list("message_id", flat=True).first() or "")
