"""Who changed what in a version of the programme, in the words of its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.authors import names_of
from quen.console.programme.telling import PART_NAMES, lines, told
from quen.enrolment.events import ProgrammeDrafted
from quen.enrolment.models import ProgrammeVersion
from quen.events.models import Event
from quen.programme import from_values
from quen.programme.errors import BadProgramme
from quen.segments.names import segment_names

MOST = 50
IN_WORDS = 10
"""The latest changes are told sentence by sentence, older ones by the parts they touched."""
_PLAIN = ("name", "points_name", "effective_from", "effective_until", "currency")


@dataclass(frozen=True)
class Change:
    """One entry: `parts` names what was touched; `gone` and `came` are the sentences before and after."""

    event: Event
    who: str
    parts: str = ""
    gone: Sequence[str] = ()
    came: Sequence[str] = ()


def history_of(row: ProgrammeVersion) -> list[Change]:
    """What happened to a version, newest first. Four queries."""
    events = list(
        Event.objects.filter(kind__startswith="programme.", subject=row.pk, customer=None).order_by("-pk")[
            :MOST
        ]
    )
    names, found = names_of(event.actor for event in events), list[Change]()
    segments = segment_names()
    after: Mapping[str, Any] = row.values
    for event in events:
        changes = event.facts.get("changes") or {}
        before = _undone(after, changes)
        is_told = event.kind == ProgrammeDrafted.kind and len(found) < IN_WORDS
        was, now = (_lines(before, segments), _lines(after, segments)) if is_told else ([], [])
        parts = ", ".join(str(PART_NAMES.get(name, name)) for name in changes) if before else _("Draft made")
        gone = [line for line in was if line not in now]
        came = [line for line in now if line not in was] if was else []
        found.append(Change(event, names[event.actor], parts, gone, came))
        after = before
    return found


def _undone(values: Mapping[str, Any], changes: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """The values before the change."""
    before = {**values, **{name: old for name, (old, _new) in changes.items()}}
    return {name: value for name, value in before.items() if value is not None}


def _lines(values: Mapping[str, Any], segments: Mapping[str, str]) -> list[str]:
    """A programme sentence by sentence; none where there was no programme yet."""
    try:
        programme = from_values(dict(values))
    except BadProgramme:
        return []
    plain = [f"{PART_NAMES[name]}: {values[name]}" for name in _PLAIN if values.get(name)]
    return [*plain, *lines(told(programme, segments))]
