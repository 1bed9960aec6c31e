"""How a customer was looked after, as sentences."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.insight.today.registry import KIND


def _done(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("heart-handshake", _("Was looked after: %(why)s") % _why(facts))


def _set_aside(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    day = parse_date(str(facts.get("until") or ""))
    until = _("until %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")} if day else ""
    return Said("clock", _("Set aside for now: %(why)s") % _why(facts), until)


def _undone(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("arrow-back-up", _("Back on the list of the day: %(why)s") % _why(facts))


def _why(facts: dict[str, Any]) -> dict[str, str]:
    kind = KIND.get(str(facts.get("why")))
    return {"why": str(kind.intent.label) if kind else str(facts.get("why", ""))}


CARE: dict[str, Teller] = {"care.done": _done, "care.set_aside": _set_aside, "care.undone": _undone}
