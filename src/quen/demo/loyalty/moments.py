"""Days of the demo shop as moments."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")


def midnight(day: date) -> datetime:
    """When the day begins at the shop."""
    return datetime.combine(day, time.min, CLOCK)


def morning(day: date) -> datetime:
    """Eight o'clock, when the office begins."""
    return datetime.combine(day, time(8), CLOCK)


def day_of(at: datetime) -> date:
    """The shop's day at that moment."""
    return at.astimezone(CLOCK).date()
