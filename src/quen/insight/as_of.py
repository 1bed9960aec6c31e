"""As of which day the figures speak."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max

from quen.purchases.models import Purchase

# A shop may close for Tết; after more days than that without a sale it is the figures that stopped, not the sales.
STALE_DAYS = 7


@dataclass(frozen=True)
class AsOf:
    """The day on which customers are judged; `newest` is the day of the newest purchase, None before the first.

    `is_stale`: the figures end before today, and a page has to say so.
    """

    day: date
    newest: date | None
    is_stale: bool


def as_of(*, today: date, timezone_name: str) -> AsOf:
    """Today (of the business, in its time zone), or the day of the newest purchase where that lies more than
    STALE_DAYS back. One query.

    Judged today, every customer of a file that ended in spring would have stopped coming.
    """
    newest_at = Purchase.objects.aggregate(at=Max("bought_at"))["at"]
    if newest_at is None:
        return AsOf(today, None, is_stale=False)
    newest = newest_at.astimezone(ZoneInfo(timezone_name)).date()
    is_stale = newest < today - timedelta(days=STALE_DAYS)
    return AsOf(newest if is_stale else today, newest, is_stale)
