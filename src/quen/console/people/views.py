"""The list of customers."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, currency_of, needs
from quen.console.people.filters import FilterForm, chips, headings, tidy_query
from quen.console.people.listing import Page, page_of
from quen.console.people.suggestions import suggestions
from quen.kernel.errors import QuenError
from quen.people.save_view import views_of
from quen.segments.offers import fixed_lists
from quen.shops.models import Store
from quen.shops.roles import Permission

_NOBODY = Page(rows=(), number=1, has_next=False, counted=0, is_more=False)


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Everybody, narrowed down by the address. htmx asks for the rows alone and gets the tidy address to push."""
    may_list = request.user.may(Permission.MANAGE_SEGMENTS)
    context = _rows_context(request)
    if request.headers.get("HX-Request-Type") == "partial":
        context["lists"] = fixed_lists() if may_list else ()
        response = render(request, "console/people/_rows.html", context)
        response.headers["HX-Push-Url"] = f"{request.path}?{_address(request)}".rstrip("?")
    else:
        known = suggestions()
        context |= {"suggestions": known, "lists": known.lists if may_list else ()}
        context["form"].offer_segments(known.segments)
        response = render(request, "console/people/list.html", context)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response


def _rows_context(request: StaffRequest) -> dict[str, Any]:
    stores = dict(Store.objects.order_by("name").values_list("pk", "name"))
    form = FilterForm(request.GET, stores=stores)
    filters = form.filters()
    page, complaint = _NOBODY, ""
    try:
        today, currency = timezone.localdate(), currency_of(request)
        page = page_of(filters, number=_number(request), today=today, currency=currency)
    except QuenError as error:
        complaint = error.sentence.render(_)
    return {
        "form": form,
        "filters": filters,
        "page": page,
        "rows": [(row, stores.get(row.summary.last_store or 0, "")) for row in page.rows],
        "complaint": complaint or " ".join(str(word) for words in form.errors.values() for word in words),
        "chips": chips(form, request.GET),
        "headings": headings(filters, request.GET),
        "views": views_of(request.user),
        "query": tidy_query(request.GET),
        "list_address": reverse("console:people:list"),
    }


def _number(request: StaffRequest) -> int:
    page = request.GET.get("page", "1")
    return int(page) if page.isdecimal() and len(page) < 6 else 1


def _address(request: StaffRequest) -> str:
    query, number = tidy_query(request.GET), _number(request)
    return "&".join(part for part in (query, f"page={number}" if number > 1 else "") if part)
