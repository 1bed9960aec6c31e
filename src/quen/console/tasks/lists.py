"""Lists of tasks: mine, my team's, overdue, done; of one customer; and how many are due."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.kernel.names import search_key
from quen.people.errors import NoSuchCustomer
from quen.people.find import root_of
from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.tasks.models import LIVE, Task
from quen.tasks.reads import at_stores_of, belonging_to, due_count, tasks_of

ROWS = 30
OF_CUSTOMER = 5
LISTS = {
    "mine": _("Mine"),
    "team": _("My team's"),
    "overdue": _("Past their time"),
    "done": _("Done"),
    "all": _("Everyone's"),
}


@needs(Permission.DO_TASKS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """One of the lists, narrowed by a name or a title."""
    search, name, now = request.GET.get("q", "").strip()[:60], _list(request), timezone.now()
    page = Paginator(_found(name, search, request.user, now), ROWS).get_page(request.GET.get("page"))
    may_see_all = request.user.may(Permission.ASSIGN_TASKS)
    context = {
        "page": page,
        "counted": page.paginator.count,
        "search": search,
        "list": name,
        "lists": [each for each in LISTS.items() if each[0] != "all" or may_see_all],
        "now": now,
    }
    return render(request, "console/tasks/index.html", context)


@needs(Permission.DO_TASKS)
@require_GET
def count(request: StaffRequest) -> HttpResponse:
    """The number beside "Tasks" in the navigation. One query."""
    return render(request, "console/tasks/_count.html", {"due": due_count(request.user, timezone.now())})


@needs(Permission.DO_TASKS)
@require_GET
def of_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What is to be done for her, and what was done last."""
    try:
        rows = list(tasks_of(root_of(customer_id).pk)[:OF_CUSTOMER])
    except NoSuchCustomer:
        rows = []
    context = {"tasks": rows, "customer_id": customer_id, "now": timezone.now()}
    return render(request, "console/tasks/_of_customer.html", context)


def _list(request: StaffRequest) -> str:
    asked = request.GET.get("list", "mine")
    if asked not in LISTS or (asked == "all" and not request.user.may(Permission.ASSIGN_TASKS)):
        return "mine"
    return asked


def _found(name: str, search: str, staff: Staff, now: datetime) -> QuerySet[Task]:
    rows = Task.objects.select_related("customer__root", "owner")
    if search:
        rows = rows.filter(Q(customer__name_key__contains=search_key(search)) | Q(title__icontains=search))
    if name == "done":
        hers = Q() if staff.may(Permission.ASSIGN_TASKS) else belonging_to(staff)
        return rows.filter(hers, ended_at__isnull=False).order_by("-ended_at", "-pk")
    rows = rows.filter(state__in=LIVE).order_by("due_at", "pk")
    if name == "mine":
        return rows.filter(owner=staff.pk)
    if name == "team":
        return rows.filter(belonging_to(staff), owner=None)
    if name == "overdue":
        return rows.filter(belonging_to(staff), due_at__lt=now)
    return rows.filter(at_stores_of(staff))
