"""Which product of a purchase is asked about: one, drawn by a stable hash, so that each has its turn and not only the
dearest; and by what name it is asked."""

from quen.measures.uplift.assign import bucket
from quen.people.find import group_of
from quen.purchases.models import Line, Product, Purchase


def product_of(purchase: int) -> int | None:
    """Its product to ask about, always the same; None where no product stands on it. One query."""
    lines = Line.objects.filter(purchase=purchase, product__isnull=False, quantity__gt=0, amount_minor__gt=0)
    products = set(lines.values_list("product", flat=True))
    return min(products, key=lambda product: bucket(product, f"survey of purchase {purchase}"), default=None)


def last_purchase_of(root: int) -> int | None:
    """What she bought last, read with everyone merged into her."""
    rows = Purchase.objects.filter(customer__in=group_of(root)).order_by("-bought_at", "-pk")
    return rows.values_list("pk", flat=True).first()


def name_of(product: int | None) -> str:
    """What customers know it by; empty for none."""
    found = Product.objects.filter(pk=product).first() if product else None
    return str(found) if found else ""
