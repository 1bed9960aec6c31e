"""What was to be done for a customer, and her calls, as sentences."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.tasks.models import Outcome


def _created(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("list-check", _("To be done: %(title)s") % _title(facts), _until(facts.get("due_at")))


def _assigned(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("list-check", _("Somebody else does it: %(title)s") % _title(facts))


def _done(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = {**_title(facts), "outcome": _outcome(facts)}
    return Said(_icon(facts), _("%(title)s: %(outcome)s") % words, str(facts.get("words") or ""))


def _call_back(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = {**_title(facts), "outcome": _outcome(facts)}
    wish = _("She asked for this hour herself.") if facts.get("is_appointment") else ""
    parts = [str(facts.get("words") or ""), _until(facts.get("call_at")), wish]
    return Said("phone", _("%(title)s: %(outcome)s") % words, " · ".join(part for part in parts if part))


def _snoozed(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("clock", _("Put off: %(title)s") % _title(facts), _until(facts.get("until")))


def _cancelled(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("ban", _("Cancelled: %(title)s") % _title(facts), str(facts.get("words") or ""))


def _undone(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("arrow-back-up", _("To be done again: %(title)s") % _title(facts))


def _recorded(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    if facts.get("direction") == "inbound":
        words = _("Called the shop") if facts.get("result") == "answered" else _("Called the shop in vain")
    else:
        words = _("Was called") if facts.get("result") == "answered" else _("Was called in vain")
    seconds, recording = int(facts.get("seconds") or 0), str(facts.get("recording") or "")
    lasted = f"{seconds // 60}:{seconds % 60:02}" if seconds else ""
    return Said("phone", words, lasted, recording if recording.startswith(("https://", "http://")) else "")


def _title(facts: dict[str, Any]) -> dict[str, str]:
    return {"title": str(facts.get("title") or "")}


def _outcome(facts: dict[str, Any]) -> str:
    outcome = str(facts.get("outcome") or "")
    return str(Outcome(outcome).label) if outcome in Outcome.values else outcome


def _icon(facts: dict[str, Any]) -> str:
    return "phone" if facts.get("task_kind") == "call" else "check"


def _until(written: object) -> str:
    moment = parse_datetime(str(written)) if written else None
    if moment is None:
        return ""
    local = localtime(moment)
    return f"{date_format(local, 'SHORT_DATE_FORMAT')} {local:%H:%M}"


TASKS: dict[str, Teller] = {
    "task.created": _created,
    "task.assigned": _assigned,
    "task.done": _done,
    "task.call_back": _call_back,
    "task.snoozed": _snoozed,
    "task.cancelled": _cancelled,
    "task.undone": _undone,
    "call.recorded": _recorded,
}
