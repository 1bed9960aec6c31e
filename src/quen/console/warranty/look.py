"""Warranty in one look, and goods received with a fault."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.warranty.forms import ReceiveForm
from quen.console.warranty.words import said
from quen.kernel.errors import QuenError
from quen.purchases.models import Line
from quen.shops.roles import Permission
from quen.warranty.goods import Goods, goods_of
from quen.warranty.look_up import MOST_LETTERS, look_up
from quen.warranty.open_claim import open_claim
from quen.warranty.reads import open_counts


@needs(Permission.OPEN_CLAIMS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """One box; below it what it led to, or how many claims are under way."""
    search, now = request.GET.get("q", "").strip()[:MOST_LETTERS], timezone.now()
    context: dict[str, object] = {"search": search}
    if search:
        found = look_up(search, at=now)
        context["found"] = [(one, [said(goods) for goods in one.goods]) for one in found]
    else:
        context["counts"] = open_counts(at=now)
    return render(request, "console/warranty/look.html", context)


@needs(Permission.OPEN_CLAIMS)
@require_http_methods(["GET", "POST"])
def receive(request: StaffRequest, line_id: int) -> HttpResponse:
    """One line with all that was claimed of it, and a new claim."""
    goods = _goods(line_id)
    form = ReceiveForm(request.POST or None, staff=request.user, has_serial=bool(goods.serial))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            claim = open_claim(
                line=line_id, fault=typed["fault"], serial=typed.get("serial", ""), store=typed["store"].pk,
                at=timezone.now(), by=actor(request),
            )  # fmt: skip
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(
                request, _("The goods are received. Claim number %(claim)s.") % {"claim": claim.pk}
            )
            return redirect("console:warranty:show", claim_id=claim.pk)
    context = {"form": form, "said": said(goods), "goods": goods}
    return render(request, "console/warranty/receive.html", context, status=422 if form.errors else 200)


def _goods(line: int) -> Goods:
    found = goods_of(Line.objects.filter(pk=line), at=timezone.now())
    if not found:
        raise Http404
    return found[0]
