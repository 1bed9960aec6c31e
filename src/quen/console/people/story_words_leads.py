"""How a lead came, went on and ended, as sentences."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.leads.models import LeadSource, LeadStage, LossReason


def _captured(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("Showed interest: %(source)s") % {"source": _label(LeadSource, facts.get("source"))}
    return Said("target", words, str(facts.get("wish") or ""))


def _came_again(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("Showed interest again: %(source)s") % {"source": _label(LeadSource, facts.get("source"))}
    return Said("target", words, str(facts.get("wish") or ""))


def _moved(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said(
        "arrow-right", _("As a lead at: %(stage)s") % {"stage": _label(LeadStage, facts.get("after"))}
    )


def _assigned(_facts: dict[str, Any], event: Event, names: Names) -> Said:
    return Said("user-check", _("As a lead looked after by somebody else") + names.at_store(event))


def _won(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("circle-check", _("From a lead to a customer"))


def _lost(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("Lost as a lead: %(reason)s") % {"reason": _label(LossReason, facts.get("reason"))}
    parts = [str(facts.get("competitor") or ""), str(facts.get("words") or "")]
    return Said("x", words, " · ".join(part for part in parts if part))


def _reopened(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("arrow-back-up", _("A lead again"))


def _label(choices: Any, value: object) -> str:
    return str(choices(value).label) if value in choices.values else str(value or "")


LEADS: dict[str, Teller] = {
    "lead.captured": _captured,
    "lead.came_again": _came_again,
    "lead.moved": _moved,
    "lead.assigned": _assigned,
    "lead.won": _won,
    "lead.lost": _lost,
    "lead.reopened": _reopened,
}
