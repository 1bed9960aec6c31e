"""When forecasts are worked out anew: every night, and once much has come in at once."""

import time
from datetime import date

from django.utils import timezone

from quen.insight.as_of import as_of
from quen.insight.forecasts.reads import last_run
from quen.insight.lake.manifest import read_manifest

GROWTH = 0.02
"""So large a share of purchases come or gone since the last run is an import: its customers do not wait for night."""
REST = 20
"""How many times as long as it took the next run of the same day waits: a long import comes in many pieces."""


class Forecaster:
    """Remembers until when it rests. Moments are seconds of a clock that only goes forward."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    def work(self, *, today: date, timezone_name: str, at: float | None = None) -> bool:
        """Work forecasts out where it is time; whether it was."""
        start = time.monotonic() if at is None else at
        lake = read_manifest()
        if not lake.parts or start < self._rests_until or not _is_due(lake.rows("purchases"), today):
            return False
        # Imported here: SciPy takes a second and a hundred megabytes, and is needed once a day.
        from quen.insight.forecasts.run import run_forecasts

        began = time.monotonic()
        run_forecasts(today=today, as_of=as_of(today=today, timezone_name=timezone_name), at=timezone.now())
        self._rests_until = start + REST * (time.monotonic() - began)
        return True


def _is_due(purchases: int, today: date) -> bool:
    last = last_run()
    if last is None or last.asked_on < today:
        return True
    return abs(purchases - last.purchases) > GROWTH * last.purchases
