"""What happens to cards, as sentences."""

from typing import Any

from django.utils.translation import gettext as _

from quen.cards.numbers import grouped
from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event


def _number(facts: dict[str, Any], name: str = "number") -> dict[str, str]:
    return {"card": grouped(str(facts.get(name, "")))}


def _handed_out(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    where = _("on the phone") if facts.get("on_phone") else ""
    return Said("id-badge-2", _("Was given the card %(card)s") % _number(facts), where)


def _lost(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("ban", _("Lost the card %(card)s; its number stopped") % _number(facts))


def _found(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("id-badge-2", _("Found the card %(card)s again") % _number(facts))


def _replaced(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    pair = {"old": _number(facts)["card"], "new": _number(facts, "new_number")["card"]}
    return Said("refresh", _("The card %(old)s was replaced by %(new)s") % pair)


def _blocked(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("lock", _("The card %(card)s was blocked") % _number(facts), str(facts.get("reason") or ""))


def _unblocked(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("id-badge-2", _("The card %(card)s counts again") % _number(facts))


def _opened(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("qrcode", _("Opened the card on a phone"))


def _ended(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("ban", _("The card was taken off %(phones)s phones") % {"phones": facts.get("phones")})


CARDS: dict[str, Teller] = {
    "card.handed_out": _handed_out,
    "card.lost": _lost,
    "card.found": _found,
    "card.replaced": _replaced,
    "card.blocked": _blocked,
    "card.unblocked": _unblocked,
    "card.opened_on_phone": _opened,
    "card.ended_on_phones": _ended,
}
