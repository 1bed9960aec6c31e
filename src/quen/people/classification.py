"""The field's usual cuts of customers, as rules without a database (docs/reference/classification.md).

The summary applies the same rules to every customer at once in SQL; these functions say what that SQL must give.
"""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LOYAL_FROM_PURCHASE_DAYS = 5
"""Purchase days from which a customer who still comes counts as loyal."""

SECOND_PURCHASE_PERCENTILE = 0.9
"""How much of the business's second purchases are waited for before a one-time buyer counts as not returned."""

FIRST_WAIT_DAYS = (30, 180)
"""Least and most days a one-time buyer is waited for; the most while the business has no second purchase yet."""

GAPS_UNTIL_DUE = 3
"""How many of her own median gaps a repeat customer may be silent."""

REPEAT_WAIT_DAYS = (30, 365)
"""Least and most days a repeat customer is waited for."""

FIRST_BIG_SHARE = 0.10
"""A first purchase within this top share of all first purchases is a big one."""


class Stage(TextChoices):
    """Where a customer stands."""

    POTENTIAL = "potential", _("Potential")
    NEW = "new", _("New")
    REPEAT = "repeat", _("Repeat")
    LOYAL = "loyal", _("Loyal")
    LAPSED = "lapsed", _("Not returned")


class ValueBand(TextChoices):
    """Share of customers by revenue: the top 5 %, the next 15 %, the next 30 %, the rest."""

    TOP = "top", _("Top")
    HIGH = "high", _("High")
    MIDDLE = "middle", _("Middle")
    LOW = "low", _("Low")


VALUE_BAND_REACHES = {ValueBand.TOP: 0.05, ValueBand.HIGH: 0.20, ValueBand.MIDDLE: 0.50, ValueBand.LOW: 1.0}
"""The share of customers, richest first, that each band and those above it hold."""


class AgeBand(TextChoices):
    """The age groups of market research and advertising."""

    UNDER_18 = "under_18", _("Under 18")
    FROM_18 = "18_24", _("18 to 24")
    FROM_25 = "25_34", _("25 to 34")
    FROM_35 = "35_44", _("35 to 44")
    FROM_45 = "45_54", _("45 to 54")
    FROM_55 = "55_64", _("55 to 64")
    FROM_65 = "65_plus", _("65 and over")


AGE_BAND_STARTS = {
    AgeBand.UNDER_18: 0,
    AgeBand.FROM_18: 18,
    AgeBand.FROM_25: 25,
    AgeBand.FROM_35: 35,
    AgeBand.FROM_45: 45,
    AgeBand.FROM_55: 55,
    AgeBand.FROM_65: 65,
}
"""The age, in whole years, at which each band starts."""


def first_wait_days(second_purchase_gap_days: float | None) -> int:
    """How long one-time buyers are waited for.

    `second_purchase_gap_days` is the business's own gap between first and second purchase day at
    SECOND_PURCHASE_PERCENTILE, in days; None where nobody has bought twice yet. Fractions of a day are rounded up.
    """
    least, most = FIRST_WAIT_DAYS
    if second_purchase_gap_days is None:
        return most
    return min(max(_whole_days(second_purchase_gap_days), least), most)


def repeat_wait_days(median_gap_days: float) -> int:
    """How long a repeat customer is waited for, from the median of her gaps between purchase days."""
    least, most = REPEAT_WAIT_DAYS
    return min(max(_whole_days(GAPS_UNTIL_DUE * median_gap_days), least), most)


def due_on(*, last_day: date, median_gap_days: float | None, second_purchase_gap_days: float | None) -> date:
    """The last day on which the next purchase is still in time; silence beyond it means not returned.

    `median_gap_days` is None for a customer with one purchase day.
    """
    if median_gap_days is None:
        return last_day + timedelta(days=first_wait_days(second_purchase_gap_days))
    return last_day + timedelta(days=repeat_wait_days(median_gap_days))


def stage(*, purchase_days: int, due_on: date | None, today: date) -> Stage:
    """Where a customer with so many purchase days stands today. `due_on` is None only without any purchase."""
    if purchase_days == 0 or due_on is None:
        return Stage.POTENTIAL
    if today > due_on:
        return Stage.LAPSED
    if purchase_days == 1:
        return Stage.NEW
    return Stage.LOYAL if purchase_days >= LOYAL_FROM_PURCHASE_DAYS else Stage.REPEAT


def is_first_big(*, first_amount_minor: int, threshold_minor: int | None) -> bool:
    """Whether a first purchase is big: at or above the business's threshold for FIRST_BIG_SHARE, and worth something.

    `threshold_minor` is None while there are no first purchases to compare with.
    """
    return threshold_minor is not None and first_amount_minor > 0 and first_amount_minor >= threshold_minor


def value_band(*, share_above: float) -> ValueBand:
    """The band of a customer, from the share (0 to 1) of customers with more revenue than she."""
    return next(band for band, reaches in VALUE_BAND_REACHES.items() if share_above < reaches)


def age_on(birth_date: date, on: date) -> int:
    """Whole years lived. Who was born on 29 February turns older on 1 March in a common year."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def age_band(birth_date: date | None, on: date) -> AgeBand | None:
    """The age group on a day; None where the birth date is unknown or after that day."""
    if birth_date is None or birth_date > on:
        return None
    age = age_on(birth_date, on)
    return next(band for band, start in reversed(AGE_BAND_STARTS.items()) if age >= start)


def _whole_days(days: float) -> int:
    return -int(-days // 1)
