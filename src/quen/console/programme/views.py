"""The versions of the programme: read, written as YAML, launched, ended."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.programme.forms import EndForm, LaunchForm, TextForm
from quen.console.programme.history import history_of
from quen.console.programme.telling import PLACES, told
from quen.enrolment.draft import draft, drop_draft
from quen.enrolment.launch import end
from quen.enrolment.models import ProgrammeVersion
from quen.enrolment.versions import version_in_force
from quen.flows.launch_programme import launch_programme
from quen.kernel.errors import QuenError
from quen.programme import from_values
from quen.programme.example import example_text
from quen.shops.models import Business
from quen.shops.roles import Permission


@needs(Permission.SEE_LOYALTY)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Every version, newest first."""
    rows = list(ProgrammeVersion.objects.defer("text", "values").order_by("-number"))
    today = timezone.localdate()
    in_force = version_in_force(today)
    context = {
        "rows": [(row, state_of(row, in_force.version if in_force else None)) for row in rows],
        "in_force": in_force,
        "page": told(in_force) if in_force else None,
        "since": next(
            (row.effective_from for row in rows if in_force and row.number == in_force.version), None
        ),
    }
    return render(request, "console/programme/index.html", context)


@needs(Permission.SEE_LOYALTY)
@require_GET
def show(request: StaffRequest, number: int) -> HttpResponse:
    """One version in words, with what was changed by whom."""
    row = get_object_or_404(ProgrammeVersion, number=number)
    in_force = version_in_force(timezone.localdate())
    context = {
        "row": row,
        "state": state_of(row, in_force.version if in_force else None),
        "page": told(from_values(row.values)),
        "places": PLACES,
        "history": history_of(row),
        "is_draft": row.launched_at is None,
    }
    return render(request, "console/programme/show.html", context)


@needs(Permission.DESIGN_PROGRAMME)
@require_POST
def new(request: StaffRequest) -> HttpResponse:
    """A draft: a copy of the version asked for, of the one in force, or the usual programme."""
    copied = request.POST.get("of", "")
    source = ProgrammeVersion.objects.filter(number=int(copied)).first() if copied.isdecimal() else None
    business = Business.objects.get(id=1)
    text = source.text if source else example_text(business.currency, _)
    row = draft(text=beginning(text, timezone.localdate().isoformat()), by=actor(request), at=timezone.now())
    return redirect("console:programme:show", number=row.number)


@needs(Permission.DESIGN_PROGRAMME)
@require_http_methods(["GET", "POST"])
def yaml(request: StaffRequest, number: int) -> HttpResponse:
    """The whole draft as text."""
    row = get_object_or_404(ProgrammeVersion, number=number, launched_at__isnull=True)
    form = TextForm(request.POST or None, initial={"text": row.text})
    if request.method == "POST" and form.is_valid():
        try:
            draft(text=form.cleaned_data["text"], number=number, by=actor(request), at=timezone.now())
        except QuenError as error:
            form.add_error("text", error.sentence.render(_))
        else:
            return redirect("console:programme:show", number=number)
    context = {"row": row, "form": form}
    return render(request, "console/programme/yaml.html", context, status=422 if form.errors else 200)


@needs(Permission.DESIGN_PROGRAMME)
@require_http_methods(["GET", "POST"])
def launching(request: StaffRequest, number: int) -> HttpResponse:
    """Ask once more, then launch."""
    row = get_object_or_404(ProgrammeVersion, number=number, launched_at__isnull=True)
    first = not ProgrammeVersion.objects.filter(launched_at__isnull=False).exists()
    day = row.effective_from if first else max(row.effective_from, timezone.localdate())
    form = LaunchForm(request.POST or None, initial={"effective_from": day})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["effective_from"]
        try:
            launch_programme(number=number, effective_from=day, by=actor(request), at=timezone.now())
        except QuenError as error:
            form.add_error("effective_from", error.sentence.render(_))
        else:
            messages.success(request, _("Version %(number)s is launched.") % {"number": number})
            return redirect("console:programme:show", number=number)
    before = version_in_force(timezone.localdate())
    context = {
        "row": row, "form": form, "before": before, "is_first": first, "page": told(from_values(row.values)),
    }  # fmt: skip
    return render(request, "console/programme/launch.html", context, status=422 if form.errors else 200)


@needs(Permission.DESIGN_PROGRAMME)
@require_http_methods(["GET", "POST"])
def ending(request: StaffRequest, number: int) -> HttpResponse:
    """Give a launched version its last day, or free it of one."""
    row = get_object_or_404(ProgrammeVersion, number=number, launched_at__isnull=False)
    form = EndForm(request.POST or None, initial={"until": row.effective_until})
    if request.method == "POST" and form.is_valid():
        try:
            end(number=number, until=form.cleaned_data["until"], by=actor(request), at=timezone.now())
        except QuenError as error:
            form.add_error("until", error.sentence.render(_))
        else:
            return redirect("console:programme:show", number=number)
    context = {"row": row, "form": form}
    return render(request, "console/programme/end.html", context, status=422 if form.errors else 200)


@needs(Permission.DESIGN_PROGRAMME)
@require_POST
def drop(request: StaffRequest, number: int) -> HttpResponse:
    """Throw a draft away."""
    try:
        drop_draft(number=number, by=actor(request), at=timezone.now())
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, _("The draft was thrown away. Its text stays in the history."))
    return redirect("console:programme:index")


def state_of(row: ProgrammeVersion, in_force: int | None) -> str:
    """draft, in_force, coming, or past."""
    if row.launched_at is None:
        return "draft"
    if row.number == in_force:
        return "in_force"
    return "coming" if row.effective_from > timezone.localdate() else "past"


def beginning(text: str, day: str) -> str:
    """The programme's text with another first day and no last one."""
    text = re.sub(r"(?m)^effective_until:.*\n?", "", text)
    return re.sub(r"(?m)^effective_from:[ \t]*\S+", f"effective_from: {day}", text, count=1)
