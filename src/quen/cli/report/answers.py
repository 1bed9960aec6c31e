"""What `quen report` knows about a sales file, before anybody has put it into words."""

from dataclasses import dataclass, field
from datetime import date

from quen.kernel.sentences import Sentence
from quen.measures.cohorts import Cohort
from quen.sales_file import ReadingPlan, RowCounts


@dataclass(frozen=True)
class Period:
    """The days of the data; `as_of` is the first day after them. first_day is None where no sale was used."""

    first_day: date | None
    last_day: date | None
    as_of: date


@dataclass(frozen=True)
class Totals:
    """Sales of known customers, and of strangers beside. Money in minor units, before returns; returns positive."""

    purchases: int
    revenue_minor: int
    anonymous_purchases: int
    anonymous_revenue_minor: int
    average_purchase_minor: float | None
    returned_minor: int
    anonymous_returned_minor: int


@dataclass(frozen=True)
class Rate:
    """So many customers, and their share of all customers in percent."""

    customers: int
    rate: float | None


@dataclass(frozen=True)
class Repeat:
    """Who came back, how often, and what share of the revenue (percent) that is."""

    customers: int
    repeat_customers: int
    repeat_customer_rate: float | None
    by_purchases: dict[int, int]
    at_least: dict[int, Rate]
    repeat_revenue_share: float | None
    returning_revenue_share: float | None
    once_revenue_minor: int
    median_days: float | None


@dataclass(frozen=True)
class MonthRetention:
    """Buyers of a month, and those of the month before who came again; None where it cannot be said yet."""

    month: date
    active: int
    retained: int | None
    rate: float | None


@dataclass(frozen=True)
class MonthRevenue:
    """Revenue of known customers in a month, minor units: first purchases, and all others."""

    month: date
    purchases: int
    new_minor: int
    returning_minor: int


@dataclass(frozen=True)
class SegmentSums:
    """A named RFM segment."""

    customers: int
    purchases: int
    revenue_minor: int


@dataclass(frozen=True)
class Regulars:
    """Regulars who still come, and those who stopped; money in minor units."""

    active: int
    active_revenue_minor: int
    lapsed: int
    lapsed_revenue_minor: int
    at_stake_minor: int


@dataclass(frozen=True)
class Person:
    """One regular to look at: how she is known, and her rhythm."""

    name: str
    contact: str
    purchase_days: int
    median_gap_days: float
    last_day: date
    silence_days: int
    revenue_minor: int
    yearly_minor: int


@dataclass(frozen=True)
class Group:
    """Repeat rate of one store, category, first product or band of first spending (then with its amounts)."""

    name: str
    customers: int
    repeat_customers: int
    rate: float | None
    revenue_minor: int
    from_minor: int | None = None
    to_minor: int | None = None


@dataclass(frozen=True)
class Answers:
    """Everything one reading of the files says. `notes`: what the reader took for granted, before and while reading."""

    plan: ReadingPlan
    notes: tuple[Sentence, ...]
    counts: RowCounts
    currency: str
    period: Period
    totals: Totals
    repeat: Repeat
    cohorts: list[Cohort]
    retention: list[MonthRetention]
    months: list[MonthRevenue]
    rfm: dict[str, SegmentSums]
    regulars: Regulars
    best: list[Person] = field(default_factory=list)
    gone: list[Person] = field(default_factory=list)
    groups: dict[str, list[Group]] = field(default_factory=dict)
