"""Addresses nobody writes to, and the Do-Not-Call list."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.outreach.forms import AddressForm
from quen.console.templatetags.written import number
from quen.kernel.errors import QuenError
from quen.messages.bounces import softly_bounced
from quen.messages.models import DoNotCall, Suppression, WhySuppressed
from quen.messages.suppress import free, replace_do_not_call, suppress
from quen.shops.roles import Permission

ROWS = 50
MOST_BYTES = 20_000_000


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """All of them, and one more."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            suppress(
                address=form.cleaned_data["address"], reason=WhySuppressed.STAFF, detail=form.cleaned_data["detail"],
                at=timezone.now(), by=actor(request),
            )  # fmt: skip
        except QuenError as error:
            form.add_error("address", error.sentence.render(_))
        else:
            messages.success(request, _("Nothing goes there any more."))
            return redirect("console:outreach:suppressions")
    search = request.GET.get("q", "").strip()[:100]
    rows = Suppression.objects.order_by("-since", "-pk")
    if search:
        rows = rows.filter(address__icontains=search)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "counted": page.paginator.count,
        "search": search,
        "listed": DoNotCall.objects.count(),
        "soft": softly_bounced(at=timezone.now()),
    }
    return render(request, "console/outreach/suppressions.html", context, status=422 if form.errors else 200)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def let_go(request: StaffRequest, suppression_id: int) -> HttpResponse:
    """Write there again."""
    row = get_object_or_404(Suppression, pk=suppression_id)
    free(address=row.address, at=timezone.now(), by=actor(request))
    messages.success(request, _("%(address)s may be written to again.") % {"address": row.address})
    return redirect("console:outreach:suppressions")


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def do_not_call(request: StaffRequest) -> HttpResponse:
    """The list as the authority publishes it: a file with one number on each line."""
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > MOST_BYTES:
        messages.error(request, _("Choose a text file with one phone number on each line, at most 20 MB."))
        return redirect("console:outreach:suppressions")
    lines = file.read().decode("utf-8-sig", errors="replace").splitlines()
    numbers = (line.split(",")[0].split(";")[0] for line in lines)
    try:
        kept, wrong = replace_do_not_call(numbers=numbers, at=timezone.now(), by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        told = _("The list has %(kept)s numbers. %(wrong)s lines were no phone numbers.")
        messages.success(request, told % {"kept": number(kept), "wrong": number(wrong)})
    return redirect("console:outreach:suppressions")
