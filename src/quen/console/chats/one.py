"""One chat: what was said, the customer beside it, and what staff can do."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from quen.chats.become_ticket import become_ticket
from quen.chats.close import close
from quen.chats.models import LIVE, Chat
from quen.chats.passes import staff_pass
from quen.chats.reads import as_told, lines_after, seen_by
from quen.chats.say import say
from quen.chats.see import see, typing
from quen.chats.take import hand_over, take
from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.people.beside import beside
from quen.kernel.errors import QuenError
from quen.shops.models import Staff
from quen.shops.roles import Permission, Role, permissions_of

_ANSWERING = [role for role in Role if Permission.ANSWER_TICKETS in permissions_of(role)]


@needs(Permission.SEE_TICKETS)
@require_GET
def show(request: StaffRequest, chat_id: int) -> HttpResponse:
    """What was said, and who she is."""
    chat = _seen(request.user, chat_id)
    people = (
        Staff.objects.filter(is_active=True, role__in=_ANSWERING)
        .exclude(pk=chat.owner_id or 0)
        .order_by("name")
    )
    context = {
        "chat": chat,
        "lines": lines_after(chat.pk, 0, for_staff=True),
        "is_live": chat.state in LIVE,
        "is_mine": chat.owner_id in (None, request.user.pk),
        "people": list(people.values_list("pk", "name"))
        if request.user.may(Permission.ANSWER_TICKETS)
        else [],
        "key": uuid4(),
        "live_port": settings.LIVE_PORT,
    }
    return render(request, "console/chats/show.html", context)


@needs(Permission.SEE_TICKETS)
@require_GET
def next_to_it(request: StaffRequest, chat_id: int) -> HttpResponse:
    """The customer beside it; the page loads it after itself."""
    chat = _seen(request.user, chat_id)
    found = beside(chat.customer, at=timezone.now(), but=chat.ticket_id or 0)
    return render(request, "console/chats/_beside.html", {"chat": chat, "beside": found})


@never_cache
@needs(Permission.SEE_TICKETS)
@require_GET
def pass_(request: StaffRequest, chat_id: int) -> HttpResponse:
    """A pass for the stream of this chat (0: of what moves), good for some minutes."""
    if chat_id:
        _seen(request.user, chat_id)
    return JsonResponse({"pass": staff_pass(chat_id, request.user.pk)})


@never_cache
@needs(Permission.SEE_TICKETS)
@require_GET
def lines(request: StaffRequest, chat_id: int) -> HttpResponse:
    """What is new after a number, where no stream gets through."""
    if not chat_id:
        return JsonResponse({"lines": [], "notices": [{"chat": 0, "board": True}], "state": {}})
    chat, written = _seen(request.user, chat_id), request.GET.get("after", "0")
    after = int(written) if written.isdecimal() and len(written) < 10 else 0
    told = [as_told(line) for line in lines_after(chat.pk, after, for_staff=True)]
    return JsonResponse({"lines": told, "state": {"state": chat.state, "visitor_seen": chat.visitor_seen}})


@needs(Permission.ANSWER_TICKETS)
@require_POST
def answer(request: StaffRequest, chat_id: int) -> HttpResponse:
    """Say something; a script asks quietly and hears of it by the stream, a form comes back to the page."""
    _seen(request.user, chat_id)

    def change(now: datetime) -> None:
        said = request.POST.get("text", ""), request.POST.get("key", "")
        say(chat=chat_id, text=said[0], key=said[1], staff=request.user, at=now, by=actor(request))

    if not request.POST.get("quiet"):
        return _changed(request, chat_id, change, _("Answered."))
    try:
        change(timezone.now())
    except QuenError as error:
        return HttpResponse(error.sentence.render(_), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@needs(Permission.ANSWER_TICKETS)
@require_POST
def take_it(request: StaffRequest, chat_id: int) -> HttpResponse:
    """It is mine."""
    return _changed(request, chat_id, lambda _now: take(chat=chat_id, staff=request.user), _("It is yours."))


@needs(Permission.ANSWER_TICKETS)
@require_POST
def hand(request: StaffRequest, chat_id: int) -> HttpResponse:
    """A colleague goes on."""
    who, why = request.POST.get("who", ""), request.POST.get("why", "")
    to = Staff.objects.filter(pk=int(who)).first() if who.isdecimal() and len(who) < 19 else None
    if to is None:
        raise Http404
    return _changed(
        request, chat_id, lambda now: hand_over(chat=chat_id, to=to, why=why, at=now, by=actor(request)),
        _("Your colleague goes on."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def ticket(request: StaffRequest, chat_id: int) -> HttpResponse:
    """It cannot be settled at once."""
    return _changed(
        request, chat_id, lambda now: become_ticket(chat=chat_id, at=now, by=actor(request)),
        _("It is a ticket, and she was told so."),
    )  # fmt: skip


@needs(Permission.ANSWER_TICKETS)
@require_POST
def end(request: StaffRequest, chat_id: int) -> HttpResponse:
    """It is over."""
    return _changed(
        request, chat_id, lambda now: close(chat=chat_id, at=now, by=actor(request)), _("The chat is over.")
    )


@needs(Permission.ANSWER_TICKETS)
@require_POST
def notice(request: StaffRequest, chat_id: int) -> HttpResponse:
    """Staff type, or have seen up to a number; of a colleague's chat only looking on is told of to nobody."""
    chat, seen = _seen(request.user, chat_id), request.POST.get("seen", "")
    if chat.owner_id in (None, request.user.pk):
        if seen.isdecimal() and len(seen) < 10:
            see(chat=chat_id, number=int(seen), is_staff=True)
        elif request.POST.get("typing"):
            typing(chat=chat_id, is_staff=True)
    return HttpResponse(status=204)


def _seen(staff: Staff, chat_id: int) -> Chat:
    rows = Chat.objects.select_related("customer__root", "owner", "store").filter(seen_by(staff), pk=chat_id)
    if (found := rows.first()) is None:
        raise Http404
    return found


def _changed(
    request: StaffRequest, chat_id: int, change: Callable[[datetime], object], words: str
) -> HttpResponse:
    _seen(request.user, chat_id)
    act(request, change, done=words)
    return redirect("console:chats:show", chat_id=chat_id)
