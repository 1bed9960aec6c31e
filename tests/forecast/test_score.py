"""Every customer's figures."""

import numpy as np
import pytest
from scipy import stats

from quen.forecast import gamma_gamma, mbg_nbd, pareto_nbd
from quen.forecast.gamma_gamma import GammaGamma
from quen.forecast.history import History, Unit
from quen.forecast.score import (
    days_to_next_visit,
    expected_purchases,
    lifetime_value,
    outlook,
    overdue,
    p_active,
)
from tests.forecast.simulate import START, Shop

CENTRAL = mbg_nbd.model(r=0.525, alpha=6.183, a=0.891, b=1.614)
SPENDING = GammaGamma(p=6.25, q=3.74, v=15.44)
LAN_WHO_COMES, MINH_WHO_STOPPED, HOA_WHO_CAME_ONCE = range(3)
PEOPLE = History(
    np.array([20, 20, 0]), np.array([273, 90, 0]), np.array([280, 280, 280]), np.array([30.0, 30.0, 0.0])
)


def test_who_comes_is_a_customer_and_who_stopped_is_overdue() -> None:
    active, late = p_active(CENTRAL, PEOPLE), overdue(CENTRAL, PEOPLE)
    assert active[LAN_WHO_COMES] > 0.9 > 0.05 > active[MINH_WHO_STOPPED]
    assert active[HOA_WHO_CAME_ONCE] < 0.5
    assert late[MINH_WHO_STOPPED] > 0.999 > late[LAN_WHO_COMES]


def test_overdue_is_the_share_of_her_own_gaps_that_are_shorter() -> None:
    """At her last purchase: rate gamma (r + x, alpha + t_x); the next gap exponential."""
    rate = stats.gamma(CENTRAL.r + 20, scale=1 / (CENTRAL.alpha + 273 / 7))
    shares = np.linspace(0, 1, 20_001)[1:-1]
    expected = np.mean(-np.expm1(-rate.ppf(shares) * 1.0))  # one week of silence
    assert overdue(CENTRAL, PEOPLE)[LAN_WHO_COMES] == pytest.approx(expected, abs=1e-3)


def test_the_next_visit_is_told_only_where_there_is_a_rhythm_and_a_customer() -> None:
    days = days_to_next_visit(CENTRAL, PEOPLE, p_active(CENTRAL, PEOPLE))
    assert 7 < days[LAN_WHO_COMES] < 14  # twenty-one visits in forty weeks
    assert np.isnan(days[MINH_WHO_STOPPED])
    assert np.isnan(days[HOA_WHO_CAME_ONCE])


def test_the_outlook_agrees_with_itself() -> None:
    found = outlook(CENTRAL, SPENDING, PEOPLE, horizon_days=90)
    assert found.purchases == pytest.approx(expected_purchases(CENTRAL, PEOPLE, horizon_days=90))
    assert (found.purchases_low <= found.purchases_high).all()
    assert (found.spend_low <= found.spend_high).all()
    assert found.spend == pytest.approx(found.purchases * SPENDING.mean_value(PEOPLE))
    assert (found.returns <= p_active(CENTRAL, PEOPLE)).all()
    longer = outlook(CENTRAL, SPENDING, PEOPLE, horizon_days=365)
    assert (longer.purchases > found.purchases).all()


def test_lifetime_value_is_the_discounted_sum_of_many_small_steps() -> None:
    days, rate = np.arange(0, 1_096, 5), np.log(1.1) / 365
    sums = np.array(
        [expected_purchases(CENTRAL, PEOPLE, horizon_days=float(day)) if day else np.zeros(3) for day in days]
    )
    steps = np.diff(sums, axis=0) * np.exp(-rate * (days[:-1] + 2.5))[:, None]
    expected = steps.sum(axis=0) * SPENDING.mean_value(PEOPLE)
    assert lifetime_value(CENTRAL, SPENDING, PEOPLE, days=int(days[-1])) == pytest.approx(expected, rel=1e-3)


def test_intervals_hold_what_comes_as_often_as_they_say(simulated: Shop) -> None:
    until, horizon = START + 380, 120
    known = simulated.days.history(until=until, unit=Unit.DAY)
    model = pareto_nbd.fit(known.history.groups)
    found = outlook(model, gamma_gamma.fit(known.history), known.history, horizon_days=horizon)
    days = simulated.days
    came = days.purchases_of(known.who, after=until, until=until + horizon)
    within = (days.day > until) & (days.day <= until + horizon)
    spent = np.bincount(days.customer[within], weights=days.amount[within], minlength=len(known.who))
    assert came.sum() == pytest.approx(found.purchases.sum(), rel=0.06)
    assert spent.sum() == pytest.approx(found.spend.sum(), rel=0.08)
    active = np.flatnonzero(found.returns > 0.5)
    held = (came >= found.purchases_low) & (came <= found.purchases_high)
    # Whole numbers: an interval of at least 90 % often holds more.
    assert 0.88 <= held[active].mean() <= 0.99
    paid = (spent >= found.spend_low) & (spent <= found.spend_high)
    assert 0.86 <= paid[active].mean() <= 0.97


def test_p_active_is_what_nobody_sees(simulated: Shop) -> None:
    until = START + 380
    known = simulated.days.history(until=until, unit=Unit.DAY)
    model = pareto_nbd.fit(known.history.groups)
    active, is_there = p_active(model, known.history), simulated.left[known.who] > until
    assert active.sum() == pytest.approx(is_there.sum(), rel=0.06)
    for low in (0.0, 0.25, 0.5, 0.75):
        some = (active >= low) & (active < low + 0.25)
        assert is_there[some].mean() == pytest.approx(active[some].mean(), abs=0.08)


def test_nobody_is_expected_on_more_days_than_there_are() -> None:
    """A handful of odd customers fits to rates no shop has: neither the sum nor the memory may run away."""
    odd = History(np.array([300, 5_000, 0]), np.array([7, 990, 0]), np.array([2_800, 1_000, 0]), np.ones(3))
    for model in (
        pareto_nbd.model(r=0.1, alpha=1e-4, s=0.1, beta=0.2),
        mbg_nbd.model(r=0.1, alpha=1e-4, a=2.0, b=8_100.0),
    ):
        found = outlook(model, SPENDING, odd, horizon_days=365)
        for column in (found.purchases, found.purchases_high, found.spend_high, found.returns):
            assert np.isfinite(column).all()
        assert (found.purchases <= 365).all() and (found.purchases_high <= 365).all()


def test_one_who_came_three_hundred_times_and_one_who_came_today_break_nothing() -> None:
    odd = History(
        np.array([300, 5_000, 0, 0]), np.array([7, 990, 0, 0]), np.array([2_800, 1_000, 0, 7_000]), np.ones(4)
    )
    for model in (CENTRAL, pareto_nbd.model(r=0.553, alpha=10.578, s=0.606, beta=11.669)):
        found = outlook(model, SPENDING, odd, horizon_days=365)
        for column in (
            found.purchases,
            found.spend,
            found.spend_high,
            overdue(model, odd),
            p_active(model, odd),
        ):
            assert np.isfinite(column).all()
