"""The stores of the business."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.settings.forms import StoreForm
from quen.flows.restart_receipts import restart_receipts
from quen.kernel.errors import QuenError
from quen.kernel.receipt_periods import Restart
from quen.shops.change_store import add_store, change_store
from quen.shops.models import Store
from quen.shops.roles import Permission


@needs(Permission.CHANGE_SETTINGS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All stores."""
    stores = Store.objects.order_by("closed_on", "name")
    return render(request, "console/settings/stores.html", {"stores": stores})


@needs(Permission.CHANGE_SETTINGS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Add a store before a file names it."""
    return _edit(request, None)


@needs(Permission.CHANGE_SETTINGS)
@require_http_methods(["GET", "POST"])
def show(request: StaffRequest, store_id: int) -> HttpResponse:
    """One store."""
    return _edit(request, get_object_or_404(Store, pk=store_id))


def _edit(request: StaffRequest, store: Store | None) -> HttpResponse:
    form = StoreForm(request.POST or None, store=store)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, store, form)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": saved.name})
            return redirect("console:settings:stores")
    context = {"form": form, "store": store}
    return render(request, "console/settings/store.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(request: StaffRequest, store: Store | None, form: StoreForm) -> Store:
    facts = dict(form.cleaned_data)
    restart = facts.pop("receipts_restart")
    if store is None:
        saved = add_store(by=actor(request), **facts)
    else:
        saved = change_store(store_id=store.pk, by=actor(request), **facts)
    if restart:
        restart_receipts(store_id=saved.pk, restart=Restart(restart), by=actor(request))
    return saved
