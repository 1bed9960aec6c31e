"""Make good what went wrong: an apology with points or a voucher, once for a ticket, within what the role may give.

Above the limit nothing is given until somebody who manages tickets, and did not ask for it, says yes. Points are a
transfer of the ledger with the key `recovery:<ticket>` and the ticket as its reason; a voucher has the ticket as its
source.
"""

from datetime import datetime

from django.db import transaction

from quen.enrolment.models import Member
from quen.enrolment.versions import version_in_force
from quen.events.emit import emit
from quen.kernel.actor import Actor, ActorKind
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_held
from quen.points.earn import earn
from quen.shops.clock import day_of, start_of
from quen.shops.history import change
from quen.shops.models import Staff
from quen.shops.roles import Permission, Role
from quen.tickets.answer import answer
from quen.tickets.choices import LIVE, TicketState
from quen.tickets.errors import BadRecovery
from quen.tickets.events import RecoveryAsked, RecoveryGiven, RecoveryRefused
from quen.tickets.find import held
from quen.tickets.models import RecoveryLimit, RecoveryOffer, Ticket
from quen.tickets.ready_models import OfferKind, OfferState
from quen.tickets.words import RECOVERY_REASON, in_shops_language
from quen.vouchers.issue import issue
from quen.vouchers.kinds import kind_named
from quen.vouchers.terms import FixedOff, PercentOff

MOST_POINTS = 100_000
USUAL = {Role.SUPPORT: (100, 50_000)}
"""Points and minor units a role may give until the owner says otherwise; managers and owners need nobody's yes."""


@transaction.atomic
def offer_recovery(
    *, ticket: int, at: datetime, by: Actor, points: int = 0, voucher: str = "", words: str = ""
) -> RecoveryOffer:  # fmt: skip
    """Give points or a voucher of a kind, with an apology that is sent as an answer; or ask a manager for it.

    Raises BadRecovery for a customer who is not proved, for a second offer and for nothing to give; NoSuchTicket,
    TicketIsElsewhere, NoSuchKind.
    """
    found = held(ticket, states=(*LIVE, TicketState.SOLVED))
    _refuse_unfit(found, points, voucher, words)
    row = RecoveryOffer(
        ticket=found, kind=OfferKind.POINTS if points else OfferKind.VOUCHER, points=points, voucher_kind=voucher,
        worth_minor=_worth(voucher) if voucher else None, words=words.strip()[:5_000], asked_at=at, asked_by=str(by),
    )  # fmt: skip
    row.save()
    if _may_give(row, by):
        return _given(row, found, at=at, by=by)
    _tell(RecoveryAsked, row, found, at, by)
    return row


@transaction.atomic
def approve_recovery(*, ticket: int, at: datetime, by: Actor) -> RecoveryOffer:
    """Say yes: it is given and the apology sent. Raises BadRecovery for who asked for it and for what is decided."""
    found = held(ticket, states=TicketState.values)
    row = _waiting(found)
    if row.asked_by == str(by):
        raise BadRecovery(gettext_noop("You asked for this yourself: somebody else has to say yes."))
    return _given(row, found, at=at, by=by)


@transaction.atomic
def refuse_recovery(*, ticket: int, at: datetime, by: Actor) -> RecoveryOffer:
    """Say no; something else may be asked for then. Raises BadRecovery for what is decided already."""
    found = held(ticket, states=TicketState.values)
    row = _waiting(found)
    row.state, row.decided_at, row.decided_by = OfferState.REFUSED, at, str(by)
    row.save(update_fields=["state", "decided_at", "decided_by"])
    _tell(RecoveryRefused, row, found, at, by)
    return row


@transaction.atomic
def change_recovery_limit(*, role: Role, points: int, minor: int, by: Actor) -> RecoveryLimit:
    """What the role may give without a manager's yes from now on. Raises BadRecovery."""
    if not 0 <= points <= MOST_POINTS or not 0 <= minor <= 10**12:
        raise BadRecovery(gettext_noop("Write 0 to %(most)s points and a sum from 0 on."), most=MOST_POINTS)
    row, _made = RecoveryLimit.objects.select_for_update().get_or_create(
        pk=role.value, defaults=dict(zip(("most_points", "most_minor"), limit_of(role), strict=True))
    )
    change(row, {"most_points": points, "most_minor": minor}, of=f"tickets.recovery.{role.value}", by=by)
    return row


def limit_of(role: Role) -> tuple[int, int]:
    """Points and minor units the role may give without asking."""
    row = RecoveryLimit.objects.filter(pk=role.value).first()
    return (row.most_points, row.most_minor) if row else USUAL.get(role, (0, 0))


def _refuse_unfit(ticket: Ticket, points: int, voucher: str, words: str) -> None:
    if ticket.customer_id is None or not ticket.is_proven:
        raise BadRecovery(gettext_noop("Nobody has proved who this is. Say who she is first, then give."))
    before = RecoveryOffer.objects.filter(pk=ticket.pk).exclude(state=OfferState.REFUSED).first()
    if before is not None:
        raise BadRecovery(gettext_noop("Something was given or asked for on this ticket already."))
    if bool(points) == bool(voucher) or not 0 <= points <= MOST_POINTS:
        raise BadRecovery(gettext_noop("Give points, up to %(most)s, or a voucher."), most=MOST_POINTS)
    is_member = Member.objects.filter(pk=root_held(ticket.customer_id), left_at=None).exists()
    if points and not is_member:
        raise BadRecovery(gettext_noop("She is no member, so she has no points. Give a voucher."))
    if voucher and kind_named(voucher).stopped_at is not None:
        raise BadRecovery(gettext_noop("This voucher is no longer issued. Choose another."))
    if words.strip() and ticket.state not in LIVE:
        raise BadRecovery(
            gettext_noop("The ticket is settled. Open it again to write to her, or give without words.")
        )


def _may_give(row: RecoveryOffer, by: Actor) -> bool:
    staff = Staff.objects.filter(pk=by.id or 0).first() if by.kind == ActorKind.STAFF else None
    if staff is None or not staff.may(Permission.ANSWER_TICKETS):
        return False
    if staff.may(Permission.MANAGE_TICKETS):
        return True
    points, minor = limit_of(Role(staff.role))
    if row.kind == OfferKind.POINTS:
        return row.points <= points
    return row.worth_minor is not None and row.worth_minor <= minor


def _worth(voucher: str) -> int | None:
    """The most a voucher of this kind takes off; None where only the goods say it."""
    gives = kind_named(voucher).said().gives
    if isinstance(gives, FixedOff):
        return gives.amount_minor
    return gives.cap_minor if isinstance(gives, PercentOff) else None


def _given(row: RecoveryOffer, ticket: Ticket, *, at: datetime, by: Actor) -> RecoveryOffer:
    assert ticket.customer_id is not None  # proved above, and staff cannot take it away while it is held
    root, key = root_held(ticket.customer_id), f"recovery:{ticket.pk}"
    if row.kind == OfferKind.POINTS:
        row.transfer = _points(row, root, key, at=at, by=by)
    else:
        voucher = issue(kind=row.voucher_kind, customer=root, source=key, at=at, key=key, by=by)
        row.voucher = voucher.pk
    row.state, row.decided_at, row.decided_by = OfferState.GIVEN, at, str(by)
    row.save(update_fields=["state", "decided_at", "decided_by", "transfer", "voucher"])
    _tell(RecoveryGiven, row, ticket, at, by)
    if row.words and ticket.state in LIVE:
        answer(ticket=ticket.pk, text=row.words, at=at, by=by)
    return row


def _points(row: RecoveryOffer, root: int, key: str, *, at: datetime, by: Actor) -> int:
    day = day_of(at)
    programme = version_in_force(day)
    ends = programme.expiry.expires_on(day) if programme else None
    transfer = earn(
        customer=root, points=row.points, at=at, expires_at=start_of(ends) if ends else None,
        version=programme.version if programme else None, key=key, by=by,
        reason=in_shops_language(RECOVERY_REASON, ticket=row.ticket_id),
    )  # fmt: skip
    return transfer.pk


def _waiting(ticket: Ticket) -> RecoveryOffer:
    row = RecoveryOffer.objects.filter(pk=ticket.pk, state=OfferState.WAITING).first()
    if row is None:
        raise BadRecovery(gettext_noop("Nothing waits for a yes on this ticket. Open it again."))
    return row


def _tell(
    kind: type[RecoveryAsked | RecoveryGiven | RecoveryRefused], row: RecoveryOffer, ticket: Ticket, at: datetime,
    by: Actor,
) -> None:  # fmt: skip
    emit(
        kind(
            at=at, by=by, customer=ticket.customer_id, store=ticket.store_id, subject=ticket.pk, ticket=ticket.pk,
            ticket_kind=ticket.kind, topic=ticket.topic, points=row.points, voucher=row.voucher_kind,
        )
    )  # fmt: skip
