"""What the shop keeps about her, on her own phone: to take along, and to ask to be forgotten."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quen.cards.errors import LinkRefused
from quen.flows.ask_erasure import ask_to_be_forgotten, erasure_settings, take_back, waiting_for
from quen.flows.export_person import export_person
from quen.flows.open_with_her import open_with
from quen.kernel.errors import QuenError
from quen.member.cookie import customer_here, member_here
from quen.member.limits import count_attempt
from quen.people.models import Customer


@never_cache
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """What she may do, and what is still open."""
    try:
        root = _here(request, timezone.now())
    except Http404:
        return redirect("member:card")
    return _page(request, root)


@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """The ZIP, straight to her phone."""
    now = timezone.now()
    root = _here(request, now)
    try:
        count_attempt(address=request.META.get("REMOTE_ADDR", ""), phone=f"data:{root.pk}", at=now)
    except QuenError as error:
        return _page(request, root, words=error.sentence.render(_), status=error.http_status)
    answer = HttpResponse(
        export_person(customer=root.pk, by=member_here(request, root.pk), at=now),
        content_type="application/zip",
    )
    name = _("my-data")
    answer["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Her wish to be forgotten, said twice: the button, and the box beside it."""
    now = timezone.now()
    root = _here(request, now)
    if request.POST.get("sure") != "yes":
        return _page(request, root, words=_("Nothing was asked for. Tick the box first."), status=422)
    try:
        ask_to_be_forgotten(
            customer=root.pk, by=member_here(request, root.pk), at=now,
            accepts_open=request.POST.get("accepts_open") == "yes",
        )  # fmt: skip
    except QuenError as error:
        return _page(request, root, words=error.sentence.render(_), status=error.http_status)
    return redirect("member:own_data")


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """She takes it back."""
    now = timezone.now()
    root = _here(request, now)
    try:
        take_back(customer=root.pk, by=member_here(request, root.pk), at=now)
    except QuenError as error:
        return _page(request, root, words=error.sentence.render(_), status=error.http_status)
    return redirect("member:own_data")


def _here(request: HttpRequest, at: datetime) -> Customer:
    try:
        root = customer_here(request, at=at)
    except LinkRefused as error:
        raise Http404 from error
    if root is None:
        raise Http404
    return root


def _page(request: HttpRequest, root: Customer, *, words: str = "", status: int = 200) -> HttpResponse:
    context = {
        "waiting": waiting_for(root.pk), "open": [one.render(_) for one in open_with(root.pk)], "words": words,
        "wait_days": erasure_settings().wait_days,
    }  # fmt: skip
    answer = render(request, "member/own_data.html", context, status=status)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
