"""The first page of the day."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.today.listing import care_page
from quen.console.today.page import today_page
from quen.console.today.payback import payback_in_brief
from quen.insight.as_of import as_of
from quen.insight.business_day import today_in
from quen.insight.loyalty.in_brief import in_brief
from quen.shops.roles import Permission


@needs(Permission.SEE_TODAY)
@require_GET
def today(request: StaffRequest) -> HttpResponse:
    """Whom to look after, and whether it goes well."""
    business = request.business
    assert business is not None, "no page is shown before the set-up"
    day = as_of(today=today_in(business.timezone), timezone_name=business.timezone)
    page = today_page(day=day.day, business=business) if day.newest else None
    sees_programme = page is not None and request.user.may(Permission.SEE_LOYALTY)
    programme = in_brief(today=day.day, zone=ZoneInfo(business.timezone)) if sees_programme else None
    has_list = page is not None and page.knows_anybody and request.user.may(Permission.TAKE_CARE)
    care = care_page(request, day=day.day) if has_list else None
    sees_costs = page is not None and request.user.may(Permission.SEE_REPORTS)
    context = {"as_of": day, "page": page, "programme": programme, "care": care, "sees_costs": sees_costs}
    return render(request, "console/today/show.html", context)


@needs(Permission.SEE_REPORTS)
@require_GET
def payback(request: StaffRequest) -> HttpResponse:
    """What came of the money spent to keep customers, asked once the page stands; nothing where nothing was spent."""
    business = request.business
    assert business is not None, "no page is shown before the set-up"
    brief = payback_in_brief(business.currency)
    return render(request, "console/today/_payback.html", {"payback": brief}) if brief else HttpResponse()
