"""Which period is looked at."""

from datetime import date, timedelta

import pytest

from quen.economics.shop import period_days

LAST = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("known_days", "expected"), [(730, 365), (2_000, 365), (729, 91), (182, 91), (181, None), (1, None)]
)
def test_the_longest_period_that_fits_twice(known_days: int, expected: int | None) -> None:
    assert period_days(first_day=LAST - timedelta(days=known_days - 1), last_day=LAST) == expected
