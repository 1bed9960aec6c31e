"""How often a till begins its receipt numbers anew, and which period a receipt's number belongs to."""

from datetime import date
from enum import StrEnum


class Restart(StrEnum):
    """How often receipt numbers start again. The finer, the more is told by number and period together."""

    NEVER = "never"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"

    @property
    def length(self) -> int:
        """How many letters of the ISO day name the period: ``2026-11-25``, ``2026-11``, ``2026``, none."""
        return _LENGTHS[self]


_LENGTHS = {Restart.NEVER: 0, Restart.YEAR: 4, Restart.MONTH: 7, Restart.DAY: 10}


def period_of(restart: Restart, day: date) -> str:
    """The period a receipt of that local day is numbered in; ``""`` where numbers never start again."""
    return day.isoformat()[: restart.length]
