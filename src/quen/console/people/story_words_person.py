"""What happens to a person's own data, as sentences."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event


def _asked(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    told = str(facts.get("erases_at") or "")
    if not told:
        return Said("user-off", _("Asked to be forgotten"))
    day = date_format(timezone.localtime(datetime.fromisoformat(told)), "SHORT_DATE_FORMAT")
    return Said(
        "user-off", _("Asked to be forgotten; it is done on %(day)s unless she takes it back") % {"day": day}
    )


def _taken_back(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("arrow-back-up", _("Stays after all: the wish to be forgotten was taken back"))


def _erased(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("user-off", _("Was forgotten at her wish; only a number is left"))


def _exported(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("download", _("All that is kept about her was written into a file"))


PERSON: dict[str, Teller] = {
    "customer.erasure_asked": _asked,
    "customer.erasure_taken_back": _taken_back,
    "customer.erased": _erased,
    "customer.exported": _exported,
}
