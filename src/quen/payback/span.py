"""The months that are over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from quen.shops.clock import start_of

MONTHS = 12


@dataclass(frozen=True)
class Span:
    """From the first day of a month to before the first day of a later one."""

    first_day: date
    until_day: date
    begins: datetime
    ends: datetime


def months_over(*, today: date, zone: ZoneInfo) -> list[Span]:
    """The last MONTHS months that are over, the oldest first."""
    firsts = [_months_before(today, back) for back in range(MONTHS, -1, -1)]
    return [span_of(first, until, zone) for first, until in pairwise(firsts)]


def span_of(first: date, until: date, zone: ZoneInfo) -> Span:
    """These days, by the shop's clock."""
    return Span(first, until, start_of(first, zone), start_of(until, zone))


def asked_of(spans: Sequence[Span]) -> dict[str, Any]:
    """The spans as the statements know them: by their place."""
    return {
        "numbers": list(range(len(spans))),
        "begins": [span.begins for span in spans],
        "ends": [span.ends for span in spans],
    }


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
