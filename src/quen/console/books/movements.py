"""Every movement of one customer's points, with what can be undone."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt
from quen.console.people.authors import names_of
from quen.people.errors import NoSuchCustomer
from quen.people.find import root_of
from quen.points.reads import NOTHING, PAGE, balances_of, history_of
from quen.points.reverse import can_be_undone, reverse
from quen.shops.roles import Permission


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Her transfers, newest first, a page at a time."""
    try:
        customer = root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error
    before = request.GET.get("before", "")
    history = history_of(
        customer=customer.pk,
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
        most=PAGE + 1,
    )
    shown = history[:PAGE]
    authors = names_of(one.transfer.by for one in shown)
    context = {
        "customer": customer,
        "balance": balances_of(customers=[customer.pk], at=timezone.now()).get(customer.pk, NOTHING),
        "history": [(one, authors[one.transfer.by], can_be_undone(one.transfer)) for one in shown],
        "older": shown[-1].transfer.pk if len(history) > PAGE else None,
        "key": uuid4().hex,
    }
    return render(request, "console/books/movements.html", context)


@needs(Permission.APPROVE_POINTS)
@require_POST
def undo(request: StaffRequest, customer_id: int, transfer_id: int) -> HttpResponse:
    """Undo one transfer whole, with a reason."""
    attempt(
        request,
        lambda: reverse(
            transfer=transfer_id, at=timezone.now(), reason=request.POST.get("reason", "")[:300],
            key=f"console:{request.POST.get('key', '')[:40]}:{transfer_id}", by=actor(request),
        ),
        done=_("Undone. The ledger keeps both."),
    )  # fmt: skip
    return redirect("console:books:movements", customer_id)
