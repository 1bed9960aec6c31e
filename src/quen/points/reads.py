"""Questions about points: what can be spent, which lots there are, what happened."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from quen.people.find import root_of
from quen.people.models import Customer
from quen.points.lots import alive, soonest_first
from quen.points.models import Book, Entry, Hold, Lot, Reservation, Transfer, TransferKind

PAGE = 20


@dataclass(frozen=True)
class Balance:
    """What a customer has: spendable now, waiting, held, and owed. `expiring`: day → points of what can be spent or
    waits, soonest first; on that day they are gone. Points that never expire are not among them.
    """

    available: int = 0
    pending: int = 0
    reserved: int = 0
    owed: int = 0
    expiring: Sequence[tuple[date, int]] = ()


NOTHING = Balance()


@dataclass(frozen=True)
class Happened:
    """One transfer as the account saw it: `points` are what came (above zero) or went, `held` what is set aside.

    `balance` is what she had afterwards, pending points too, held ones not. `is_spent`: it set points aside that were
    spent in the end.
    """

    transfer: Transfer
    points: int
    held: int
    balance: int
    is_spent: bool = False

    @property
    def kind(self) -> TransferKind:
        return TransferKind(self.transfer.kind)


def balance_of(*, customer: int, at: datetime) -> Balance:
    """What the customer (or whom she counts as) has at that moment. Two queries. Raises NoSuchCustomer."""
    root = root_of(customer).pk
    return balances_of(customers=[root], at=at).get(root, NOTHING)


def balances_of(*, customers: Sequence[int], at: datetime) -> dict[int, Balance]:
    """The same for many customers who were not merged into others, in one query; who has no lots is left out."""
    rows: dict[int, list[Lot]] = defaultdict(list)
    living = Lot.objects.filter(~Q(remaining=0) | Q(reserved__gt=0), account__customer__in=customers)
    for lot in soonest_first(living.select_related("account")):
        rows[lot.account.customer_id or 0].append(lot)
    return {customer: balance_from(lots, at) for customer, lots in rows.items()}


def lots_of(*, customer: int, at: datetime) -> list[Lot]:
    """Her lots that hold or owe something, in the order they are spent. Expired ones are not among them."""
    living = Lot.objects.filter(alive(at) | Q(reserved__gt=0), ~Q(remaining=0) | Q(reserved__gt=0))
    return list(soonest_first(living.filter(account__customer__in=_counts_as(customer))))


def history_of(*, customer: int, before: int | None = None, most: int = PAGE) -> list[Happened]:
    """What happened to her points, newest first. One query; two for what is older.

    `before`: only transfers older than the one of this number.
    """
    older = Entry.objects.filter(account__customer__in=_counts_as(customer))
    if before is not None:
        older = older.filter(transfer__lt=before)
    newest = older.order_by("-transfer").values("transfer").distinct()[:most]
    held_and_spent = Reservation.objects.filter(
        account=OuterRef("account"), transfer=OuterRef("transfer"), state=Hold.CONFIRMED
    )
    found = older.filter(transfer__in=newest).annotate(is_spent=Exists(held_and_spent))
    rows = list(found.select_related("account", "transfer").order_by("-transfer", "pk"))
    if not rows:
        return []
    balance = rows[0].account.balance if before is None else _sum(older)
    happened = []
    for _number, grouped in groupby(rows, key=lambda entry: entry.transfer_id):
        entries = list(grouped)
        came, held = _of_book(entries, Book.LIABILITY), _of_book(entries, Book.RESERVED)
        happened.append(Happened(entries[0].transfer, came, held, balance, entries[0].is_spent))
        balance -= came
    return happened


def _of_book(entries: Sequence[Entry], book: Book) -> int:
    return sum(entry.points for entry in entries if entry.book == book)


def _counts_as(customer: int) -> QuerySet[Any, Any]:
    root = Coalesce("root", "pk")
    return Customer.objects.filter(pk=customer).annotate(counts_as=root).values("counts_as")


def _sum(entries: QuerySet[Entry]) -> int:
    return int(entries.filter(book=Book.LIABILITY).aggregate(sum=Sum("points", default=0))["sum"])


def balance_from(lots: Sequence[Lot], at: datetime) -> Balance:
    """What the lots of one account amount to at that moment."""
    living = [lot for lot in lots if lot.expires_at is None or lot.expires_at > at]
    expiring: dict[date, int] = defaultdict(int)
    for lot in living:
        if lot.expires_at and lot.remaining > 0:
            expiring[localtime(lot.expires_at).date()] += lot.remaining
    return Balance(
        available=sum(lot.remaining for lot in living if lot.remaining > 0 and lot.pending_until <= at),
        pending=sum(lot.remaining for lot in living if lot.remaining > 0 and lot.pending_until > at),
        reserved=sum(lot.reserved for lot in lots),
        owed=-sum(lot.remaining for lot in lots if lot.remaining < 0),
        expiring=tuple(expiring.items()),
    )
