"""The first page of the day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.today.page import today_page
from quen.insight.as_of import as_of
from quen.insight.business_day import today_in
from quen.shops.models import Business
from quen.shops.roles import Permission


@needs(Permission.SEE_TODAY)
@require_GET
def today(request: StaffRequest) -> HttpResponse:
    """Whom to look after, and whether it goes well."""
    business = Business.objects.get(id=1)
    day = as_of(today=today_in(business.timezone), timezone_name=business.timezone)
    page = today_page(day=day.day, business=business) if day.newest else None
    return render(request, "console/today/show.html", {"as_of": day, "page": page})
