"""The shop's terms of warranty: which are in force, which were, and new ones."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.warranty.forms import DayForm, clause_forms
from quen.kernel.errors import QuenError
from quen.purchases.models import Category, Product
from quen.shops.roles import Permission
from quen.warranty.in_force import all_terms
from quen.warranty.lay_down import lay_down
from quen.warranty.terms import NOTHING_LAID_DOWN, Clause, Covers

_MOST_NAMED = 500


@needs(Permission.OPEN_CLAIMS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The versions, the newest first, each with its clauses."""
    known = all_terms()
    names = _names(known.products, known.categories)
    context = {
        "versions": known.versions,
        "now": known.on(timezone.localdate()),
        "before": [(clause, _(clause.words)) for clause in NOTHING_LAID_DOWN.clauses],
        "names": names,
    }
    return render(request, "console/warranty/terms.html", context)


@needs(Permission.CHANGE_SETTINGS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Clauses as rows; a row without words is left out."""
    known, today = all_terms(), timezone.localdate()
    soonest = today + timedelta(days=1) if known.versions else today
    day = DayForm(request.POST or None, initial={"in_force_from": soonest})
    newest = known.versions[0] if known.versions else NOTHING_LAID_DOWN
    shown = [Clause(c.number, c.covers, _(c.words), c.months, c.product, c.category) for c in newest.clauses]
    rows = clause_forms(request.POST or None, clauses=shown)
    if request.method == "POST" and day.is_valid() and rows.is_valid():
        try:
            lay_down(
                clauses=_typed(rows), in_force_from=day.cleaned_data["in_force_from"], at=timezone.now(),
                by=actor(request),
            )  # fmt: skip
        except QuenError as error:
            day.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("The terms are laid down."))
            return redirect("console:warranty:terms")
    context = {
        "day": day,
        "rows": rows,
        "categories": Category.objects.order_by("name").values_list("name", flat=True)[:_MOST_NAMED],
    }
    is_wrong = bool(day.errors) or (request.method == "POST" and not rows.is_valid())
    return render(request, "console/warranty/new_terms.html", context, status=422 if is_wrong else 200)


def _typed(rows: object) -> list[Clause]:
    forms = [row for row in rows if row.cleaned_data.get("words")]  # type: ignore[attr-defined]
    named = {row.cleaned_data["named"] for row in forms if row.cleaned_data["covers"] == Covers.EXCLUDED}
    products = frozenset(Product.objects.filter(code__in=named).values_list("code", flat=True))
    return [row.clause(products=products) for row in forms]


def _names(products: set[str], categories: set[str]) -> dict[str, str]:
    """Products and categories the clauses name, by code and key, as people call them."""
    named = dict(Category.objects.filter(key__in=categories).values_list("key", "name"))
    for code, name in Product.objects.filter(code__in=products).values_list("code", "name"):
        named[code] = name or code
    return named
