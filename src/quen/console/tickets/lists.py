"""The inbox, the number beside it in the navigation, and the tickets of one customer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.people.errors import NoSuchCustomer
from quen.people.find import root_of
from quen.shops.models import Store
from quen.shops.roles import Permission
from quen.tickets.choices import CameBy, TicketKind, Topic
from quen.tickets.inbox import Asked, page
from quen.tickets.reads import counts, seen_by, tickets_of, waiting_count

LISTS = {
    "mine": _("Mine"),
    "team": _("My team's"),
    "unassigned": _("Nobody's yet"),
    "breaching": _("About to be late"),
    "all": _("All open ones"),
    "asleep": _("Asleep"),
    "done": _("Settled"),
}
OF_CUSTOMER = 5


@needs(Permission.SEE_TICKETS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """One list, narrowed and searched; the next rows are found by key."""
    now, asked = timezone.now(), _asked(request)
    found, counted = page(asked, staff=request.user, at=now), counts(request.user, now)
    context = {
        "tickets": found.tickets,
        "following": found.following,
        "asked": asked,
        "lists": [(name, label, counted.get(name)) for name, label in LISTS.items()],
        "filters": (
            ("kind", _("Kind of ticket"), asked.kind, TicketKind.choices),
            ("topic", _("Topic"), asked.topic, Topic.choices),
            ("came_by", _("How it came"), asked.came_by, CameBy.choices),
            ("store", _("Store"), str(asked.store or ""), _stores()),
        ),
        "is_narrowed": bool(asked.search or asked.kind or asked.topic or asked.came_by or asked.store),
        "now": now,
    }
    return render(request, "console/tickets/index.html", context)


@needs(Permission.SEE_TICKETS)
@require_GET
def count(request: StaffRequest) -> HttpResponse:
    """How many wait for this person. One query."""
    return render(request, "console/tasks/_count.html", {"due": waiting_count(request.user, timezone.now())})


@needs(Permission.SEE_TICKETS)
@require_GET
def of_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What she was heard about last."""
    try:
        rows = tickets_of(root_of(customer_id).pk).filter(seen_by(request.user))
        tickets = list(rows[:OF_CUSTOMER])
    except NoSuchCustomer:
        tickets = []
    context = {"tickets": tickets, "customer_id": customer_id}
    return render(request, "console/tickets/_of_customer.html", context)


def _asked(request: StaffRequest) -> Asked:
    said = request.GET
    name, store = said.get("list", "all"), said.get("store", "")
    return Asked(
        name=name if name in LISTS else "all", search=said.get("q", "").strip()[:60], kind=said.get("kind", ""),
        topic=said.get("topic", ""), came_by=said.get("came_by", ""), after=said.get("after", "")[:80],
        store=int(store) if store.isdecimal() and len(store) < 19 else None,
    )  # fmt: skip


def _stores() -> list[tuple[str, str]]:
    return [(str(number), name) for number, name in Store.objects.order_by("name").values_list("pk", "name")]
