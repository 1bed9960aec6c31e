"""Try a version on the shop's own past sales, and read what it would have given."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.days import DayField
from quen.console.programme.telling import said
from quen.enrolment.models import ProgrammeVersion
from quen.insight.backtest.ask import UNDER_WAY, as_it_stands, ask
from quen.insight.models import BackTest, BackTestState
from quen.kernel.sentences import Sentence
from quen.people.models import Customer
from quen.programme.explain import BASE_NAME, TIER_NAME, WELCOME_NAME
from quen.programme.kept_sentences import sentence_from_json
from quen.programme.streams import BASE, TIER, WELCOME
from quen.programme.words import with_names
from quen.segments.names import segment_names
from quen.shops.roles import Permission

_LINES: tuple[tuple[str, Any, str], ...] = (
    ("purchases", gettext_lazy("Purchases"), "number"),
    ("members", gettext_lazy("Members"), "number"),
    ("revenue_minor", gettext_lazy("Revenue"), "money"),
    ("points_earned", gettext_lazy("Points given"), "number"),
    ("points_taken_back", gettext_lazy("Points taken back by returns"), "number"),
    ("points_expired", gettext_lazy("Points expired"), "number"),
    ("points_redeemed", gettext_lazy("Points spent"), "number"),
    ("points_outstanding", gettext_lazy("Points outstanding"), "number"),
    ("liability_minor", gettext_lazy("Outstanding, in money"), "money"),
    ("vouchers_issued", gettext_lazy("Vouchers issued"), "number"),
    ("cost_minor", gettext_lazy("Cost"), "money"),
    ("cost_share_of_revenue", gettext_lazy("Cost, share of revenue"), "percent"),
    ("cost_share_of_margin", gettext_lazy("Cost, share of margin"), "percent"),
)


class AskForm(forms.Form):
    """Over which sales, and beside which version."""

    against = forms.ChoiceField(
        label=gettext_lazy("Beside"),
        required=False,
        help_text=gettext_lazy("Empty: the version in force today."),
    )
    first_day = DayField(label=gettext_lazy("Sales from"), required=False)
    last_day = DayField(label=gettext_lazy("Sales until"), required=False)

    def __init__(self, *arguments: Any, other_than: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        others = ProgrammeVersion.objects.exclude(number=other_than).order_by("-number")
        field = self.fields["against"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((str(row.number), str(row)) for row in others.only("number", "name"))]

    def clean(self) -> dict[str, Any]:
        """The period runs forward."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            self.add_error("last_day", _("The last day is before the first."))
        return cleaned


@needs(Permission.DESIGN_PROGRAMME)
@require_http_methods(["GET", "POST"])
def start(request: StaffRequest, number: int) -> HttpResponse:
    """Earlier back-tests of a version, and the form for another."""
    row = get_object_or_404(ProgrammeVersion, number=number)
    form = AskForm(request.POST if request.method == "POST" else None, other_than=number)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        asked = ask(
            version=row, against=int(wanted["against"]) if wanted["against"] else None, first_day=wanted["first_day"],
            last_day=wanted["last_day"], by=actor(request), at=timezone.now(),
        )  # fmt: skip
        return redirect("console:programme:back_test_result", number=number, back_test_id=asked.pk)
    rows = BackTest.objects.filter(version=number).defer("draft", "against", "findings")
    now = timezone.now()
    earlier = [as_it_stands(one, at=now) for one in rows.order_by("-asked_at")[:20]]
    context = {"row": row, "form": form, "earlier": earlier}
    return render(request, "console/programme/back_test.html", context, status=422 if form.errors else 200)


@needs(Permission.DESIGN_PROGRAMME)
@require_GET
def result(request: StaffRequest, number: int, back_test_id: int) -> HttpResponse:
    """One back-test, as far as it is."""
    kept = get_object_or_404(BackTest, pk=back_test_id, version=number)
    asked = as_it_stands(kept, at=timezone.now())
    row = ProgrammeVersion.objects.filter(number=number).first()
    context: dict[str, Any] = _how_far(asked) | {"row": row}
    if asked.state == BackTestState.DONE:
        context |= _found(asked)
    elif asked.error:
        context["why"] = Sentence(asked.error[0], asked.error[1]).render(_)
    return render(request, "console/programme/back_test_result.html", context)


@needs(Permission.DESIGN_PROGRAMME)
@require_GET
def progress(request: StaffRequest, number: int, back_test_id: int) -> HttpResponse:
    """How far it is, for the page to ask every second; once it is over, the whole page is fetched."""
    kept = get_object_or_404(BackTest.objects.defer("draft", "against"), pk=back_test_id, version=number)
    asked = as_it_stands(kept, at=timezone.now())
    response = render(request, "console/programme/_back_test_progress.html", _how_far(asked))
    if asked.state not in UNDER_WAY:
        response.headers["HX-Refresh"] = "true"
    return response


def _how_far(asked: BackTest) -> dict[str, Any]:
    return {"asked": asked, "is_under_way": asked.state in UNDER_WAY, "percent": round(asked.progress * 100)}


def _found(asked: BackTest) -> dict[str, Any]:
    found = asked.findings or {}
    verdicts = [verdict for verdict in (found["draft"], found["against"]) if verdict]
    comparison = found["comparison"]
    versions = [number for number in (asked.version, asked.against_version) if number]
    return {
        "found": found,
        "columns": [_("Version %(number)s") % {"number": number} for number in versions],
        "lines": [(label, kind, [verdict[key] for verdict in verdicts]) for key, label, kind in _LINES],
        "rules": _by_rule(verdicts),
        "tiers": [verdict["by_tier"] for verdict in verdicts],
        "comparison": comparison,
        "names": _names(comparison) if comparison else {},
        "silent": _silent(found, verdicts, versions),
        "examples": _examples(found["examples"]),
    }


def _examples(kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The receipts with their reasons in words, segments by the names they have now."""
    names = segment_names()
    return [example | {"rules": [_rule(rule, names) for rule in example["rules"]]} for example in kept]


def _silent(
    found: dict[str, Any], verdicts: list[dict[str, Any]], versions: list[int]
) -> list[tuple[int, str]]:
    """The rules of each version that sales could not put to the test; earlier findings knew the first one's alone."""
    names = [verdict.get("silent_rules", []) for verdict in verdicts]
    names[0] = names[0] or found.get("silent_rules", [])
    return [(number, ", ".join(each)) for number, each in zip(versions, names, strict=True) if each]


def _by_rule(verdicts: list[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    keys = list(dict.fromkeys(key for verdict in verdicts for key, _name, _points in verdict["by_rule"]))
    names = {key: name for verdict in reversed(verdicts) for key, name, _points in verdict["by_rule"]}
    points = [{key: number for key, _name, number in verdict["by_rule"]} for verdict in verdicts]
    own = {BASE: _(BASE_NAME), TIER: _(TIER_NAME), WELCOME: _(WELCOME_NAME)}
    return [(own.get(key, names[key]), [each.get(key, 0) for each in points]) for key in keys]


def _names(comparison: dict[str, Any]) -> dict[int, str]:
    numbers = [change["customer"] for side in ("most_won", "most_lost") for change in comparison[side]]
    return {customer.pk: str(customer) for customer in Customer.objects.filter(pk__in=numbers).only("name")}


def _rule(rule: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    name = rule["name"]
    return rule | {
        "name": _(name) if name in {BASE_NAME, TIER_NAME} else name,
        "words": [said(with_names(sentence_from_json(reason), names)) for reason in rule["reasons"]],
    }
