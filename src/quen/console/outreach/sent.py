"""What went, what waits, what was refused and why; one message, and what staff may do with it."""

from collections import Counter
from datetime import datetime, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.messages.channel import Channel
from quen.messages.guard import Reason
from quen.messages.letters import as_sent
from quen.messages.models import OPEN, Message, State, TemplateVersion
from quen.messages.reads import reasons_since
from quen.messages.recover import send_again
from quen.messages.sources import stop_message
from quen.messages.unsubscribe import Why
from quen.shops.roles import Permission

ROWS = 30
SINCE = timedelta(days=30)
CAN_GO_AGAIN = (State.UNKNOWN, State.BOUNCED, State.REFUSED)


@needs(Permission.SEE_OUTREACH)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The newest first, narrowed down by state and channel; the numbers of thirty days above."""
    state, channel = request.GET.get("state", ""), request.GET.get("channel", "")
    rows = _found(state, channel, request.GET.get("customer", ""))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    since = timezone.now() - SINCE
    counts, there = _counted(since)
    context = {
        "rows": [(row, _reason(row)) for row in page],
        "page": page,
        "counted": page.paginator.count,
        "state": state,
        "channel": channel,
        "states": [(each.value, each.label) for each in State if each in counts or each == state],
        "channels": [(each.value, each.label) for each in Channel if each in there or each == channel],
        "went": counts.get(State.HANDED_OVER, 0) + counts.get(State.DELIVERED, 0),
        "waiting": sum(counts.get(each, 0) for each in (*OPEN, State.HANDING_OVER)),
        "refused": counts.get(State.REFUSED, 0) + counts.get(State.EXPIRED, 0),
        "bounced": counts.get(State.BOUNCED, 0),
        "unknown": counts.get(State.UNKNOWN, 0),
        "whys": [(_why(reason), count) for reason, count in reasons_since(since)],
    }
    return render(request, "console/outreach/index.html", context)


@needs(Permission.SEE_OUTREACH)
@require_GET
def show(request: StaffRequest, message_id: int) -> HttpResponse:
    """One message: its words as they went, its way, its reasons."""
    row = get_object_or_404(Message.objects.select_related("customer"), pk=message_id)
    version = TemplateVersion.objects.select_related("template").get(pk=row.version_id)
    context = {
        "row": row,
        "reason": _reason(row),
        "version": version,
        "letter": as_sent(row) if request.user.may(Permission.SEE_CUSTOMERS) else None,
        "can_go_again": row.state in CAN_GO_AGAIN,
        "can_be_stopped": row.state in OPEN,
    }
    return render(request, "console/outreach/message.html", context)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def again(request: StaffRequest, message_id: int) -> HttpResponse:
    """Staff's word that it shall be tried again."""
    row = get_object_or_404(Message, pk=message_id)
    act(
        request, lambda now: send_again(message=row.pk, at=now, by=actor(request)),
        done=_("It is tried again within a few seconds; the rules count as ever."),
    )  # fmt: skip
    return redirect("console:outreach:message", message_id=row.pk)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def stop(request: StaffRequest, message_id: int) -> HttpResponse:
    """Send it not."""
    row = get_object_or_404(Message, pk=message_id)
    if stop_message(message=row.pk, at=timezone.now(), by=actor(request)):
        messages.success(request, _("It will not be sent."))
    else:
        messages.error(request, _("It is under way already, or was ended before."))
    return redirect("console:outreach:message", message_id=row.pk)


def _counted(since: datetime) -> tuple[Counter[str], set[str]]:
    """Messages by state since then, and the channels there were any on."""
    counts, there = Counter[str](), set[str]()
    rows = Message.objects.filter(queued_at__gte=since).values_list("state", "channel")
    for state, channel, count in rows.annotate(n=Count("pk")).order_by():
        counts[state] += count
        there.add(channel)
    return counts, there


def _found(state: str, channel: str, customer: str) -> QuerySet[Message]:
    rows = Message.objects.select_related("customer", "version__template").order_by("-pk")
    if state in State.values:
        rows = rows.filter(state=state)
    if channel in Channel.values:
        rows = rows.filter(channel=channel)
    if customer.isdecimal() and len(customer) < 19:
        rows = rows.filter(customer=int(customer))
    return rows


def _reason(row: Message) -> str:
    return str(Reason(row.reason).label) if row.reason in Reason.values else ""


def _why(reason: str) -> str:
    return str(Why(reason).label) if reason in Why.values else _("No reason given")
