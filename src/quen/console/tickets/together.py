"""Put a ticket to sleep, merge, split and link it; and who else is looking at it."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.tickets.one import changed, seen
from quen.kernel.sentences import gettext_noop
from quen.shops.clock import shop_timezone
from quen.shops.roles import Permission
from quen.tickets.errors import BadTicket, NoSuchTicket
from quen.tickets.here import here
from quen.tickets.merge import merge, unmerge
from quen.tickets.models import Ticket
from quen.tickets.snooze import snooze, wake
from quen.tickets.split import link, split, unlink


@needs(Permission.ANSWER_TICKETS)
@require_POST
def sleep(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Until a time, until she writes, or awake again."""
    said, by = request.POST, actor(request)
    if said.get("then") == "wake":
        return changed(request, ticket_id, lambda _now: wake(ticket=ticket_id), _("Back in the lists."))
    until = None if said.get("then") == "heard" else said.get("until", "")
    return changed(
        request, ticket_id,
        lambda now: snooze(ticket=ticket_id, until=None if until is None else _moment(until), at=now, by=by),
        _("Sleeps. It comes back by itself."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def join(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """This ticket counts as another from now on, whose page opens."""
    seen(request.user, ticket_id)
    other = _other(request)
    act(
        request,
        lambda now: merge(ticket=ticket_id, into=_seen(request, other), at=now, by=actor(request)),
        done=_("Merged. Nothing was lost; it can be taken apart again."),
    )
    is_done = Ticket.objects.filter(pk=ticket_id, merged_into=other).exists()
    return redirect("console:tickets:show", ticket_id=other if is_done else ticket_id)


@needs(Permission.ANSWER_TICKETS)
@require_POST
def part(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Take a merged ticket out again."""
    return changed(
        request, ticket_id, lambda now: unmerge(ticket=ticket_id, at=now, by=actor(request)),
        _("It stands alone again, as it was."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def take_out(request: StaffRequest, ticket_id: int, entry_id: int) -> HttpResponse:
    """One message becomes a ticket of its own, whose page opens."""
    seen(request.user, ticket_id)
    act(
        request,
        lambda now: split(ticket=ticket_id, entry=entry_id, subject="", at=now, by=actor(request)),
        done=_("The message has a ticket of its own."),
    )
    made = Ticket.objects.filter(key=f"split:{entry_id}").first()
    return redirect("console:tickets:show", ticket_id=made.pk if made else ticket_id)


@needs(Permission.ANSWER_TICKETS)
@require_POST
def tie(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Link it with another, or no longer."""
    other, by = _other(request), actor(request)
    if request.POST.get("then") == "unlink":
        return changed(
            request,
            ticket_id,
            lambda _now: unlink(ticket=ticket_id, other=other, by=by),
            _("No longer linked."),
        )
    return changed(
        request, ticket_id,
        lambda now: link(ticket=ticket_id, other=_seen(request, other), at=now, by=by), _("Linked."),
    )  # fmt: skip


@needs(Permission.SEE_TICKETS)
@require_POST
def who_is_here(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Said every few seconds by an open page: I am here, and who else is?"""
    seen(request.user, ticket_id)
    is_typing = request.POST.get("typing") == "1"
    others = here(ticket=ticket_id, staff=request.user.pk, is_typing=is_typing, at=timezone.now())
    return render(request, "console/tickets/_others.html", {"others": others})


def _moment(written: str) -> datetime:
    """A time by the shop's clock. Raises BadTicket."""
    try:
        found = parse_datetime(written)
    except ValueError:
        found = None
    if found is None:
        raise BadTicket(gettext_noop("Choose a time from now on, within a year."))
    return found.replace(tzinfo=shop_timezone())


def _other(request: StaffRequest) -> int:
    number = request.POST.get("other", "").strip().lstrip("#")
    return int(number) if number.isdecimal() and len(number) < 19 else 0


def _seen(request: StaffRequest, other: int) -> int:
    """The other ticket, where this person may see it. Raises NoSuchTicket."""
    try:
        return seen(request.user, other).pk
    except Http404:
        raise NoSuchTicket(
            gettext_noop("There is no ticket number %(ticket)s. Open the list again."), ticket=other
        ) from None
