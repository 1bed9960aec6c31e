"""One single code: whose it is, where it was used, which till holds it; making it void, freeing it from the till."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.vouchers.reason import reason_of
from quen.console.vouchers.words import told
from quen.kernel.codes import for_reading
from quen.kernel.errors import QuenError
from quen.people.models import Customer
from quen.shops.roles import Permission
from quen.vouchers.end_lease import free
from quen.vouchers.models import Use, Voucher
from quen.vouchers.reads import hold_of, vouchers_of
from quen.vouchers.void import void

_MOST = 10


@needs(Permission.SEE_LOYALTY)
@require_GET
def show(request: StaffRequest, voucher_id: int) -> HttpResponse:
    """Who got it, who used it where."""
    voucher = get_object_or_404(Voucher.objects.select_related("kind", "customer", "batch"), pk=voucher_id)
    context = {
        "voucher": voucher,
        "code": for_reading(voucher.code),
        "words": told(voucher.kind.said(), currency_of(request)),
        "hold": hold_of(voucher),
        "uses": Use.objects.filter(voucher=voucher).select_related("store", "customer").order_by("pk"),
    }
    return render(request, "console/vouchers/voucher.html", context)


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def of_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What a customer can use: a part of her profile, or a page of its own where it is opened alone."""
    vouchers = vouchers_of(customer_id, only_ready=True)[:_MOST]
    if request.headers.get("HX-Request-Type") == "partial":
        return render(request, "console/vouchers/_of_customer.html", {"vouchers": vouchers})
    customer = get_object_or_404(Customer, pk=customer_id)
    return render(request, "console/vouchers/of_customer.html", {"vouchers": vouchers, "customer": customer})


@needs(Permission.MANAGE_REWARDS)
@require_POST
def void_one(request: StaffRequest, voucher_id: int) -> HttpResponse:
    """It no longer counts; the reason stays in the customer's story."""
    get_object_or_404(Voucher, pk=voucher_id)
    reason = reason_of(request)
    if not reason:
        return redirect("console:vouchers:voucher", voucher_id=voucher_id)
    try:
        void(voucher=voucher_id, reason=reason, at=timezone.now(), by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, _("The voucher no longer counts."))
    return redirect("console:vouchers:voucher", voucher_id=voucher_id)


@needs(Permission.MANAGE_REWARDS)
@require_POST
def free_one(request: StaffRequest, voucher_id: int) -> HttpResponse:
    """The till that holds it is lost: it can be used everywhere again, with `all` everything that till holds."""
    get_object_or_404(Voucher, pk=voucher_id)
    try:
        freed = free(
            voucher=voucher_id, with_all_of_till="all" in request.POST, at=timezone.now(), by=actor(request)
        )
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        words = ngettext(
            "%(count)s voucher was freed: it can be used everywhere again.",
            "%(count)s vouchers were freed: they can be used everywhere again.",
            freed,
        )
        messages.success(request, words % {"count": freed})
    return redirect("console:vouchers:voucher", voucher_id=voucher_id)
