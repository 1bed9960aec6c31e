"""How long a term of months is, by the calendar."""

from calendar import monthrange
from datetime import date


def last_day(first: date, months: int) -> date:
    """The last day of a term that runs `months` from `first`: the same day of the last month, else that month's last.

    31 January and one month is 28 February, or the 29th (Civil Code 91/2015/QH13, articles 147 and 148). That a term
    ending on a day of rest ends a working day later is left to the shop: shops sell on Sundays.
    """
    ahead = first.month - 1 + months
    year, month = first.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))
