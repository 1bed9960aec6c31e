"""What a cashier should know of the customer before her: one glance, no more than a greeting needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Prefetch
from django.utils.timezone import localtime

from quen.enrolment.models import Member
from quen.enrolment.versions import version_in_force
from quen.people.find import everyone_in, root_of
from quen.people.models import Customer, Identity, IdentityKind
from quen.points.reads import Balance, balance_of
from quen.programme import Programme
from quen.programme.occasions import anniversary
from quen.purchases.models import Line, Purchase
from quen.tickets.choices import LIVE, TicketKind, Topic
from quen.tickets.reads import tickets_of
from quen.till.find import name_of, phone_of
from quen.vouchers.reads import vouchers_of

BIRTHDAY_SOON = 14
"""Days before a birthday at which the till speaks of it."""
LATELY = timedelta(days=180)
MOST_VOUCHERS = 3
MOST_COMPLAINTS = 2
VISITS = 12
"""The usual order is what at least two of so many last visits had."""


@dataclass(frozen=True)
class UsualOrder:
    """One thing she buys again and again, at the price of the last time."""

    code: str
    name: str
    times: int
    unit_minor: int


@dataclass(frozen=True)
class OwnVoucher:
    """A voucher of hers that was not used yet."""

    code: str
    name: str
    until: date | None


@dataclass(frozen=True)
class OpenComplaint:
    """What she complained about and nobody has settled yet: the topic and the day, not her words."""

    topic: str
    on: date


@dataclass(frozen=True)
class Greeting:
    """The customer at the till. `birthday_in` days, None where it is not soon or not known."""

    customer: int
    name: str
    phone: str
    is_member: bool
    tier: str
    balance: Balance
    birthday_in: int | None
    usual: Sequence[UsualOrder]
    vouchers: Sequence[OwnVoucher]
    complaints: Sequence[OpenComplaint]


def greet(*, customer: int, at: datetime) -> Greeting:
    """Everything the till shows when she is chosen. Raises NoSuchCustomer."""
    root = root_of(customer)
    phones = Identity.objects.filter(kind=IdentityKind.PHONE).order_by("created_at", "pk")
    whole = Customer.objects.prefetch_related(Prefetch("identities", phones)).get(pk=root.pk)
    member = Member.objects.filter(pk=root.pk, left_at=None).first()
    day = localtime(at).date()
    return Greeting(
        customer=root.pk,
        name=name_of(whole),
        phone=phone_of(whole),
        is_member=member is not None,
        tier=_tier(version_in_force(day), member.tier) if member else "",
        balance=balance_of(customer=root.pk, at=at),
        birthday_in=birthday_in(whole.birth_date, day),
        usual=_usual(everyone_in(root.pk), at),
        vouchers=_vouchers(root.pk, day),
        complaints=_complaints(root.pk),
    )


def birthday_in(birth_date: date | None, day: date) -> int | None:
    """Days until the birthday where it is soon, as the programme keeps it."""
    if birth_date is None:
        return None
    for year in (day.year, day.year + 1):
        days = (anniversary(birth_date, year) - day).days
        if 0 <= days <= BIRTHDAY_SOON:
            return days
    return None


def _tier(programme: Programme | None, key: str) -> str:
    if programme is None or programme.tiers is None:
        return ""
    return next((step.name for step in programme.tiers.steps if step.key == key), "")


def _complaints(customer: int) -> Sequence[OpenComplaint]:
    live = tickets_of(customer).filter(kind=TicketKind.COMPLAINT, state__in=LIVE)[:MOST_COMPLAINTS]
    return [
        OpenComplaint(str(Topic(ticket.topic).label), localtime(ticket.opened_at).date()) for ticket in live
    ]


def _vouchers(customer: int, day: date) -> Sequence[OwnVoucher]:
    ready = vouchers_of(customer, only_ready=True).exclude(valid_until__lt=day)[:MOST_VOUCHERS]
    return [OwnVoucher(voucher.code, str(voucher.kind), voucher.valid_until) for voucher in ready]


def _usual(everyone: Sequence[int], at: datetime) -> Sequence[UsualOrder]:
    visits = (
        Purchase.objects.filter(customer__in=everyone, bought_at__gt=at - LATELY)
        .order_by("-bought_at")
        .values_list("pk", flat=True)[:VISITS]
    )
    lines = Line.objects.filter(purchase__in=list(visits), product__isnull=False, quantity__gt=0)
    often = (
        lines.values("product__code", "product__name")
        .annotate(times=Count("purchase", distinct=True), newest=Max("pk"))
        .filter(times__gte=2)
        .order_by("-times", "product__code")[:3]
    )
    kinds = list(often)
    last = Line.objects.in_bulk([kind["newest"] for kind in kinds])
    return [
        UsualOrder(
            code=kind["product__code"],
            name=kind["product__name"] or kind["product__code"],
            times=kind["times"],
            unit_minor=unit_minor(last[kind["newest"]]),
        )
        for kind in kinds
    ]


def unit_minor(line: Line) -> int:
    """What one of it cost before a discount, to the nearest minor unit."""
    return (
        round((line.amount_minor + line.discount_minor) / line.quantity)
        if line.quantity
        else line.amount_minor
    )
