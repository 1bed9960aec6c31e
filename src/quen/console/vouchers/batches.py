"""Single codes: made, taken home as a file, undone."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.templatetags.written import number
from quen.console.vouchers.forms import BatchForm
from quen.console.vouchers.reason import reason_of
from quen.console.vouchers.views import shown
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission
from quen.vouchers.batch import make_batch, written_codes
from quen.vouchers.models import Batch, VoucherKind
from quen.vouchers.void import void_batch


@needs(Permission.MANAGE_REWARDS)
@require_POST
def make(request: StaffRequest, kind_id: int) -> HttpResponse:
    """Make a batch of codes."""
    kind, form = get_object_or_404(VoucherKind, pk=kind_id), BatchForm(request.POST)
    if not form.is_valid():
        return shown(request, kind, form, status=422)
    try:
        batch = make_batch(kind=kind.pk, at=timezone.now(), by=actor(request), **form.cleaned_data)
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(
            request, _("%(codes)s codes are made. Download them below.") % {"codes": number(batch.codes)}
        )
    return redirect("console:vouchers:show", kind_id=kind.pk)


@needs(Permission.MANAGE_REWARDS)
@require_GET
def download(request: StaffRequest, batch_id: int) -> HttpResponseBase:  # noqa: ARG001  # the gate needs it
    """The codes as CSV, however many."""
    batch = get_object_or_404(Batch.objects.select_related("kind"), pk=batch_id)
    response = StreamingHttpResponse(written_codes(batch), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{batch.kind.key}-{batch.pk}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


@needs(Permission.MANAGE_REWARDS)
@require_POST
def void_unused(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Undo a wrong batch: what is unused no longer counts."""
    batch = get_object_or_404(Batch, pk=batch_id)
    if reason := reason_of(request):
        done = void_batch(batch=batch.pk, reason=reason, at=timezone.now(), by=actor(request))
        messages.success(
            request,
            _("%(codes)s unused codes are void. Used ones stay used.") % {"codes": number(done.voided)},
        )
    return redirect("console:vouchers:show", kind_id=batch.kind_id)
