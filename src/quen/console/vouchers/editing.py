"""Write a kind of voucher, change it, stop it and let it count again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.vouchers.forms import KindForm
from quen.console.vouchers.words import told
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission
from quen.vouchers.kinds import change_kind, is_out, make_kind, resume, stop
from quen.vouchers.models import VoucherKind


@needs(Permission.MANAGE_REWARDS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new kind; asked with `?words`, only what the form says so far."""
    return _edited(request, None)


@needs(Permission.MANAGE_REWARDS)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, kind_id: int) -> HttpResponse:
    """Change one; once vouchers are out, only its name."""
    return _edited(request, get_object_or_404(VoucherKind, pk=kind_id))


@needs(Permission.MANAGE_REWARDS)
@require_POST
def switch(request: StaffRequest, kind_id: int) -> HttpResponse:
    """Stop it, or let it count again."""
    kind = get_object_or_404(VoucherKind, pk=kind_id)
    turn, words = (
        (resume, _("“%(name)s” counts again."))
        if kind.stopped_at
        else (stop, _("“%(name)s” no longer counts."))
    )
    turn(kind=kind.pk, at=timezone.now(), by=actor(request))
    messages.success(request, words % {"name": kind.name})
    return redirect("console:vouchers:show", kind_id=kind.pk)


def _edited(request: StaffRequest, kind: VoucherKind | None) -> HttpResponse:
    currency, is_asking = currency_of(request), "words" in request.GET
    part = {**kind.terms, "name": kind.name, "code": kind.code or ""} if kind else {}
    form = KindForm(request.POST or None, programme={"currency": currency}, part=part)
    words = told(kind.said(), currency) if kind else ""
    if request.method == "POST" and form.is_valid():
        words = told(form.terms(), currency)
        if not is_asking:
            try:
                kept = _keep(request, form, kind)
            except QuenError as error:
                form.add_error(None, error.sentence.render(_))
            else:
                messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
                return redirect("console:vouchers:show", kind_id=kept.pk)
    context = {"form": form, "kind": kind, "words": words, "is_out": kind is not None and is_out(kind)}
    template = "_words.html" if is_asking else "edit.html"
    status = 422 if form.errors and not is_asking else 200
    return render(request, f"console/vouchers/{template}", context, status=status)


def _keep(request: StaffRequest, form: KindForm, kind: VoucherKind | None) -> VoucherKind:
    said, now, by = form.cleaned_data, timezone.now(), actor(request)
    if kind is None:
        return make_kind(name=said["name"], terms=form.terms(), code=said["code"], at=now, by=by)
    return change_kind(kind=kind.pk, name=said["name"], terms=form.terms(), code=said["code"], at=now, by=by)
