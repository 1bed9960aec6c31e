"""The chat window's questions: what it looks like, a first line, the next ones, what is new, who types and who saw."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from quen.assets.manifest import DIST, built
from quen.cards.errors import LinkRefused
from quen.chats.close import close
from quen.chats.errors import BadLine, ChatIsOver, NoSuchChat, PassRefused
from quen.chats.models import Chat
from quen.chats.open_chat import Visitor, open_chat
from quen.chats.passes import read_pass, visitor_pass
from quen.chats.reads import as_told, lines_after, live_chat_of
from quen.chats.say import hear
from quen.chats.see import see, typing
from quen.chats.settings import chat_settings, is_staffed
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.member.chat.sites import MOST_BYTES, for_sites
from quen.member.chat.words import words
from quen.member.cookie import customer_here, member_here
from quen.member.limits import count_attempt
from quen.people.models import Customer
from quen.shops.reads import current_business

_MOST_TEXT = 2_001  # one more than may be: too long is refused, not cut


@require_safe
def snippet(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The script for other sites as Vite built it, from an address that stays."""
    text = (DIST / built("snippet.js").file).read_text("utf-8")
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=300"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@for_sites("GET")
def look(request: HttpRequest) -> HttpResponse:
    """Whether the shop chats, its name and colour, and the window's words."""
    kept, business, now = chat_settings(), current_business(), timezone.now()
    her = _customer(request) if request.path.startswith("/m/") else None
    going_on = live_chat_of(her.pk) if her else None
    return JsonResponse(
        {
            "isOn": kept.is_on,
            "shop": business.name if business else "Khách Quen",
            "colour": business.brand_colour if business else "#0f766e",
            "welcome": kept.welcome,
            "isStaffed": is_staffed(now),
            "isKnown": her is not None,
            "pass": visitor_pass(going_on.pk) if going_on else "",
            "livePort": settings.LIVE_PORT,
            "words": words(),
        }
    )


@for_sites("POST")
def begin(request: HttpRequest) -> HttpResponse:
    """Her first line; the answer holds the pass for all others."""
    if not chat_settings().is_on:
        raise ChatIsOver(gettext_noop("The shop does not chat just now. Write to it another way."))
    facts, now = _facts(request), timezone.now()
    her = _customer(request) if request.path.startswith("/m/") else None
    key, by = _text(facts, "key", 80), member_here(request, her.pk if her else None)
    if not Chat.objects.filter(key=key).exists():
        count_attempt(address=by.address, phone=f"chat:{her.pk}" if her else "", at=now)
    store = facts.get("store")
    visitor = Visitor(
        customer=her.pk if her else None, name=her.name if her else _text(facts, "name", 120),
        way="" if her else _text(facts, "way", 200), language=(get_language() or "vi")[:2],
        page=_text(facts, "page", 300), store=store if isinstance(store, int) and 0 < store < 2**31 else None,
    )  # fmt: skip
    chat = open_chat(visitor=visitor, text=_text(facts, "text", _MOST_TEXT), key=key, at=now, by=by)
    return JsonResponse({"pass": visitor_pass(chat.pk)}, status=201)


@for_sites("GET", "POST")
def lines(request: HttpRequest) -> HttpResponse:
    """Her next line; or, where no stream gets through, what is new after a number."""
    chat = _chat(request)
    if request.method == "POST":
        facts = _facts(request)
        line = hear(
            chat=chat, text=_text(facts, "text", _MOST_TEXT), key=_text(facts, "key", 80), at=timezone.now(),
            by=_by(request, chat),
        )  # fmt: skip
        return JsonResponse(as_told(line), status=201)
    written = request.GET.get("after", "0")
    after = int(written) if written.isdecimal() and len(written) < 10 else 0
    return JsonResponse(
        {"lines": [as_told(line) for line in lines_after(chat, after)], "state": _state(chat)}
    )


@for_sites("POST")
def notice(request: HttpRequest) -> HttpResponse:
    """She is typing, or has seen everything up to a number, or is done."""
    chat, facts = _chat(request), _facts(request)
    number = facts.get("seen")
    if isinstance(number, int) and 0 < number < 2**31:
        see(chat=chat, number=number, is_staff=False)
    elif facts.get("typing") is True:
        typing(chat=chat, is_staff=False)
    elif facts.get("over") is True:
        close(chat=chat, at=timezone.now(), by=_by(request, chat))
    return HttpResponse(status=204)


@for_sites("GET")
def not_here(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The streams are another process: a proxy that leads /live/ there never gets here."""
    return JsonResponse({"livePort": settings.LIVE_PORT}, status=421)


def _state(chat: int) -> dict[str, Any]:
    names = ("state", "last", "visitor_seen", "staff_seen")
    found = Chat.objects.filter(pk=chat).values(*names).first()
    if found is None:
        raise NoSuchChat(gettext_noop("This chat cannot be opened any more. Begin a new one."))
    return dict(found)


def _by(request: HttpRequest, chat: int) -> Actor:
    her = Chat.objects.filter(pk=chat, is_proven=True).values_list("customer", flat=True).first()
    return member_here(request, her)


def _chat(request: HttpRequest) -> int:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    found = read_pass(token if kind.lower() == "bearer" else "")
    if found.staff is not None:
        raise PassRefused(gettext_noop("This chat cannot be opened any more. Begin a new one."))
    return found.chat


def _customer(request: HttpRequest) -> Customer | None:
    try:
        return customer_here(request, at=timezone.now())
    except LinkRefused:
        return None


def _facts(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises BadLine."""
    body = request.body if int(request.headers.get("Content-Length") or 0) <= MOST_BYTES else b""
    try:
        facts = json.loads(body) if request.content_type == "application/json" else None
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise BadLine(gettext_noop("Load the page again, and send it once more."))
    return facts


def _text(facts: dict[str, Any], name: str, most: int) -> str:
    value = facts.get(name)
    return value.replace("\x00", "")[:most] if isinstance(value, str) else ""
