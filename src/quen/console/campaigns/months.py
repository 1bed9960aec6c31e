"""What is planned for the next twelve months, as a list by month: the same on a phone and on a desk."""

from itertools import groupby
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from quen.campaigns.planned import Planned, planned
from quen.console.access import StaffRequest, needs
from quen.shops.clock import day_of, shop_timezone
from quen.shops.roles import Permission


@needs(Permission.SEE_OUTREACH)
@require_GET
def calendar(request: StaffRequest) -> HttpResponse:
    """Issues, campaigns with a day, and feasts nothing is planned for."""
    rows = planned(at=timezone.now())
    zone = shop_timezone()
    months = [(month, list(those)) for month, those in groupby(rows, key=lambda row: _month(row, zone))]
    return render(request, "console/campaigns/calendar.html", {"months": months})


def _month(row: Planned, zone: ZoneInfo) -> str:
    day = day_of(row.sent_at, zone) if row.sent_at else row.day
    return f"{day:%m/%Y}"
