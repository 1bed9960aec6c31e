"""Holidays as the calendar gives them, held against the almanac of another house."""

from datetime import date, timedelta

import holidays
import pytest

from quen.kernel.days_off import day_off


@pytest.mark.parametrize("year", range(2020, 2036))
def test_every_holiday_of_ours_stands_in_the_almanac(year: int) -> None:
    almanac = holidays.country_holidays("VN", years=year)
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    ours = {day for day in days if day.year == year and day_off(day)}
    assert ours <= set(almanac)
    assert len(ours) == 10 + (year >= 2026)


def test_tet_of_2027_is_five_days() -> None:
    found = [day for number in range(20) if day_off(day := date(2027, 1, 31) + timedelta(days=number))]
    assert (found[0], found[-1], len(found)) == (date(2027, 2, 5), date(2027, 2, 9), 5)
    assert day_off(date(2026, 4, 26)) == "Hùng Kings' Day"
    assert day_off(date(2025, 11, 24)) is None
