"""Tết is where the almanac says it is."""

from datetime import date, timedelta

import holidays
import pytest

from quen.kernel.lunar import LunarDay, mid_autumn, tet, to_lunar, to_solar


@pytest.mark.parametrize("year", range(1976, 2050))
def test_tet_is_the_public_holiday(year: int) -> None:
    almanac = holidays.country_holidays("VN", years=year, language="en_US")
    assert tet(year) in {day for day, name in almanac.items() if name == "Lunar New Year"}


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2023, date(2023, 9, 29)),
        (2024, date(2024, 9, 17)),
        (2025, date(2025, 10, 6)),
        (2026, date(2026, 9, 25)),
    ],
)
def test_mid_autumn(year: int, day: date) -> None:
    assert mid_autumn(year) == day


def test_vietnam_and_china_parted_in_1985() -> None:
    assert tet(1985) == date(1985, 1, 21)  # a month before China's: the solstice fell on another day at UTC+7


def test_the_repeated_sixth_month_of_2025() -> None:
    assert to_lunar(date(2025, 7, 24)) == LunarDay(2025, 6, 30)
    assert to_lunar(date(2025, 7, 25)) == LunarDay(2025, 6, 1, is_leap=True)
    assert to_solar(year=2025, month=6, day=1) == date(2025, 6, 25)


def test_every_day_follows_the_one_before() -> None:
    day, before = date(2020, 1, 1), to_lunar(date(2019, 12, 31))
    for _ in range(4000):
        today = to_lunar(day)
        assert today.day == before.day + 1 or (today.day == 1 and before.day in (29, 30))
        day, before = day + timedelta(days=1), today


def test_a_day_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no day 31"):
        to_solar(year=2026, month=1, day=31)
