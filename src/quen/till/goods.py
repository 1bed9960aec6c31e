"""What is sold at a store: what sold lately, for one tap, and everything else by name or code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Func, Max, Q, QuerySet, TextField

from quen.kernel.names import search_key
from quen.purchases.models import Line, Product, Purchase
from quen.till.greet import unit_minor

LATELY = timedelta(days=60)
LAST_SALES = 400
KEPT = 60
FOUND = 8


@dataclass(frozen=True)
class Offered:
    """One product with its last price at the shop, None where it was never sold with one."""

    code: str
    name: str
    unit_minor: int | None


def sold_lately(*, store: int, at: datetime) -> Sequence[Offered]:
    """What the store sold most in its last sales, the most frequent first. Three queries."""
    counted: dict[int, tuple[int, int]] = {}
    for product, line in _lately(store, at).values_list("product", "pk"):
        times, newest = counted.get(product, (0, 0))
        counted[product] = (times + 1, max(newest, line))
    often = sorted(counted.items(), key=lambda one: (-one[1][0], one[0]))[:KEPT]
    lines = Line.objects.select_related("product").in_bulk([newest for _product, (_times, newest) in often])
    return [_offered(lines[newest]) for _product, (_times, newest) in often]


def find_goods(text: str, *, store: int, at: datetime) -> Sequence[Offered]:
    """Products whose code it is, or whose name has every word; priced where they sold lately. Four queries."""
    words = search_key(text).split()
    if not words:
        return []
    named = Q()
    for word in words:
        named &= Q(key__contains=word)
    key = Func(F("name"), function="quen_search_key", output_field=TextField())
    fit = Product.objects.annotate(key=key).filter(named | Q(code__iexact=text)).order_by("name", "code")
    rows = list(fit[:FOUND])
    newest = dict(
        _lately(store, at).filter(product__in=rows).values("product").annotate(newest=Max("pk"))
        .values_list("product", "newest")
    )  # fmt: skip
    lines = Line.objects.select_related("product").in_bulk(newest.values())
    priced = {product: _offered(lines[line]) for product, line in newest.items()}
    return [priced.get(row.pk, Offered(row.code, str(row), None)) for row in rows]


def _lately(store: int, at: datetime) -> QuerySet[Line]:
    """The lines of the store's last sales."""
    sales = Purchase.objects.filter(store=store, bought_at__gt=at - LATELY, bought_at__lte=at)
    last = list(sales.order_by("-bought_at").values_list("pk", flat=True)[:LAST_SALES])
    return Line.objects.filter(purchase__in=last, product__isnull=False, quantity__gt=0)


def _offered(line: Line) -> Offered:
    product = line.product
    return Offered(product.code, str(product), unit_minor(line))
