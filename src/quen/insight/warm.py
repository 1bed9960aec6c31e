"""Compute what the report pages open with before somebody asks: over ten million purchases each takes seconds."""

import time
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from quen.insight.as_of import as_of
from quen.insight.business_day import a_year_before
from quen.insight.lake.manifest import read_manifest
from quen.insight.lake.read import Filters
from quen.insight.loyalty.brought import brought
from quen.insight.loyalty.overview import kept_sums, span
from quen.insight.reports.ask import Report, run

OPENED = (
    Report.REPEAT_RATE,
    Report.BY_STORE,
    Report.RETENTION,
    Report.COHORTS,
    Report.REVENUE,
    Report.RFM,
    Report.GAPS,
    Report.KEPT,
    Report.KEEPING,
    Report.SECOND_PURCHASE,
    Report.CURVES_BY_FIRST_STORE,
    Report.MOVES,
    Report.CONCENTRATION,
    Report.SO_FAR,
    Report.WALLETS,
    Report.DISCOUNTS,
    Report.TOGETHER,
    Report.OWN_RHYTHM,
)
"""What the pages show as they open: the whole time, all stores. A test of the console holds them to it. What
the programme brought opens so too, its glance with the last twelve months."""

REST = 20
"""How many times as long as it took the next warming waits: a shop that sells all day has a new lake every minute."""


class Warmer:
    """Remembers which lake it was at, and when it may go on. Moments are seconds of a clock that only goes forward."""

    def __init__(self) -> None:
        self._done: tuple[str, date] | None = None
        self._rests_until = 0.0

    def warm(self, *, today: date, timezone_name: str, at: float | None = None) -> int:
        """Compute the reports where the lake or the day is new and the rest is over; how many were asked for."""
        start = time.monotonic() if at is None else at
        lake = read_manifest()
        if not lake.parts or start < self._rests_until or self._done == (lake.version, today):
            return 0
        day, began = as_of(today=today, timezone_name=timezone_name).day, time.monotonic()
        for report in OPENED:
            run(report, Filters(last_day=day))
        _warm_loyalty(day, ZoneInfo(timezone_name))
        self._done = (lake.version, today)
        self._rests_until = start + REST * (time.monotonic() - began)
        return len(OPENED) + 2


def _warm_loyalty(day: date, zone: ZoneInfo) -> None:
    brought(first_day=None, last_day=day, zone=zone)
    first_day = a_year_before(day) + timedelta(days=1)
    of = span(first_day=first_day, last_day=day, at=timezone.now(), zone=zone)
    kept_sums(of, first_day=first_day, last_day=day)
