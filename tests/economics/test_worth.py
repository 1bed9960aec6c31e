"""What better keeping is worth, computed by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.economics.shop import Assumptions, Period
from quen.economics.worth import MOVED, claim, customer, gain, lost, sensitivity, win_back

YEAR = Period(
    first_day=date(2025, 11, 26),
    last_day=date(2026, 11, 25),
    days=365,
    customers_before=1_000,
    kept=600,
    new=300,
    back=100,
    revenue_minor=2_000_000_000,
)
ASSUMED = Assumptions(margin=0.30, keeping_minor=100_000, winning_minor=150_000, discount=0.10, win_back=0.10)


def test_the_average_customer() -> None:
    one = customer(YEAR, ASSUMED)
    # 2 bn from 1,000 customers: 2 million each, 600,000 of margin, less 100,000 for keeping her.
    assert (one.margin_minor, one.retention, one.discount) == pytest.approx((500_000.0, 0.6, 0.1))


def test_five_points_more() -> None:
    found = gain(YEAR, ASSUMED, 5)
    # Lifetime: 500,000 · (1 + 0.6 / 0.5) = 1,100,000; with 65 %: 500,000 · (1 + 0.65 / 0.45) = 1,222,222.
    assert found.lifetime_minor == pytest.approx(122_222.2, abs=0.1)
    assert found.base_minor == pytest.approx(122_222_222, abs=1)
    assert found.change == pytest.approx(100 / 9)
    # In the first year fifty customers more are kept, each worth half a million.
    assert (found.kept, found.year_minor) == pytest.approx((50, 25_000_000))
    assert claim(YEAR, ASSUMED) == found.change


def test_a_lost_customer_and_one_won_back() -> None:
    gone = lost(YEAR, ASSUMED)
    assert (gone.year_minor, gone.to_come_minor) == pytest.approx((300_000, 600_000))
    assert gone.to_replace_minor == pytest.approx(750_000)
    back = win_back(YEAR, ASSUMED)
    assert (back.worth_minor, back.most_minor) == pytest.approx((1_100_000, 110_000))


def test_quarters_add_up_within_the_year() -> None:
    quarter = replace(YEAR, days=91, customers_before=100, kept=80, new=15, back=5, revenue_minor=10_000)
    found = gain(quarter, Assumptions(margin=1.0, discount=0.0), 10)
    more = [100 * (0.9**n - 0.8**n) for n in range(1, 5)]
    assert found.kept == pytest.approx(more[-1])
    assert found.year_minor == pytest.approx(100.0 * sum(more))


def test_where_keeping_costs_more_than_it_brings_nothing_is_claimed() -> None:
    dear = replace(ASSUMED, keeping_minor=700_000)
    assert claim(YEAR, dear) is None
    assert gain(YEAR, dear, 5).base_minor < 0
    assert win_back(YEAR, dear).most_minor == 0.0


def test_what_most_hangs_on_comes_first() -> None:
    found = sensitivity(YEAR, ASSUMED)
    assert {swing.figure for swing in found} == set(MOVED)
    assert [swing.width_minor for swing in found] == sorted((s.width_minor for s in found), reverse=True)
    by_name = {swing.figure: swing for swing in found}
    base = gain(YEAR, ASSUMED, 5).base_minor
    # A fifth more margin: 720,000 - 100,000 instead of 500,000.
    assert by_name["margin"].high_minor == pytest.approx(base * 620 / 500)
    assert by_name["discount"].low_minor > base > by_name["discount"].high_minor


@given(
    kept=st.integers(0, 1_000),
    margin=st.floats(0.01, 1),
    discount=st.floats(0, 0.5),
    points=st.floats(0.1, 30),
)
def test_keeping_more_never_costs(kept: int, margin: float, discount: float, points: float) -> None:
    found = gain(replace(YEAR, kept=kept), Assumptions(margin=margin, discount=discount), points)
    assert found.base_minor >= 0
    assert found.year_minor >= 0
    assert found.kept >= 0
