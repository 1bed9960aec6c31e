"""Who waits, who is being answered by whom, and what is over."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from quen.chats.reads import chats_in, counts, waiting_count
from quen.chats.settings import chat_settings
from quen.console.access import StaffRequest, needs
from quen.shops.roles import Permission

LISTS = {
    "waiting": _("Waiting"),
    "mine": _("Mine"),
    "all": _("All open chats"),
    "over": _("Chat ended"),
}
ROWS = 50


@needs(Permission.SEE_TICKETS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """One list; it moves by itself."""
    context = {**listed(request), "is_on": chat_settings().is_on, "live_port": settings.LIVE_PORT}
    return render(request, "console/chats/index.html", context)


@needs(Permission.SEE_TICKETS)
@require_GET
def rows(request: StaffRequest) -> HttpResponse:
    """The list anew, as the page asks when a chat moved."""
    return render(request, "console/chats/_rows.html", listed(request))


@needs(Permission.SEE_TICKETS)
@require_GET
def count(request: StaffRequest) -> HttpResponse:
    """How many wait for this person. One query."""
    return render(request, "console/tasks/_count.html", {"due": waiting_count(request.user)})


def listed(request: StaffRequest) -> dict[str, Any]:
    """Two queries."""
    asked = request.GET.get("list", "")
    name = asked if asked in LISTS else "all"
    counted = counts(request.user)
    return {
        "chats": list(chats_in(name, request.user)[:ROWS]),
        "name": name,
        "lists": [(one, label, counted.get(one)) for one, label in LISTS.items()],
    }
