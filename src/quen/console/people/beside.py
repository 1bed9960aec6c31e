"""The customer beside her ticket or her chat: what she is worth, her tier, what she bought, what she was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quen.enrolment.models import Member
from quen.insight.models import CustomerSummary
from quen.people.find import group_of
from quen.people.models import Customer, Identity
from quen.purchases.models import Purchase
from quen.shops.clock import day_of
from quen.tasks.models import LIVE as LIVE_TASKS
from quen.tasks.models import Task
from quen.tickets.models import Ticket
from quen.tickets.reads import tickets_of
from quen.tiers.standing import standing_of
from quen.vouchers.models import Voucher
from quen.vouchers.reads import vouchers_of

_FEW = 4


@dataclass(frozen=True)
class Beside:
    """What staff should know before they answer."""

    customer: Customer
    summary: CustomerSummary | None
    tier: str
    identities: Sequence[Identity]
    purchases: Sequence[Purchase]
    tasks: Sequence[Task]
    vouchers: Sequence[Voucher]
    tickets: Sequence[Ticket]


def beside(customer: Customer | None, *, at: datetime, but: int = 0) -> Beside | None:
    """As whom she now counts, her tickets but the one that is shown; None for a stranger. Nine queries at most."""
    if customer is None:
        return None
    her = customer.root or customer
    group = group_of(her.pk)
    bought = Purchase.objects.filter(customer__in=group).select_related("store").order_by("-bought_at")
    promised = Task.objects.filter(customer__in=group, state__in=LIVE_TASKS).order_by("due_at")
    return Beside(
        customer=her,
        summary=CustomerSummary.objects.filter(customer=her.pk).first(),
        tier=_tier(her.pk, at),
        identities=list(Identity.objects.filter(customer__in=group).order_by("pk")[:_FEW]),
        purchases=list(bought[:_FEW]),
        tasks=list(promised[:_FEW]),
        vouchers=list(vouchers_of(her.pk, only_ready=True)[:_FEW]),
        tickets=list(tickets_of(her.pk).exclude(pk=but)[:_FEW]),
    )


def _tier(root: int, at: datetime) -> str:
    member = Member.objects.filter(pk=root, left_at=None).first()
    standing = standing_of(member, day=day_of(at)) if member else None
    return standing.name if standing else ""
