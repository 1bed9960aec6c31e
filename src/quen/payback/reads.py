"""What was worked out, for reading."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quen.payback.models import Reckoning


@dataclass(frozen=True)
class Month:
    """What was spent, and the margin brought with its 95 % interval (None: nothing can be said), in minor units.

    `untold`: campaigns and journeys that can say nothing of this month; what they cost is in what was spent.
    """

    first_day: date
    messages_minor: int
    vouchers_minor: int
    points_minor: int
    told: int
    untold: int
    written_to: int
    brought_minor: int | None
    low_minor: int | None
    high_minor: int | None

    @property
    def spent_minor(self) -> int:
        """Everything together."""
        return self.messages_minor + self.vouchers_minor + self.points_minor

    def back(self, brought_minor: int | None) -> int | None:
        """What is left of that when everything is paid."""
        return None if brought_minor is None else brought_minor - self.spent_minor

    @property
    def is_clear(self) -> bool | None:
        """Whether it surely paid, or surely did not; None where it is not to be seen."""
        if self.low_minor is None or self.high_minor is None:
            return None
        if self.low_minor > self.spent_minor:
            return True
        return False if self.high_minor < self.spent_minor else None


@dataclass(frozen=True)
class Payback:
    """The months, the newest first, and all together; `together` None: nothing was spent or brought yet."""

    worked_out_at: datetime
    months: tuple[Month, ...]
    together: Month | None


def payback() -> Payback | None:
    """What was worked out last; None before the first time. One query."""
    kept = Reckoning.objects.filter(pk=1).first()
    if kept is None:
        return None
    together = kept.spans["together"]
    return Payback(
        kept.worked_out_at, tuple(map(_month, kept.spans["months"])), _month(together) if together else None
    )


def _month(row: dict[str, Any]) -> Month:
    return Month(
        date.fromisoformat(row["first_day"]), row["messages"], row["vouchers"], row["points"], row["told"],
        row["untold"], row["written_to"], row["brought"], row["low"], row["high"],
    )  # fmt: skip
