"""Returns: the receipt as it can still come back, and what comes of it."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from quen.flows.take_back import Refund, TakenLine, take_back
from quen.flows.take_back.goods import goods_of
from quen.kernel.sentences import gettext_noop
from quen.points.models import Accrual
from quen.purchases.models import Product, Purchase
from quen.shops.clock import day_of
from quen.shops.roles import Permission
from quen.till import told
from quen.till.access import StaffRequest, actor, endpoint, number, query, read, refuse_other_store, written
from quen.till.errors import NoSuchReceipt
from quen.till.said import SaidReturn


@require_GET
@endpoint(Permission.SELL)
def receipts(request: StaffRequest) -> HttpResponse:
    """What of a receipt is left to come back; the latest where the store's numbers start again."""
    store, receipt = number(request, "store"), query(request, "receipt")
    refuse_other_store(request.user, store)
    found = (
        Purchase.objects.filter(store=store, receipt=receipt)
        .select_related("customer")
        .order_by("-bought_at")
        .first()
    )
    if found is None:
        raise NoSuchReceipt(
            gettext_noop("This store has no receipt %(receipt)s. Check the number, and the store."),
            receipt=receipt,
        )
    return written(
        receipt=found.receipt,
        bought_at=found.bought_at,
        bought_on=day_of(found.bought_at),
        customer=str(found.customer) if found.customer else "",
        amount_minor=found.amount_minor,
        lines=_lines(found),
    )


@require_POST
@endpoint(Permission.SELL)
def returns(request: StaffRequest) -> HttpResponse:
    """Take goods back, and say what comes back with them. The same key counts once."""
    said = read(request, SaidReturn)
    refuse_other_store(request.user, said.store)
    refund = take_back(
        store=said.store,
        receipt=said.receipt,
        bought_on=said.bought_on,
        lines=[TakenLine(line.line, line.quantity_milli) for line in said.lines] if said.lines else None,
        at=timezone.now(),
        key=f"till:{said.key}",
        by=actor(request),
    )
    return written(**_refund(refund))


def _lines(purchase: Purchase) -> list[dict[str, Any]]:
    accrual = Accrual.objects.filter(pk=purchase.pk).first()
    goods = goods_of(purchase, accrual.judged.get("back") if accrual else None)
    names = Product.objects.in_bulk([line.row.product_id for line in goods if line.row.product_id])
    return [
        {
            "line": place,
            "name": str(names[line.row.product_id]) if line.row.product_id in names else "",
            "quantity_milli": line.milli,
            "left_milli": line.whole - line.before_milli,
            "amount_minor": line.row.amount_minor,
        }
        for place, line in enumerate(goods, start=1)
    ]


def _refund(refund: Refund) -> dict[str, Any]:
    return {
        "receipt": refund.receipt,
        "amount_minor": refund.amount_minor,
        "refund_minor": refund.refund_minor,
        "points_taken": refund.points_taken,
        "points_owed": refund.points_owed,
        "points_restored": refund.points_restored,
        "standing": told.standing(refund.standing),
        "sentences": [told.sentence(one) for one in refund.sentences],
        "member": refund.customer is not None,
    }
