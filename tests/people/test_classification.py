"""The cuts: potential, new, repeat, loyal, not returned; bands of value and age."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.people.classification import (
    AgeBand,
    Stage,
    ValueBand,
    age_band,
    due_on,
    is_first_big,
    stage,
    value_band,
)

LAST = date(2026, 3, 21)
DUE = date(2026, 4, 20)


def test_lan_who_came_every_ten_days_is_due_thirty_days_after_her_last_visit() -> None:
    assert due_on(last_day=LAST, median_gap_days=10.0, second_purchase_gap_days=45.0) == DUE


@pytest.mark.parametrize(
    ("median_gap_days", "days"),
    [(1.0, 30), (10.5, 32), (60.0, 180), (200.0, 365)],
)
def test_a_repeat_customer_is_waited_for_three_gaps_within_bounds(median_gap_days: float, days: int) -> None:
    due = due_on(last_day=LAST, median_gap_days=median_gap_days, second_purchase_gap_days=None)
    assert due == LAST + timedelta(days=days)


@pytest.mark.parametrize(("gap", "days"), [(None, 180), (12.0, 30), (71.2, 72), (400.0, 180)])
def test_a_one_time_buyer_is_waited_for_as_the_business_has_seen(gap: float | None, days: int) -> None:
    due = due_on(last_day=LAST, median_gap_days=None, second_purchase_gap_days=gap)
    assert due == LAST + timedelta(days=days)


@pytest.mark.parametrize(
    ("purchase_days", "today", "expected"),
    [
        (1, DUE, Stage.NEW),
        (2, DUE, Stage.REPEAT),
        (4, DUE, Stage.REPEAT),
        (5, DUE, Stage.LOYAL),
        (1, DUE + timedelta(days=1), Stage.LAPSED),
        (5, DUE + timedelta(days=1), Stage.LAPSED),
    ],
)
def test_the_due_day_is_still_in_time(purchase_days: int, today: date, expected: Stage) -> None:
    assert stage(purchase_days=purchase_days, due_on=DUE, today=today) is expected


def test_who_never_bought_is_potential() -> None:
    assert stage(purchase_days=0, due_on=None, today=DUE) is Stage.POTENTIAL


def test_a_first_purchase_is_big_from_the_threshold_on() -> None:
    assert is_first_big(first_amount_minor=500_000, threshold_minor=500_000)
    assert not is_first_big(first_amount_minor=499_999, threshold_minor=500_000)
    assert not is_first_big(first_amount_minor=0, threshold_minor=0)
    assert not is_first_big(first_amount_minor=500_000, threshold_minor=None)


@pytest.mark.parametrize(
    ("share_above", "band"),
    [
        (0.0, ValueBand.TOP),
        (0.049, ValueBand.TOP),
        (0.05, ValueBand.HIGH),
        (0.20, ValueBand.MIDDLE),
        (0.50, ValueBand.LOW),
        (0.999, ValueBand.LOW),
    ],
)
def test_value_bands_are_shares_of_customers(share_above: float, band: ValueBand) -> None:
    assert value_band(share_above=share_above) is band


@pytest.mark.parametrize(
    ("birth_date", "on", "band"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), AgeBand.UNDER_18),
        (date(2008, 11, 22), date(2026, 11, 22), AgeBand.FROM_18),
        (date(1961, 1, 1), date(2026, 1, 1), AgeBand.FROM_65),
        (date(2000, 2, 29), date(2018, 2, 28), AgeBand.UNDER_18),
        (date(2000, 2, 29), date(2018, 3, 1), AgeBand.FROM_18),
        (None, date(2026, 1, 1), None),
        (date(2027, 1, 1), date(2026, 1, 1), None),
    ],
)
def test_age_bands_turn_on_the_birthday(birth_date: date | None, on: date, band: AgeBand | None) -> None:
    assert age_band(birth_date, on) is band


@given(st.integers(0, 50), st.integers(-400, 400))
def test_every_customer_has_exactly_one_stage_and_only_silence_lapses(purchase_days: int, days: int) -> None:
    found = stage(
        purchase_days=purchase_days, due_on=DUE if purchase_days else None, today=DUE + timedelta(days=days)
    )
    assert (found is Stage.LAPSED) == (purchase_days > 0 and days > 0)
