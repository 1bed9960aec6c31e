"""Whose word is taken: the model's, or a naive rule's."""

from dataclasses import replace

import numpy as np
import pytest

from quen.forecast.choose import choose
from quen.forecast.foresee import Stretch, foresee
from quen.forecast.score import expected_purchases, overdue, p_active
from tests.forecast.simulate import START, Shop

UNTIL = START + 470


def test_the_model_is_believed_unless_a_rule_beat_it(simulated: Shop) -> None:
    days, known = simulated.days, simulated.days.history(until=UNTIL)
    chosen = choose(days, known.history, until=UNTIL, horizon_days=60)
    assert chosen.past is not None
    found = foresee(chosen, days, known.history, until=UNTIL, horizon_days=60)
    assert [found.counts_by, found.ranking_by] == ["model", "model"]
    assert found.p_active.tolist() == p_active(chosen.leaving, known.history).tolist()
    assert found.overdue.tolist() == overdue(chosen.leaving, known.history, k=chosen.regularity).tolist()

    beaten = replace(chosen, past=replace(chosen.past, best_counts="rate", best_ranking="recency"))
    naive = foresee(beaten, days, known.history, until=UNTIL, horizon_days=60)
    assert [naive.counts_by, naive.ranking_by] == ["rate", "recency"]
    history, outlook = known.history, naive.outlook
    assert outlook.purchases == pytest.approx(history.frequency / np.maximum(history.age_days, 1) * 60)
    assert (outlook.purchases_low <= outlook.purchases).all()
    assert (outlook.purchases_high >= outlook.purchases).all()
    assert len(np.unique(outlook.returns)) <= 10  # the tenths of the rule


def test_a_model_asked_for_by_name_speaks_itself(simulated: Shop) -> None:
    days, known = simulated.days, simulated.days.history(until=UNTIL)
    chosen = choose(days, known.history, until=UNTIL, horizon_days=60, wanted="bg_nbd")
    assert chosen.past is not None
    beaten = replace(chosen, past=replace(chosen.past, best_counts="rate", best_ranking="recency"))
    found = foresee(beaten, days, known.history, until=UNTIL, horizon_days=60)
    assert [found.counts_by, found.ranking_by] == ["model", "model"]
    of_model = expected_purchases(chosen.model, known.history, horizon_days=60)
    assert found.outlook.purchases == pytest.approx(of_model)


def test_where_nothing_is_paid_spending_is_not_a_number(simulated: Shop) -> None:
    free = replace(simulated.days, amount=np.zeros(len(simulated.days.day)))
    known = free.history(until=UNTIL)
    chosen = choose(free, known.history, until=UNTIL, horizon_days=60)
    found = foresee(chosen, free, known.history, until=UNTIL, horizon_days=60)
    assert chosen.spending is None
    assert found.outlook.purchases.sum() > 0
    on = Stretch(chosen, known.history, found)
    for spend in (found.outlook.spend, found.outlook.spend_high, on.spend(30), on.lifetime_value()):
        assert np.isnan(spend).all()


def test_a_forecast_is_carried_on_as_the_model_goes_on_from_whoever_spoke(simulated: Shop) -> None:
    days, known = simulated.days, simulated.days.history(until=UNTIL)
    chosen = choose(days, known.history, until=UNTIL, horizon_days=60)
    found = foresee(chosen, days, known.history, until=UNTIL, horizon_days=60)
    on = Stretch(chosen, known.history, found)
    of_model = expected_purchases(chosen.model, known.history, horizon_days=200)
    assert on.purchases(60) == pytest.approx(found.outlook.purchases)
    assert on.purchases(200) == pytest.approx(of_model)
    assert chosen.spending is not None
    assert on.spend(200) == pytest.approx(of_model * chosen.spending.mean_value(known.history))

    doubled = replace(found, outlook=replace(found.outlook, purchases=2 * found.outlook.purchases))
    twice = Stretch(chosen, known.history, doubled)
    assert twice.purchases(200) == pytest.approx(2 * of_model)
    assert twice.lifetime_value() == pytest.approx(2 * on.lifetime_value())
