"""How goods came in under warranty, what was decided, and how they came back, as sentences."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.warranty.models import Place


def _opened(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("Brought %(product)s with a fault") % _product(facts)
    return Said("shield-check", words + names.at_store(event), str(facts.get("fault") or ""))


def _decided(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    if facts.get("is_accepted"):
        words = _("Warranty accepted: %(product)s") % _product(facts)
    else:
        words = _("Warranty refused: %(product)s") % _product(facts)
    clause = facts.get("clause")
    ground = [_("clause %(number)s") % {"number": clause}] if clause else []
    return Said("shield-check", words, " · ".join([*ground, *filter(None, [str(facts.get("words") or "")])]))


def _moved(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = {**_product(facts), "place": _place(facts)}
    return Said("package", _("%(product)s: %(place)s") % words, str(facts.get("words") or ""))


def _reopened(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("arrow-back-up", _("Warranty claim under way again: %(product)s") % _product(facts))


def _product(facts: dict[str, Any]) -> dict[str, str]:
    return {"product": str(facts.get("product") or facts.get("serial") or "–")}


def _place(facts: dict[str, Any]) -> str:
    value = facts.get("place")
    return str(Place(value).label) if value in Place.values else str(value or "")


WARRANTY: dict[str, Teller] = {
    "warranty.opened": _opened,
    "warranty.decided": _decided,
    "warranty.moved": _moved,
    "warranty.returned": _moved,
    "warranty.reopened": _reopened,
}
