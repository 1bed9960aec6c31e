"""What was exchanged with partners: the sums the two settle by, and each exchange."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from quen.people.models import Customer
from quen.points.models import Book, Entry, Transfer, TransferKind
from quen.points.terms import Exchange, Partner


@dataclass(frozen=True)
class Exchanged:
    """One exchange: `ours` above zero came to the customer, `exchange.theirs` above zero came from the partner."""

    exchange: Exchange
    customer: Customer | None
    ours: int
    is_undone: bool


def partners() -> QuerySet[Partner]:
    """Every partner with `count`, `came` and `went` in the partner's points; what was undone does not count."""
    counts = Q(exchanges__isnull=False) & ~Q(exchanges__transfer__in=_undone().values("reverses"))
    came, went = counts & Q(exchanges__theirs__gt=0), counts & Q(exchanges__theirs__lt=0)
    return Partner.objects.annotate(
        count=Count("exchanges", filter=counts),
        came=Sum("exchanges__theirs", filter=came, default=0),
        went=-Sum("exchanges__theirs", filter=went, default=0),
    ).order_by("-is_active", "name")


def exchanges_of(partner: int) -> QuerySet[Exchange]:
    """Its exchanges, newest first, each with its transfer."""
    undone = Exists(_undone().filter(reverses=OuterRef("transfer")))
    rows = Exchange.objects.filter(partner=partner).annotate(is_undone=undone)
    return rows.select_related("transfer").order_by("-transfer")


def with_customers(exchanges: Sequence[Exchange]) -> list[Exchanged]:
    """These exchanges, as `exchanges_of` reads them, with whose points they were. One query."""
    entries = Entry.objects.filter(transfer__in=[one.pk for one in exchanges], book=Book.LIABILITY)
    ours: dict[int, int] = {}
    whose: dict[int, Customer | None] = {}
    for entry in entries.select_related("account__customer"):
        ours[entry.transfer_id] = ours.get(entry.transfer_id, 0) + entry.points
        whose[entry.transfer_id] = entry.account.customer if entry.account else None
    return [
        Exchanged(one, whose.get(one.pk), ours.get(one.pk, 0), bool(getattr(one, "is_undone", False)))
        for one in exchanges
    ]


def _undone() -> QuerySet[Transfer]:
    return Transfer.objects.filter(kind=TransferKind.REVERSE, reverses__isnull=False)
