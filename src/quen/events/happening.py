"""What can be emitted: each noun declares its own happenings in its `events.py`."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import ClassVar

from quen.kernel.actor import Actor

KIND_LENGTH = 40


@dataclass(frozen=True, kw_only=True)
class Happening:
    """The part every event has. Fields a subclass adds become the event's facts (JSON)."""

    kind: ClassVar[str]

    at: datetime
    by: Actor
    customer: int | None = None
    store: int | None = None
    subject: int | None = None

    def facts(self) -> dict[str, object]:
        """The subclass's own fields by name."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name not in _COMMON}


_COMMON = frozenset(each.name for each in fields(Happening))
