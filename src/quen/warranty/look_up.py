"""One box for whatever the customer has with her: phone, card, receipt, serial number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from quen.kernel.codes import bare, scanned
from quen.kernel.phone import to_e164
from quen.people.find import everyone_in
from quen.people.models import Customer, Identity, IdentityKind
from quen.purchases.models import Line, Purchase
from quen.shops.models import Store
from quen.warranty.goods import Goods, goods_of
from quen.warranty.in_force import AllTerms, all_terms
from quen.warranty.models import Claim

MOST = 50
MOST_LETTERS = 200
_RECEIPTS = 10


class Way(models.TextChoices):
    """What the text turned out to be."""

    SERIAL = "serial", _("Serial number")
    CARD = "card", _("Card or code")
    PHONE = "phone", _("Phone")
    RECEIPT = "receipt", _("Receipt")


_WAYS = {IdentityKind.PHONE: Way.PHONE, IdentityKind.CARD: Way.CARD, IdentityKind.CODE: Way.CARD}


@dataclass(frozen=True)
class Found:
    """What one way of reading the text led to. `customer` for a phone or card; `is_cut`: there are more goods."""

    way: Way
    goods: Sequence[Goods]
    customer: Customer | None = None
    is_cut: bool = False


def look_up(text: str, *, at: datetime) -> list[Found]:
    """Everything the text can mean, the surest first; empty for what nobody knows.

    A text may be a receipt here and a phone number there: both are shown. Some twelve queries for one meaning, all
    by indexes, whatever the number of lines.
    """
    said = scanned(text)[:MOST_LETTERS]
    if not said:
        return []
    terms = all_terms()
    found = [_by_serial(said, at, terms), *_by_customer(said, at, terms), _by_receipt(said, at, terms)]
    return [one for one in found if one is not None]


def lines_of(customers: Sequence[int], terms: AllTerms) -> QuerySet[Line]:
    """Lines of these customers that may have a warranty, newest first."""
    rows = Line.objects.filter(purchase__customer__in=customers).order_by("-purchase__bought_at", "pk")
    if terms.covers_all:
        return rows
    promised = ~Q(serial="") | Q(warranty_months__gt=0) | Q(product__warranty_months__gt=0)
    named = Q(product__code__in=terms.products) | Q(product__category__key__in=terms.categories)
    return rows.filter(promised | named)


def _by_serial(said: str, at: datetime, terms: AllTerms) -> Found | None:
    """Goods sold with this number, or given for such goods; where it was sold twice, the newest sale first."""
    wanted = {said.upper(), bare(said)}
    sold = Line.objects.exclude(serial="").annotate(upper=Upper("serial")).filter(upper__in=wanted)
    given = Claim.objects.exclude(new_serial="").annotate(upper=Upper("new_serial")).filter(upper__in=wanted)
    numbers = list(sold.values_list("pk", flat=True).union(given.values_list("line", flat=True))[:MOST])
    goods = _goods(numbers, at, terms)
    return Found(Way.SERIAL, goods) if goods else None


def _by_customer(said: str, at: datetime, terms: AllTerms) -> list[Found]:
    """Her goods, by a phone in any way of writing, a card, or a code."""
    known = Q(kind__in=(IdentityKind.CARD, IdentityKind.CODE), value__in={said, bare(said)})
    phone = to_e164(said) if any(map(str.isdigit, said)) else None
    if phone:
        known |= Q(kind=IdentityKind.PHONE, value=phone)
    found: dict[int, tuple[Way, Customer]] = {}
    for identity in Identity.objects.filter(known).select_related("customer__root").order_by("kind"):
        her = identity.customer.root or identity.customer
        found.setdefault(her.pk, (_WAYS[IdentityKind(identity.kind)], her))
    return [_of_her(way, her, at, terms) for way, her in found.values()]


def _of_her(way: Way, her: Customer, at: datetime, terms: AllTerms) -> Found:
    goods = goods_of(lines_of(everyone_in(her.pk), terms)[: MOST + 1], at=at, terms=terms)
    return Found(way, goods[:MOST], her, len(goods) > MOST)


def _by_receipt(said: str, at: datetime, terms: AllTerms) -> Found | None:
    """All lines of the receipts with this number, of any store and day. The stores are named for the index' sake."""
    stores = Store.objects.values_list("pk", flat=True)
    receipts = Purchase.objects.filter(store__in=list(stores), receipt__in={said, said.upper()})
    numbers = list(receipts.order_by("-bought_at").values_list("pk", flat=True)[:_RECEIPTS])
    if not numbers:
        return None
    lines = Line.objects.filter(purchase__in=numbers).order_by("-purchase__bought_at", "pk")
    goods = goods_of(lines[: MOST + 1], at=at, terms=terms)
    return Found(Way.RECEIPT, goods[:MOST], None, len(goods) > MOST)


def _goods(lines: Sequence[int], at: datetime, terms: AllTerms) -> list[Goods]:
    rows = Line.objects.filter(pk__in=lines).order_by("-purchase__bought_at", "-pk")
    return goods_of(rows, at=at, terms=terms) if lines else []
