"""What was written to her and what she said to it, as sentences."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.messages.channel import Channel
from quen.messages.guard import Reason
from quen.messages.unsubscribe import Why


def _by(facts: dict[str, Any]) -> dict[str, str]:
    kind = str(facts.get("channel") or "")
    return {"channel": str(Channel(kind).label) if kind in Channel.values else kind}


def _sent(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("send", _("Was sent a message by %(channel)s") % _by(facts))


def _delivered(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("circle-check", _("A message by %(channel)s arrived") % _by(facts))


def _bounced(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said(
        "alert-triangle", _("A message by %(channel)s came back") % _by(facts), str(facts.get("detail") or "")
    )


def _refused(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    reason = str(facts.get("reason") or "")
    why = str(Reason(reason).label) if reason in Reason.values else ""
    return Said("ban", _("A message by %(channel)s was not sent") % _by(facts), why)


def _unsubscribed(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    everywhere = facts.get("channel") == "all"
    words = (
        _("Wants no more offers at all")
        if everywhere
        else _("Wants no more offers by %(channel)s") % _by(facts)
    )
    return Said("bell", words, _why(facts))


def _reason(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("bell", _("Said why she wants no more offers"), _why(facts))


def _wishes(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    most = facts.get("most_a_month")
    details = [
        _("addressed as %(title)s") % {"title": facts["title"]} if facts.get("title") else "",
        _("at most %(most)s offers a month") % {"most": most} if most else "",
        _("offers only for her birthday") if facts.get("only_birthdays") else "",
    ]
    return Said("heart", _("How she wants messages was written down"), " · ".join(filter(None, details)))


def _zalo_known(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    by_staff = facts.get("how") == "staff"
    return Said(
        "phone", _("Staff said who she is at Zalo") if by_staff else _("Shared her phone number at Zalo")
    )


def _why(facts: dict[str, Any]) -> str:
    reason = str(facts.get("reason") or "")
    label = str(Why(reason).label) if reason in Why.values else ""
    return " · ".join(filter(None, [label, str(facts.get("words") or "")]))


MESSAGES: dict[str, Teller] = {
    "message.sent": _sent,
    "message.delivered": _delivered,
    "message.bounced": _bounced,
    "message.refused": _refused,
    "message.unsubscribed": _unsubscribed,
    "message.unsubscribe_reason": _reason,
    "message.wishes": _wishes,
    "zalo.known": _zalo_known,
}
