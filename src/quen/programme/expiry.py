"""When points can be spent, and when they are gone."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quen.kernel.sentences import gettext_noop
from quen.programme.fields import Months, Part
from quen.programme.problems import Wrong


class Expiry(Part):
    """`never`; `earning`: `months` after the day they were earned; `period_end`: `months` after the end of the
    calendar period of `period_months` they were earned in; `inactivity`: `months` after the last visit, all at once.
    """

    after: Literal["never", "earning", "period_end", "inactivity"] = "earning"
    months: Annotated[int, Field(ge=0, le=120)] = 12
    period_months: Months = 12

    @model_validator(mode="after")
    def _leaves_time(self) -> Self:
        if self.after in {"earning", "inactivity"} and self.months < 1:
            raise Wrong(gettext_noop("points live for at least one month"))
        if self.after == "period_end" and 12 % self.period_months:
            raise Wrong(gettext_noop("calendar periods have 1, 2, 3, 4, 6 or 12 months"))
        return self

    def expires_on(self, day: date) -> date | None:
        """The first day on which points earned on `day` can no longer be spent; None where they never expire.

        Under `inactivity` it is the day that holds as long as no further visit comes.
        """
        if self.after == "never":
            return None
        if self.after == "period_end":
            return months_later(period_end(day, self.period_months), self.months)
        return months_later(day, self.months)


@lru_cache(maxsize=16_384)
def months_later(day: date, months: int) -> date:
    """The same day of a later (or, below zero, earlier) month, or that month's last: 31 January + 1 → 28 February."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=16_384)
def period_start(day: date, months: int) -> date:
    """The first day of the calendar period of `months` (a divisor of 12) that holds `day`."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def period_end(day: date, months: int) -> date:
    """The first day after the calendar period of `months` that holds `day`."""
    return months_later(period_start(day, months), months)


@lru_cache(maxsize=16_384)
def days_later(day: date, days: int) -> date:
    """So many days after `day`."""
    return day + timedelta(days=days)
