"""Which model a business gets."""

import numpy as np
import pytest

from quen.forecast import choose as choosing
from quen.forecast.choose import choose
from quen.forecast.errors import TooLittleData
from quen.forecast.history import History, PurchaseDays, Unit
from quen.forecast.look_back import look_back
from tests.forecast.simulate import START, Shop

UNTIL = START + 470


def test_the_model_that_foretold_the_past_best_is_taken(simulated: Shop) -> None:
    known = simulated.days.history(until=UNTIL)
    chosen = choose(simulated.days, known.history, until=UNTIL, horizon_days=90)
    by_mark = sorted(chosen.held_out, key=lambda name: chosen.held_out[name])
    # Customers leave whenever they like here, also after one purchase.
    assert by_mark[0] == "bg_nbd"
    assert chosen.model.name == chosen.leaving.name == by_mark[-1]
    assert chosen.past is not None
    assert [chosen.past.until, chosen.past.horizon_days] == [UNTIL - 90, 90]
    assert chosen.past.best_counts == "model"


def test_held_out_is_what_the_split_models_say_of_the_time_after(simulated: Shop) -> None:
    past = look_back(simulated.days, until=UNTIL, horizon_days=90, unit=Unit.WEEK)
    after = simulated.days.history(until=UNTIL)
    both = np.isin(after.who, simulated.days.history(until=UNTIL - 90).who)
    whole = after.history.select(both).groups
    model = past.models["mbg_nbd"]
    expected = float(whole.customers @ model.log_likelihoods(whole)) - model.log_likelihood
    assert past.held_out["mbg_nbd"] == pytest.approx(expected)


def test_plain_bg_nbd_may_count_but_never_says_who_leaves(
    simulated: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = simulated.days.history(until=UNTIL)
    split = look_back(simulated.days, until=UNTIL, horizon_days=90, unit=Unit.WEEK)
    split.held_out["bg_nbd"] = 0.0  # type: ignore[index]
    monkeypatch.setattr(choosing, "_past", lambda *_, **__: split)
    chosen = choose(simulated.days, known.history, until=UNTIL, horizon_days=90)
    assert [chosen.model.name, chosen.leaving.name] == [
        "bg_nbd",
        max(("pareto_nbd", "mbg_nbd"), key=lambda name: split.held_out[name]),
    ]
    asked_for = choose(simulated.days, known.history, until=UNTIL, horizon_days=90, wanted="bg_nbd")
    assert [asked_for.model.name, asked_for.leaving.name] == ["bg_nbd", "bg_nbd"]


def test_what_comes_after_changes_nothing(simulated: Shop) -> None:
    days = simulated.days
    seen = days.day <= UNTIL
    cut = PurchaseDays(days.customer[seen], days.day[seen], days.amount[seen])
    known = days.history(until=UNTIL)
    chosen = choose(days, known.history, until=UNTIL, horizon_days=90)
    from_cut = choose(cut, known.history, until=UNTIL, horizon_days=90)
    assert chosen.held_out == from_cut.held_out
    assert chosen.model.parameters == from_cut.model.parameters


def test_a_young_shop_hears_what_is_missing() -> None:
    history = History(np.zeros(30, np.int64), np.zeros(30, np.int64), np.zeros(30, np.int64), np.zeros(30))
    days = PurchaseDays(np.arange(30), np.full(30, 9), np.ones(30))
    with pytest.raises(TooLittleData) as refused:
        choose(days, history, until=9, horizon_days=90)
    said = str(refused.value)
    assert "needs 50 known customers, 20 of whom came back" in said
    assert "So far there are 30, 0 and 1." in said


def test_no_customer_at_all_is_too_little() -> None:
    nobody = PurchaseDays(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    with pytest.raises(TooLittleData, match=r"there are 0, 0 and 0\."):
        choose(nobody, nobody.history(until=5).history, until=5, horizon_days=90)
