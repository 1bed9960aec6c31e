"""Claims under way with their ages, and those that ended."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.kernel.names import search_key
from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.warranty.models import Claim, Place
from quen.warranty.reads import at_stores_of

ROWS = 30
LISTS = {
    "open": (_("Goods still here"), Q(ended_at=None)),
    "undecided": (_("To be decided"), Q(ended_at=None, decision="")),
    "workshop": (Place.WORKSHOP.label, Q(ended_at=None, place=Place.WORKSHOP)),
    "back": (_("To be fetched"), Q(ended_at=None, place=Place.BACK)),
    "ended": (_("Ended"), Q(ended_at__isnull=False)),
}


@needs(Permission.OPEN_CLAIMS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """One of the lists, the oldest first; of this person's stores, where she is bound to some."""
    search, name = request.GET.get("q", "").strip()[:60], request.GET.get("list", "")
    name = name if name in LISTS else "open"
    page = Paginator(_found(name, search, request.user), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "counted": page.paginator.count,
        "search": search,
        "list": name,
        "lists": [(key, label) for key, (label, _which) in LISTS.items()],
        "today": timezone.localdate(),
    }
    return render(request, "console/warranty/claims.html", context)


def _found(name: str, search: str, staff: Staff) -> QuerySet[Claim]:
    rows = Claim.objects.filter(LISTS[name][1]).filter(at_stores_of(staff))
    if search:
        wanted = Q(customer__name_key__contains=search_key(search)) | Q(serial__icontains=search)
        if search.isdecimal() and len(search) < 19:
            wanted |= Q(pk=int(search))
        rows = rows.filter(wanted)
    rows = rows.select_related("customer__root", "line__product", "store")
    return rows.order_by("-ended_at", "-pk") if name == "ended" else rows.order_by("opened_at", "pk")
