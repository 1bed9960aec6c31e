"""Who was asked and did not answer, and the score as all who were asked would give it."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.surveys.names import tier_names
from quen.console.surveys.words import cut_titles, label_of
from quen.console.templatetags.written import number
from quen.insight.feedback.silent import NOBODYS, Asked, Silent, silent
from quen.shops.models import Store
from quen.shops.roles import Permission
from quen.surveys.models import Audience, Survey

PERIODS = (30, 90, 365, 1095)
MOST = 20
_CUTS = ("stage", "tier", "value", "store")


@dataclass(frozen=True)
class CutTable:
    """One cut of the asked: its heading, and each value with its name."""

    title: str
    rows: list[tuple[str, Asked]]


@needs(Permission.SEE_SURVEYS)
@require_GET
def show(request: StaffRequest, survey_id: int) -> HttpResponse:
    """The page, for those asked in a period that ends now."""
    survey = get_object_or_404(Survey, pk=survey_id, audience=Audience.CUSTOMERS)
    asked, now = request.GET.get("days", ""), timezone.now()
    days = int(asked) if asked in {str(each) for each in PERIODS} else 365
    found = silent(survey, since=now - timedelta(days=days), until=now)
    context = {
        "survey": survey, "days": days, "periods": PERIODS, "found": found, "tables": _tables(found),
        "weighted": found.weighted, "scores": _scores(found),
    }  # fmt: skip
    return render(request, "console/surveys/silent.html", context)


def _scores(found: Silent) -> dict[str, str]:
    one = found.weighted
    if one is None:
        return {}
    between = _("%(low)s to %(high)s") % {"low": number(one.low), "high": number(one.high)}
    return {"weighted": number(one.nps), "between": between, "plain": number(one.plain)}


def _tables(found: Silent) -> list[CutTable]:
    if found.all is None:
        return []
    names = {
        "store": {str(pk): name for pk, name in Store.objects.values_list("pk", "name")},
        "tier": tier_names(),
    }
    nobodys = {"stage": _("not known"), "tier": _("not a member, or no tier"), "value": _("not known"),
               "store": _("no store known")}  # fmt: skip
    return [
        CutTable(
            title,
            [
                (nobodys[cut] if one.name == NOBODYS else label_of(cut, one.name, names), one)
                for one in found.cuts.get(cut, [])[:MOST]
            ],
        )
        for cut, title in cut_titles()
        if cut in _CUTS
    ]
