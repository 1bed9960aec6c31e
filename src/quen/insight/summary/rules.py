"""The numbers the summary's SQL judges by, from the rules in people/classification.py."""

from datetime import date, timedelta

from quen.insight.business_day import business_timezone
from quen.insight.models import Yardsticks
from quen.people.classification import (
    GAPS_UNTIL_DUE,
    LOYAL_FROM_PURCHASE_DAYS,
    REPEAT_WAIT_DAYS,
    first_wait_days,
)

# A stage changed by a purchase is told only while the purchase is this fresh: the import of two years of history
# is no news, and must not start a thousand journeys.
NEWS_DAYS = 7


def rules(*, today: date) -> dict[str, object]:
    """The parameters of classified.sql and its neighbours, for one day."""
    yardsticks = Yardsticks.objects.first()
    least_days, most_days = REPEAT_WAIT_DAYS
    return {
        "timezone": business_timezone(),
        "today": today,
        "news_after": today - timedelta(days=NEWS_DAYS),
        "loyal_from": LOYAL_FROM_PURCHASE_DAYS,
        "gaps": GAPS_UNTIL_DUE,
        "least_days": least_days,
        "most_days": most_days,
        "first_wait_days": first_wait_days(yardsticks.second_gap_days if yardsticks else None),
        "first_big_minor": yardsticks.first_big_minor if yardsticks else None,
        "top_minor": yardsticks.top_minor if yardsticks else None,
        "high_minor": yardsticks.high_minor if yardsticks else None,
        "middle_minor": yardsticks.middle_minor if yardsticks else None,
    }
