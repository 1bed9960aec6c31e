"""What stands ready on one ticket: answers, macros, and what may be given to make good."""

from datetime import datetime

from quen.enrolment.models import Member
from quen.flows.offer_recovery import limit_of
from quen.flows.ready_answers import filled
from quen.shops.models import Staff
from quen.shops.roles import Permission, Role
from quen.tickets.choices import LIVE
from quen.tickets.models import CannedAnswer, Macro, RecoveryOffer, Ticket
from quen.tickets.ready_models import OfferState
from quen.vouchers.models import VoucherKind


def offered(ticket: Ticket, staff: Staff) -> dict[str, object]:
    """For the page; nothing where this person only reads. Five queries at most."""
    offer = RecoveryOffer.objects.filter(pk=ticket.pk).first()
    found: dict[str, object] = {"offer": offer}
    if not staff.may(Permission.ANSWER_TICKETS):
        return found
    if ticket.state in LIVE:
        found["canned"] = list(CannedAnswer.objects.filter(archived_at=None).order_by("name"))
        found["macros"] = list(Macro.objects.filter(archived_at=None).order_by("name"))
    if _may_be_offered(ticket, offer):
        kinds = VoucherKind.objects.filter(stopped_at=None, is_of_programme=False, code=None).order_by("name")
        found["can_make_good"] = True
        found["vouchers"] = list(kinds.values_list("key", "name"))
        root = ticket.customer.root_id or ticket.customer.pk if ticket.customer else 0
        found["is_member"] = Member.objects.filter(pk=root, left_at=None).exists()
        if not staff.may(Permission.MANAGE_TICKETS):
            found["limit"] = limit_of(Role(staff.role))
    return found


def text_of(canned: str, ticket: Ticket, at: datetime) -> str:
    """The answer somebody chose, with her facts; empty for none. Raises MissingFacts, BadTicket."""
    if not canned.isdecimal() or len(canned) > 18:
        return ""
    return filled(canned=int(canned), ticket=ticket, at=at)


def _may_be_offered(ticket: Ticket, offer: RecoveryOffer | None) -> bool:
    is_free = offer is None or offer.state == OfferState.REFUSED
    return is_free and ticket.is_proven and ticket.customer_id is not None and ticket.merged_into_id is None
