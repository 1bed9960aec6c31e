"""Small facts for insight's stories: purchases and returns with their events, as a till would write them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

from quen.events.emit import emit
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM
from quen.people.events import CustomersMerged
from quen.people.models import Customer
from quen.purchases.models import Category, Line, Product, Purchase, Return
from quen.shops.models import Store

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, kw_only=True)
class Recorded(Happening):
    kind: ClassVar[str] = "purchase.recorded"


@dataclass(frozen=True, kw_only=True)
class Returned(Happening):
    kind: ClassVar[str] = "purchase.returned"


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day in Saigon."""
    return datetime.combine(day, time(hour), SAIGON)


def product(code: str, category: str | None = None) -> Product:
    """A product, with its category made where it is new."""
    group = Category.objects.get_or_create(key=category, defaults={"name": category})[0] if category else None
    return Product.objects.get_or_create(code=code, defaults={"name": code, "category": group})[0]


def buy(
    customer: Customer | None,
    day: date,
    *amounts: int,
    store: Store,
    hour: int = 9,
    receipt: str = "",
    products: tuple[Product, ...] = (),
    channel: str = "",
) -> Purchase:
    """A purchase with one line per amount."""
    number = receipt or f"HD{Purchase.objects.count() + 1:06d}"
    purchase = Purchase.objects.create(
        store=store,
        receipt=number,
        customer=customer,
        bought_at=at(day, hour),
        amount_minor=sum(amounts),
        channel=channel,
    )
    for place, amount in enumerate(amounts):
        Line.objects.create(
            purchase=purchase,
            fingerprint=place,
            product=products[place] if place < len(products) else None,
            quantity=1,
            amount_minor=amount,
        )
    owner = customer.pk if customer else None
    emit(Recorded(at=at(day, hour), by=SYSTEM, customer=owner, store=store.pk, subject=purchase.pk))
    return purchase


def bring_back(
    customer: Customer | None, day: date, amount: int, *, store: Store, of: Purchase | None = None
) -> Return:
    """A return worth `amount`."""
    number = f"TH{Return.objects.count() + 1:06d}"
    goods = Return.objects.create(
        store=store,
        receipt=number,
        customer=customer,
        returned_at=at(day),
        amount_minor=amount,
        purchase=of,
    )
    goods.lines.create(fingerprint=1, quantity=1, amount_minor=amount)
    owner = customer.pk if customer else None
    emit(Returned(at=at(day), by=SYSTEM, customer=owner, store=store.pk, subject=goods.pk))
    return goods


def count_as(customer: Customer, root: Customer | None) -> None:
    """Let `customer` count as `root` from now on, or as herself, as a merge and its undoing do."""
    customer.refresh_from_db()
    former = customer.root_id
    Customer.objects.filter(pk=customer.pk).update(root=root)
    for told in sorted({customer.pk, former or customer.pk, root.pk if root else customer.pk}):
        emit(
            CustomersMerged(
                at=at(date(2026, 11, 22)),
                by=SYSTEM,
                customer=told,
                merged=customer.pk,
                into=root.pk if root else customer.pk,
            )
        )
