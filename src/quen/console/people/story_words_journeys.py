"""Where a customer is on a journey, as sentences."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.journeys.models import Arm, Reason


def _entered(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    name = {"name": str(facts.get("name") or "")}
    if facts.get("arm") != Arm.TREATED:
        return Said("eye-off", _("Held out of the journey “%(name)s”, to compare with") % name)
    return Said("arrow-right", _("Entered the journey “%(name)s”") % name)


def _left(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    reason, words = str(facts.get("reason") or ""), str(facts.get("words") or "")
    label = str(Reason(reason).label) if reason in Reason.values else reason
    said = _("Left the journey “%(name)s”") % {"name": str(facts.get("name") or "")}
    return Said("circle-check" if reason == Reason.GOAL else "logout", said, words or label)


def _told(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("The journey “%(name)s” told other systems") % {"name": str(facts.get("name") or "")}
    return Said("webhook", words, str(facts.get("words") or ""))


JOURNEYS: dict[str, Teller] = {"journey.entered": _entered, "journey.left": _left, "journey.told": _told}
