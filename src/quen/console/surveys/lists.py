"""All surveys, with their scores of the last ninety days."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.insight.feedback.in_brief import Brief, in_brief
from quen.shops.roles import Permission
from quen.surveys.models import Survey
from quen.surveys.ready_made import READY_MADE

DAYS = 90


@dataclass(frozen=True)
class Line:
    """A survey and how it stands."""

    survey: Survey
    brief: Brief


@needs(Permission.SEE_SURVEYS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Those that are asked first; below what could be asked with one press."""
    now = timezone.now()
    rows = sorted(Survey.objects.order_by("-pk"), key=lambda row: row.closed_at is not None)
    briefs = in_brief(rows, since=now - timedelta(days=DAYS), until=now)
    names = {row.name for row in rows if row.closed_at is None}
    context = {
        "lines": [Line(row, briefs[row.pk]) for row in rows],
        "days": DAYS,
        "ready_made": [one for one in READY_MADE.values() if str(one.name) not in names],
    }
    return render(request, "console/surveys/index.html", context)
