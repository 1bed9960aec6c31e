"""The measures once more, written plainly over lists of purchases, to check the expressions against."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True)
class Bought:
    """One purchase of a known customer."""

    customer: str
    day: date
    amount: Decimal


def month_no(day: date) -> int:
    return day.year * 12 + day.month


def days_of(purchases: Iterable[Bought]) -> dict[str, list[date]]:
    days: dict[str, list[date]] = defaultdict(list)
    for purchase in purchases:
        days[purchase.customer].append(purchase.day)
    return {customer: sorted(found) for customer, found in days.items()}


def median_gap(purchases: list[Bought]) -> float:
    return statistics.median(
        (later - earlier).days for days in days_of(purchases).values() for earlier, later in pairwise(days)
    )


def cohorts(purchases: list[Bought], *, first_day: date, as_of: date) -> list[dict[str, object]]:
    months = {customer: {month_no(day) for day in days} for customer, days in days_of(purchases).items()}
    length = month_no(as_of - timedelta(days=1)) - month_no(first_day) + 1
    sizes = Counter(min(found) for found in months.values())
    return [
        {
            "month": f"{(cohort - 1) // 12}-{(cohort - 1) % 12 + 1:02}",
            "size": size,
            "active": [
                sum(min(found) == cohort and cohort + age in found for found in months.values())
                if cohort + age < month_no(as_of)
                else None
                for age in range(length)
            ],
        }
        for cohort, size in sorted(sizes.items())
    ]


def retention(purchases: list[Bought], *, as_of: date) -> list[tuple[int, int | None, float | None]]:
    buyers: dict[int, set[str]] = defaultdict(set)
    for purchase in purchases:
        buyers[month_no(purchase.day)].add(purchase.customer)
    found: list[tuple[int, int | None, float | None]] = []
    for month in sorted(buyers):
        if month == min(buyers) or month >= month_no(as_of):
            found.append((len(buyers[month]), None, None))
        else:
            stayed, before = len(buyers[month] & buyers[month - 1]), len(buyers[month - 1])
            found.append((len(buyers[month]), stayed, 100 * stayed / before if before else None))
    return found


def lapsed(purchases: list[Bought], *, as_of: date) -> tuple[int, Decimal]:
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for purchase in purchases:
        spent[purchase.customer] += purchase.amount
    count, at_stake = 0, Decimal(0)
    for customer, all_days in days_of(purchases).items():
        days = sorted(set(all_days))
        if len(days) < 3:
            continue
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        if (as_of - days[-1]).days > min(365, max(30, math.ceil(3 * statistics.median(gaps)))):
            count += 1
            at_stake += spent[customer] * 365 / max(365, (days[-1] - days[0]).days)
    return count, at_stake


def rfm_scores(purchases: list[Bought], *, as_of: date) -> Counter[tuple[int, int, int]]:
    """How many customers have each triple of scores."""
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for purchase in purchases:
        spent[purchase.customer] += purchase.amount
    days = days_of(purchases)
    recency = {customer: (as_of - found[-1]).days for customer, found in days.items()}
    frequency = {customer: len(found) for customer, found in days.items()}
    cuts = [_fifths(recency.values()), _fifths(frequency.values()), _fifths(spent.values())]
    return Counter(
        (
            6 - _score(recency[customer], cuts[0]),
            _score(frequency[customer], cuts[1]),
            _score(spent[customer], cuts[2]),
        )
        for customer in days
    )


def _fifths(values: Iterable[int] | Iterable[Decimal]) -> list[float]:
    return statistics.quantiles([float(value) for value in values], n=5, method="inclusive")


def _score(value: int | Decimal, cuts: list[float]) -> int:
    return 1 + sum(float(value) > cut for cut in cuts)
