"""One ticket: what was said, what is to be done, and the customer beside it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.authors import names_of
from quen.console.people.beside import beside
from quen.console.tickets.because import explained
from quen.console.tickets.offered import offered, text_of
from quen.console.tickets.thread import thread
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel
from quen.messages.settings import account_of
from quen.shops.models import Staff, Store
from quen.shops.roles import Permission, Role, permissions_of
from quen.tickets.answer import answer, way_to
from quen.tickets.assign import assign
from quen.tickets.choices import LIVE, CameBy, EntryKind, Priority, TicketKind, TicketState, Topic
from quen.tickets.classify import classify, name_customer, say_kind
from quen.tickets.errors import TicketIsElsewhere
from quen.tickets.models import Entry, Rating, Ticket
from quen.tickets.note import note
from quen.tickets.rate import token_of
from quen.tickets.reads import linked, seen_by
from quen.tickets.reply import reopen, reply
from quen.tickets.solve import solve
from quen.tickets.zalo_window import zalo_window

ANSWERING = [role.value for role in Role if Permission.ANSWER_TICKETS in permissions_of(role)]


@needs(Permission.SEE_TICKETS)
@require_GET
def show(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Everything on one page."""
    ticket, typed = seen(request.user, ticket_id), {}
    try:
        typed = {"text": text_of(request.GET.get("canned", ""), ticket, timezone.now())}
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    return _page(request, ticket, typed=typed)


def _page(
    request: StaffRequest, ticket: Ticket, *, typed: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    now, entries = timezone.now(), thread(ticket)
    context = {
        "ticket": ticket,
        "typed": typed or {},
        "entries": entries,
        "last": max((shown.entry.pk for shown in entries), default=0),
        "is_asleep": ticket.is_asleep and (ticket.wakes_at is None or ticket.wakes_at > now),
        "merged": list(ticket.merged.order_by("pk")),
        "links": linked(ticket, request.user),
        **offered(ticket, request.user),
        "is_live": ticket.state in LIVE,
        "is_late": ticket.due_at is not None and ticket.due_at < now,
        "is_near": ticket.alarm_at is not None and ticket.alarm_at <= now,
        "way": way_to(ticket, at=now),
        "zalo": _by_zalo(ticket, now),
        "routed": explained(ticket, get_language() or "vi"),
        "kind_said_by": names_of([ticket.kind_by])[ticket.kind_by] if ticket.kind_by else "",
        "rating": Rating.objects.filter(ticket=ticket).first()
        if ticket.state not in LIVE or ticket.reopened
        else None,
        "token": token_of(ticket.pk) if ticket.state == TicketState.SOLVED else "",
        "kinds": TicketKind.choices,
        "topics": Topic.choices,
        "priorities": Priority.choices,
        "ways_heard": ((CameBy.PHONE.value, CameBy.PHONE.label), (CameBy.VISIT.value, CameBy.VISIT.label)),
        **_offered(request),
    }
    return render(request, "console/tickets/show.html", context, status=status)


def _by_zalo(ticket: Ticket, now: datetime) -> dict[str, object]:
    """Until when an answer goes by Zalo, at whose cost, and whether the channel is on; empty for other tickets."""
    window = zalo_window(ticket)
    if window is None:
        return {}
    account = account_of(Channel.ZALO)
    return {
        "until": window.until,
        "is_free": now < window.free_until,
        "is_on": account.is_on and not account.is_paused,
    }


@needs(Permission.SEE_TICKETS)
@require_GET
def next_to_it(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Who the customer is; the page loads it after itself."""
    ticket = seen(request.user, ticket_id)
    found = beside(ticket.customer, at=timezone.now(), but=ticket.pk)
    return render(request, "console/tickets/_beside.html", {"ticket": ticket, "beside": found})


@needs(Permission.ANSWER_TICKETS)
@require_POST
def say(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Answer her; then it is her turn, or ours still, or it is settled."""
    then, text = request.POST.get("then", "wait"), request.POST.get("text", "")

    def change(now: datetime) -> None:
        _refuse_crossed(request, ticket_id)
        answer(
            ticket=ticket_id, text=text, at=now, by=actor(request), is_her_turn=then == "wait",
            way=CameBy.ZALO if request.POST.get("goes") == CameBy.ZALO else None,
        )  # fmt: skip
        if then == "solve":
            solve(ticket=ticket_id, at=now, by=actor(request))

    return changed(request, ticket_id, change, _("Answered."))


@needs(Permission.ANSWER_TICKETS)
@require_POST
def jot(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """A note for colleagues."""
    text = request.POST.get("note", "")
    return changed(
        request, ticket_id, lambda now: note(ticket=ticket_id, text=text, at=now, by=actor(request)), _("Noted.")
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def hear(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """She said more, by telephone or at the counter."""
    way, text = request.POST.get("way", ""), request.POST.get("text", "")
    if way not in (CameBy.PHONE, CameBy.VISIT):
        raise Http404
    return changed(
        request, ticket_id,
        lambda now: reply(ticket=ticket_id, text=text, came_by=CameBy(way), at=now, by=actor(request)),
        _("Kept. An answer is due."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def give(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Somebody else looks after it, or nobody in particular."""
    who = request.POST.get("who", "")
    if who and not (who.isdecimal() and len(who) < 19):
        raise Http404
    return changed(
        request, ticket_id,
        lambda now: assign(ticket=ticket_id, owner=int(who) if who else None, at=now, by=actor(request)),
        _("It has a new owner."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def sort(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Kind, topic, priority and store."""
    said, store = request.POST, request.POST.get("store", "")
    kind, topic, priority = said.get("kind", ""), said.get("topic", ""), said.get("priority", "")
    if kind not in TicketKind.values or topic not in Topic.values or priority not in Priority.values:
        raise Http404
    return changed(
        request, ticket_id,
        lambda now: classify(
            ticket=ticket_id, kind=TicketKind(kind), topic=Topic(topic), priority=Priority(priority), at=now,
            by=actor(request), store=int(store) if store.isdecimal() and len(store) < 19 else None,
        ),
        _("Changed."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def call_it(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """A complaint, or a request after all, with one tap."""
    kind = request.POST.get("kind", "")
    if kind not in (TicketKind.COMPLAINT, TicketKind.REQUEST):
        raise Http404
    return changed(
        request, ticket_id,
        lambda now: say_kind(ticket=ticket_id, kind=TicketKind(kind), at=now, by=actor(request)), _("Changed."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def name_her(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """Say which customer she is, by her number; empty: nobody the shop knows."""
    number = request.POST.get("customer", "").strip().lstrip("#")
    if number and not (number.isdecimal() and len(number) < 19):
        number = "0"
    return changed(
        request, ticket_id,
        lambda _now: name_customer(ticket=ticket_id, customer=int(number) if number else None, by=actor(request)),
        _("The ticket is hers now."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def settle(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """It is settled."""
    return changed(
        request, ticket_id, lambda now: solve(ticket=ticket_id, at=now, by=actor(request)), _("Settled.")
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def again(request: StaffRequest, ticket_id: int) -> HttpResponse:
    """It is not settled after all."""
    return changed(
        request, ticket_id, lambda now: reopen(ticket=ticket_id, at=now, by=actor(request)), _("It is open again.")
    )  # fmt: skip


def seen(staff: Staff, ticket_id: int) -> Ticket:
    """The ticket, where this person may see it; of other stores' tickets it is not even told that they exist."""
    rows = Ticket.objects.select_related("customer__root", "owner", "store")
    found = rows.filter(seen_by(staff), pk=ticket_id).first()
    if found is None:
        raise Http404
    return found


def _offered(request: StaffRequest) -> dict[str, object]:
    if not request.user.may(Permission.ANSWER_TICKETS):
        return {}
    people = Staff.objects.filter(is_active=True, role__in=ANSWERING).order_by("name")
    stores = Store.objects.filter(closed_on=None).order_by("name")
    return {
        "people": list(people.values_list("pk", "name")),
        "stores": list(stores.values_list("pk", "name")),
    }


def changed(
    request: StaffRequest, ticket_id: int, change: Callable[[datetime], object], words: str
) -> HttpResponse:
    """Do it; where it is refused, the page says why, and what was typed stands there still."""
    ticket = seen(request.user, ticket_id)
    try:
        change(timezone.now())
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return _page(request, ticket, typed=request.POST, status=error.http_status)
    messages.success(request, words)
    return redirect("console:tickets:show", ticket_id=ticket_id)


def _refuse_crossed(request: StaffRequest, ticket_id: int) -> None:
    """Somebody said something since this page was opened: read it first, then send. Raises TicketIsElsewhere."""
    last = request.POST.get("last", "")
    if not last.isdecimal() or len(last) > 18:
        return
    newer = Entry.objects.filter(ticket=ticket_id, pk__gt=int(last)).exclude(kind=EntryKind.NOTE)
    if newer.exclude(by=str(actor(request))).exists():
        raise TicketIsElsewhere(
            gettext_noop("Something was said meanwhile. Read it, then send; your words stand below.")
        )
