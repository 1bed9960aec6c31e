"""A past nobody has judged: purchases and returns as an import writes them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from quen.flows.judge_history import Story
from quen.flows.judge_history.books import Books
from quen.flows.judge_history.occasions import Bought
from quen.flows.ring_up import SaleLine
from quen.flows.ring_up.sale import code_of
from quen.kernel.names import search_key
from quen.people.models import Customer
from quen.points.models import Account, Accrual, Entry, Lot
from quen.purchases.models import Category, Line, Product, Purchase, Return, ReturnLine
from quen.shops.models import Store

IMPORT = 1


class Pays(Story):
    """Members pay so many points whenever they have them."""

    def __init__(self, points: int) -> None:
        self._points = points

    def pays(self, member: int, bought: Bought, books: Books) -> int:
        return self._points if books.available(bought.at) >= self._points else 0


def product(line: SaleLine) -> Product:
    """The goods of a line."""
    group = None
    if line.category:
        group, _ = Category.objects.get_or_create(
            key=search_key(line.category), defaults={"name": line.category}
        )
    code = code_of(line.product, line.name)
    return Product.objects.get_or_create(code=code, defaults={"name": line.name, "category": group})[0]


def imported(
    customer: Customer, store: Store, at: datetime, lines: Sequence[SaleLine], receipt: str
) -> Purchase:
    """A purchase of a file."""
    purchase = Purchase.objects.create(
        store=store, receipt=receipt, customer=customer, bought_at=at, source=IMPORT,
        amount_minor=sum(line.amount_minor for line in lines), discount_minor=sum(line.discount_minor for line in lines),
    )  # fmt: skip
    for number, line in enumerate(lines):
        Line.objects.create(
            purchase=purchase, fingerprint=number, product=product(line), amount_minor=line.amount_minor,
            quantity=Decimal(line.quantity_milli) / 1_000, discount_minor=line.discount_minor,
        )  # fmt: skip
    return purchase


def brought_back(purchase: Purchase, at: datetime, line: Line, quantity_milli: int) -> Return:
    """A return of a file: so much of one line."""
    back = Return.objects.create(
        store_id=purchase.store_id, receipt=f"TH-{purchase.receipt}-{Return.objects.count()}",
        customer_id=purchase.customer_id, returned_at=at, amount_minor=0, purchase=purchase, source=IMPORT,
    )  # fmt: skip
    ReturnLine.objects.create(
        of=back, fingerprint=line.fingerprint, product_id=line.product_id, amount_minor=0,
        quantity=Decimal(quantity_milli) / 1_000,
    )  # fmt: skip
    return back


def books_of(customer: int) -> dict[str, Any]:
    """Everything the ledger says of a customer, without the numbers that differ from one run to the next."""
    account = Account.objects.get(customer=customer)
    lots = Lot.objects.filter(account=account)
    moved: Counter[tuple[str, str]] = Counter()
    transfers = Entry.objects.filter(account=account).values("transfer")
    for entry in Entry.objects.filter(transfer__in=transfers).select_related("transfer"):
        moved[entry.transfer.kind, entry.book] += entry.points
    return {
        "balance": account.balance,
        "lots": sorted(
            lots.values_list("points", "remaining", "earned_at", "pending_until", "expires_at", "version"),
            key=str,
        ),
        "moved": moved,
        "accruals": [
            (accrual.version, accrual.points, accrual.judged)
            for accrual in Accrual.objects.filter(customer=customer).order_by("pk")
        ],
    }
