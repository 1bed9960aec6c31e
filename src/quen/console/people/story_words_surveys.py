"""What a customer was asked and answered, as sentences."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.console.surveys.words import out_of
from quen.events.models import Event
from quen.surveys.scales import QuestionKind


def _asked(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("star", _("Was asked: %(survey)s") % {"survey": facts.get("survey")})


def _answered(facts: dict[str, Any], event: Event, names: Names) -> Said:
    return Said("star", _answer(facts) + names.at_store(event), str(facts.get("comment") or ""))


def _revised(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("Changed her answer to %(score)s: %(survey)s")
    return Said("star", words % {"score": _score(facts) or "–", "survey": facts.get("survey")})


def _commented(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said(
        "message",
        _("Said more: %(survey)s") % {"survey": facts.get("survey")},
        str(facts.get("comment") or ""),
    )


def _answer(facts: dict[str, Any]) -> str:
    score = _score(facts)
    about = " · ".join(str(facts[name]) for name in ("survey", "product") if facts.get(name))
    if score:
        return _("Answered %(score)s: %(survey)s") % {"score": score, "survey": about}
    return _("Answered: %(survey)s") % {"survey": about}


def _score(facts: dict[str, Any]) -> str:
    kind, score = str(facts.get("kind")), facts.get("score")
    return out_of(score, kind) if kind in QuestionKind.values and isinstance(score, int) else ""


SURVEYS: dict[str, Teller] = {
    "survey.asked": _asked,
    "survey.answered": _answered,
    "survey.revised": _revised,
    "survey.commented": _commented,
}
