"""Period and store in the address."""

from datetime import date

import pytest

from quen.console.choice import Preset, chosen, days_of

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("preset", "first_day", "last_day"),
    [
        (Preset.ALL, None, SUNDAY),
        (Preset.DAYS_30, date(2026, 10, 24), SUNDAY),
        (Preset.DAYS_90, date(2026, 8, 25), SUNDAY),
        (Preset.MONTHS_12, date(2025, 11, 23), SUNDAY),
        (Preset.THIS_YEAR, date(2026, 1, 1), SUNDAY),
        (Preset.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_presets_end_with_the_figures(preset: Preset, first_day: date | None, last_day: date) -> None:
    assert days_of(preset, SUNDAY) == (first_day, last_day)
    choice = chosen({"period": preset.value}, as_of=SUNDAY, stores=[])
    assert (choice.preset, choice.first_day, choice.last_day) == (preset, first_day, last_day)


def test_a_leap_day_has_its_twelve_months_too() -> None:
    assert days_of(Preset.MONTHS_12, date(2028, 2, 29)) == (date(2027, 3, 1), date(2028, 2, 29))


def test_an_open_beginning_or_end_is_a_period_too() -> None:
    until = chosen({"to": "2026-03-01"}, as_of=SUNDAY, stores=[])
    assert (until.preset, until.first_day, until.last_day) == (Preset.OWN, None, date(2026, 3, 1))
    since = chosen({"from": "2026-03-01"}, as_of=SUNDAY, stores=[])
    assert (since.first_day, since.last_day) == (date(2026, 3, 1), SUNDAY)


def test_what_nobody_offers_is_all_time_at_all_stores() -> None:
    choice = chosen({"period": "own", "store": "seven"}, as_of=SUNDAY, stores=[])
    assert (choice.preset, choice.store, choice.problem) == (Preset.ALL, None, "")
