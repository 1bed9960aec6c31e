"""A customer's purchases with their lines and returns, page by page, and what she usually buys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Prefetch
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.people.explained import gave_by_purchase
from quen.people.errors import NoSuchCustomer
from quen.people.find import everyone_in, root_of
from quen.purchases.models import Line, Purchase, Return
from quen.shops.roles import Permission

PURCHASES = 10
PRODUCTS = 6
FAVOURITE_FROM_VISITS = 2
"""Visits from which a product counts as usually bought."""

# The customer's purchases by purchase_of_customer, their lines by line_once_per_purchase: as many index look-ups as she
# has purchases.
_USUAL = """
SELECT coalesce(nullif(product.name, ''), product.code), visits, quantity, last_at
FROM (
  SELECT line.product_id, count(DISTINCT purchase.id) AS visits, sum(line.quantity) AS quantity,
         max(purchase.bought_at) AS last_at
  FROM purchases_purchase AS purchase JOIN purchases_line AS line ON line.purchase_id = purchase.id
  WHERE purchase.customer_id = ANY(%(customers)s) AND line.product_id IS NOT NULL
  GROUP BY line.product_id HAVING count(DISTINCT purchase.id) >= %(least)s
) AS bought JOIN purchases_product AS product ON product.id = bought.product_id
ORDER BY visits DESC, last_at DESC, product.code LIMIT %(most)s
"""


@dataclass(frozen=True)
class Favourite:
    """A product bought on several visits."""

    name: str
    visits: int
    quantity: Decimal
    last_at: datetime


@dataclass(frozen=True)
class Older:
    """Where the next page starts: everything before this purchase."""

    bought_at: datetime
    purchase: int


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def purchases(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The latest purchases, or those before a moment; the first page also says what she usually buys."""
    try:
        root = root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error
    customers = everyone_in(root.pk)
    before = _before(request)
    page = _page(customers, before)
    gave = gave_by_purchase(page[:PURCHASES])
    context = {
        "customer": root,
        "purchases": [(purchase, gave.get(purchase.pk, [])) for purchase in page[:PURCHASES]],
        "older": Older(page[PURCHASES - 1].bought_at, page[PURCHASES - 1].pk)
        if len(page) > PURCHASES
        else None,
        "favourites": favourites(customers) if before is None else [],
        "is_first": before is None,
    }
    is_partial = request.headers.get("HX-Request-Type") == "partial"
    template = "console/people/_purchases.html" if is_partial else "console/people/purchases.html"
    return render(request, template, context)


def favourites(customers: Sequence[int]) -> list[Favourite]:
    """What these customers (one person) buy again and again, most visits first. One query."""
    with connection.cursor() as cursor:
        wanted: dict[str, Any] = {
            "customers": list(customers),
            "least": FAVOURITE_FROM_VISITS,
            "most": PRODUCTS,
        }
        cursor.execute(_USUAL, wanted)
        return [Favourite(*row) for row in cursor.fetchall()]


def _page(customers: Sequence[int], before: Older | None) -> list[Purchase]:
    """One purchase more than a page has, with stores, lines and returns. Three queries."""
    found = Purchase.objects.filter(customer__in=customers).order_by("-bought_at", "-pk")
    if before:
        earlier = RawSQL(
            "(bought_at, purchases_purchase.id) < (%s, %s)", (before.bought_at, before.purchase),
            output_field=BooleanField(),
        )  # fmt: skip
        found = found.filter(earlier)
    lines = Line.objects.select_related("product").order_by("pk")
    returns = Return.objects.order_by("returned_at", "pk")
    prefetched = found.select_related("store").prefetch_related(
        Prefetch("lines", lines), Prefetch("returns", returns)
    )
    return list(prefetched[: PURCHASES + 1])


def _before(request: StaffRequest) -> Older | None:
    try:
        moment = parse_datetime(request.GET.get("before", ""))
    except ValueError:
        return None
    number = request.GET.get("purchase", "")
    if moment is None or moment.tzinfo is None or not number.isdecimal() or len(number) > 18:
        return None
    return Older(moment, int(number))
