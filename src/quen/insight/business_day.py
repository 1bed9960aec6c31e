"""The business's own day, which is not the server's."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from quen.shops.reads import current_business


def business_timezone() -> str:
    """The name of the time zone in which the business's days begin."""
    business = current_business()
    return business.timezone if business else settings.TIME_ZONE


def business_today() -> date:
    """Today's date at the shop."""
    return today_in(business_timezone())


def today_in(timezone_name: str) -> date:
    """Today's date in a time zone."""
    return timezone.now().astimezone(ZoneInfo(timezone_name)).date()


def start_of(day: date, timezone_name: str) -> datetime:
    """The moment a day begins at the shop."""
    return datetime.combine(day, time.min, ZoneInfo(timezone_name))


def a_year_before(day: date) -> date:
    """The same day last year; the 28th where it is the 29th of February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
