"""The figures everything is computed from: what the shop's facts say, and what its owner assumes."""

from dataclasses import dataclass
from datetime import date

YEAR_DAYS = 365
QUARTER_DAYS = 91
ENOUGH_CUSTOMERS = 30
"""Fewer customers before than this, and retention says little."""


@dataclass(frozen=True)
class Period:
    """A period and the one of equal length before it; retention is looked at from one to the other.

    customers_before bought in the period before; of them `kept` bought in this one as well. new: first purchase ever in
    this period; back: known before, but not seen in the period before. Revenue is this period's, of everybody known.
    """

    first_day: date
    last_day: date
    days: int
    customers_before: int
    kept: int
    new: int
    back: int
    revenue_minor: int

    @property
    def customers(self) -> int:
        """Who bought in this period."""
        return self.kept + self.new + self.back

    @property
    def retention(self) -> float:
        """Share of last period's customers kept, 0 to 1. Needs a customer before."""
        return self.kept / self.customers_before

    @property
    def revenue_per_customer_minor(self) -> float:
        """What a customer spends in a period. Needs a customer."""
        return self.revenue_minor / self.customers

    @property
    def periods_a_year(self) -> float:
        """How many such periods a year has."""
        return YEAR_DAYS / self.days


def period_days(*, first_day: date, last_day: date) -> int | None:
    """The longest period of which two fit into the days of the data: a year, a quarter, None where neither does."""
    known = (last_day - first_day).days + 1
    return next((days for days in (YEAR_DAYS, QUARTER_DAYS) if known >= 2 * days), None)


@dataclass(frozen=True)
class Assumptions:
    """What no sales file knows. Money in minor units; shares 0 to 1.

    margin: what stays of revenue after goods and other costs that grow with sales. keeping_minor: spent on keeping one
    customer in a year (points, vouchers, messages, service). winning_minor: spent on winning one new customer.
    discount: what a year of waiting costs. win_back: how many of the lost customers one speaks to come back.
    """

    margin: float = 0.30
    keeping_minor: int = 0
    winning_minor: int = 0
    discount: float = 0.10
    win_back: float = 0.05
