"""That somebody chatted with the shop, as sentences; what was said stays in the chat."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event


def _opened(_facts: dict[str, Any], event: Event, _names: Names) -> Said:
    return Said("message", _("Began chat #%(chat)s") % {"chat": event.subject})


def _closed(facts: dict[str, Any], event: Event, _names: Names) -> Said:
    words = _("Chat #%(chat)s ended after %(lines)s lines") % {
        "chat": event.subject, "lines": facts.get("lines"),
    }  # fmt: skip
    waited = facts.get("waited_seconds")
    late = _("Nobody answered") if waited is None else _("Answered after %(seconds)s s") % {"seconds": waited}
    return Said("check", words, late)


def _became_ticket(facts: dict[str, Any], event: Event, _names: Names) -> Said:
    words = _("Chat #%(chat)s became ticket #%(ticket)s") % {
        "chat": event.subject, "ticket": facts.get("ticket"),
    }  # fmt: skip
    return Said("heart-handshake", words, _("Nobody answered in time") if facts.get("is_by_itself") else "")


CHATS: dict[str, Teller] = {
    "chat.opened": _opened,
    "chat.closed": _closed,
    "chat.became_ticket": _became_ticket,
}
