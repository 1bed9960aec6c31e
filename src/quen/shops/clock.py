"""The shop's own clock: which day a moment belongs to, and when a day begins."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from quen.shops.reads import current_business


def shop_timezone() -> ZoneInfo:
    """Where the business's days begin; the installation's own before set-up. One query."""
    business = current_business()
    return ZoneInfo(business.timezone if business else settings.TIME_ZONE)


def day_of(at: datetime, zone: ZoneInfo | None = None) -> date:
    """The shop's day at that moment."""
    return at.astimezone(zone or shop_timezone()).date()


def start_of(day: date, zone: ZoneInfo | None = None) -> datetime:
    """The moment that day begins at the shop."""
    return datetime.combine(day, time.min, zone or shop_timezone())
