"""Change a draft part by part."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.programme.basics_form import BasicsForm
from quen.console.programme.fields import Values
from quen.console.programme.part_form import PartForm
from quen.console.programme.parts import LISTED, find, put, take_away
from quen.console.programme.rule_form import RuleForm
from quen.console.programme.telling import told_part
from quen.console.programme.tiers_form import TiersForm
from quen.enrolment.draft import draft
from quen.enrolment.models import ProgrammeVersion
from quen.kernel.errors import QuenError
from quen.programme import dump, from_values
from quen.shops.roles import Permission

Form = PartForm | TiersForm


@needs(Permission.DESIGN_PROGRAMME)
@require_http_methods(["GET", "POST"])
def basics(request: StaffRequest, number: int) -> HttpResponse:
    """Points for money."""
    row = _draft_or_404(number)
    form = BasicsForm(request.POST or None, programme=row.values, part=row.values)
    return _edited(request, row, form, ("basics", None), lambda: (form.part(), "basics"))


@needs(Permission.DESIGN_PROGRAMME)
@require_http_methods(["GET", "POST"])
def tiers(request: StaffRequest, number: int) -> HttpResponse:
    """The ladder."""
    row = _draft_or_404(number)
    form = TiersForm(request.POST or None, programme=row.values, part=row.values.get("tiers"))

    def changed() -> tuple[Values, str]:
        without = {name: value for name, value in row.values.items() if name != "tiers"}
        ladder = form.part()
        return ({**without, "tiers": ladder} if ladder else without), "tiers"

    return _edited(request, row, form, ("tiers", None), changed)


@needs(Permission.DESIGN_PROGRAMME)
@require_http_methods(["GET", "POST"])
def part(request: StaffRequest, number: int, place: str, key: str = "") -> HttpResponse:
    """One rule, voucher, card or offer; a new one without `key`."""
    row, kind = _draft_or_404(number), LISTED.get(place)
    old = find(row.values, place, key) if kind and key else None
    if kind is None or (key and old is None):
        raise Http404
    if kind.form is RuleForm and old is not None and not RuleForm.can_show(old):
        return redirect("console:programme:yaml", number=number)
    form = kind.form(request.POST or None, programme=row.values, part=old)
    return _edited(
        request, row, form, (place, key or None), lambda: put(row.values, place, form.part(), key=key or None)
    )


@needs(Permission.DESIGN_PROGRAMME)
@require_POST
def remove(request: StaffRequest, number: int, place: str, key: str) -> HttpResponse:
    """Take a part away; the draft stays as it is where others still need it."""
    row = _draft_or_404(number)
    if place not in LISTED or find(row.values, place, key) is None:
        raise Http404
    try:
        _keep(request, row, take_away(row.values, place, key))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, _("Taken away. Add it again if that was wrong; nothing is launched yet."))
    return redirect("console:programme:show", number=number)


def _edited(
    request: StaffRequest,
    row: ProgrammeVersion,
    form: Form,
    at: tuple[str, str | None],
    changed: Callable[[], tuple[Values, str]],
) -> HttpResponse:
    """Show the form, its words while it is filled in, or keep what it says. `at`: the part's place and key."""
    place, key = at
    words: list[str] = []
    is_asking = "words" in request.GET
    if request.method == "POST" and form.is_valid():
        try:
            values, changed_key = changed()
            words = told_part(values, place, changed_key)
            if not is_asking:
                _keep(request, row, values)
                return redirect("console:programme:show", number=row.number)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
    elif request.method == "GET" and (key or place in {"basics", "tiers"}):
        words = told_part(row.values, place, key or place)
    context = {
        "row": row,
        "form": form,
        "place": place,
        "key": key,
        "kind": LISTED.get(place),
        "words": words,
    }
    template = "_words.html" if is_asking else ("tiers.html" if place == "tiers" else "part.html")
    status = 422 if form.errors and not is_asking else 200
    return render(request, f"console/programme/{template}", context, status=status)


def _keep(request: StaffRequest, row: ProgrammeVersion, values: Values) -> None:
    text = dump(from_values(values))
    draft(text=text, number=row.number, by=actor(request), at=timezone.now())


def _draft_or_404(number: int) -> ProgrammeVersion:
    return get_object_or_404(ProgrammeVersion, number=number, launched_at__isnull=True)
