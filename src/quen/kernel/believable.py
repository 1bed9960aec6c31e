"""Days somebody can mean. What lies outside is a slip of the hand, and cannot be told in every time zone."""

from datetime import date

FIRST_YEAR, LAST_YEAR = 1990, 2200


def is_believable(day: date) -> bool:
    """Whether a day, or a moment, of the shop's life can be meant. Birthdays are older."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
