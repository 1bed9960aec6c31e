"""The customer beside her chat: what she is worth, what she bought, and what she was heard about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quen.chats.models import Chat
from quen.enrolment.models import Member
from quen.insight.models import CustomerSummary
from quen.people.find import group_of
from quen.people.models import Customer, Identity
from quen.purchases.models import Purchase
from quen.shops.clock import day_of
from quen.tickets.models import Ticket
from quen.tickets.reads import tickets_of
from quen.tiers.standing import standing_of

_FEW = 4


@dataclass(frozen=True)
class Beside:
    """What staff should know before they answer."""

    customer: Customer
    tier: str
    summary: CustomerSummary | None
    identities: Sequence[Identity]
    purchases: Sequence[Purchase]
    tickets: Sequence[Ticket]


def beside(chat: Chat, at: datetime) -> Beside | None:
    """None for a stranger."""
    if chat.customer is None:
        return None
    her = chat.customer.root or chat.customer
    group = group_of(her.pk)
    bought = Purchase.objects.filter(customer__in=group).select_related("store").order_by("-bought_at")
    member = Member.objects.filter(pk=her.pk, left_at=None).first()
    standing = standing_of(member, day=day_of(at)) if member else None
    return Beside(
        customer=her,
        tier=standing.name if standing else "",
        summary=CustomerSummary.objects.filter(customer=her.pk).first(),
        identities=list(Identity.objects.filter(customer__in=group).order_by("pk")[:_FEW]),
        purchases=list(bought[:_FEW]),
        tickets=list(tickets_of(her.pk)[:_FEW]),
    )
