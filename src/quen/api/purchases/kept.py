"""A purchase as it is kept."""

from django.db.models import Sum

from quen.api.purchases.shapes import KeptLine, KeptPurchase
from quen.points.models import Accrual
from quen.purchases.models import Line, Purchase, Return


def kept_purchase(purchase: int) -> KeptPurchase | None:
    """The purchase with its lines, in four queries; None where there is none."""
    row = Purchase.objects.filter(pk=purchase).first()
    if row is None:
        return None
    lines = Line.objects.filter(purchase=purchase).select_related("product").order_by("pk")
    returned = Return.objects.filter(purchase=purchase).aggregate(sum=Sum("amount_minor", default=0))["sum"]
    accrual = Accrual.objects.filter(purchase=purchase).values_list("points", flat=True).first()
    return KeptPurchase(
        id=row.pk,
        store=row.store_id,
        receipt=row.receipt,
        customer=row.customer_id,
        bought_at=row.bought_at,
        amount_minor=row.amount_minor,
        discount_minor=row.discount_minor,
        returned_minor=returned,
        points_earned=accrual or 0,
        channel=row.channel,
        staff_name=row.staff_name,
        lines=[
            KeptLine(
                product=line.product.code if line.product else "",
                name=line.product.name if line.product else "",
                quantity_milli=int(line.quantity * 1000),
                amount_minor=line.amount_minor,
                discount_minor=line.discount_minor,
                serial=line.serial,
            )
            for line in lines
        ],
    )
