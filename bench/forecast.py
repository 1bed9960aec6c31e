"""Forecasts for a million customers: fit and choose the models, then score everybody; beside the `lifetimes` package.

`python -m bench.forecast [customers]` simulates two years of a shop whose customers live by the Pareto/NBD. The budgets
for a million customers, in CPU seconds of one core: 10 to fit all models, judge them on the past and choose; 5 to
score. `lifetimes` fits the same three models to a tenth of the customers, and so do we.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core is what is measured

import sys
import time
import warnings
from collections.abc import Callable

import numpy as np

from bench.limits import Figure
from quen.forecast.choose import choose
from quen.forecast.foresee import foresee
from quen.forecast.history import PurchaseDays
from quen.forecast.model import fit_all

FIT_SECONDS, SCORE_SECONDS = 10.0, 5.0
_BUDGET_CUSTOMERS = 1_000_000
_DAYS, _HORIZON = 730, 90


def shop(customers: int) -> PurchaseDays:
    """Two years of purchase days of customers who come, buy at rates of their own, and leave."""
    chance = np.random.default_rng(2026)
    rate, leaving = chance.gamma(0.6, 1 / 60, customers), chance.gamma(0.7, 1 / 150, customers)
    first = chance.integers(0, _DAYS, customers)
    stop = np.minimum(first + chance.exponential(1 / leaving), _DAYS)
    more = chance.poisson(rate * (stop - first))
    who = np.repeat(np.arange(customers), more)
    later = first[who] + chance.random(len(who)) * (stop - first)[who]
    every = np.concatenate([np.arange(customers) * _DAYS + first, who * _DAYS + later.astype(np.int64)])
    customer, day = np.divmod(np.unique(every), _DAYS)
    spends = 1 / chance.gamma(4.0, 1 / 15.0, customers)
    return PurchaseDays(customer, day, chance.gamma(6.0, spends[customer]))


def _cpu_seconds(work: Callable[[], object]) -> float:
    """What one core had to work: others on the machine do not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _lifetimes(days: PurchaseDays) -> None:
    """The same three models by `lifetimes`, which gets the counted history."""
    from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

    history = days.history(until=_DAYS - 1).history
    columns = history.frequency, history.recency_days / history.unit, history.age_days / history.unit
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for fitter in (BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter):
            fitter().fit(*columns)


def main(customers: int) -> None:
    days, until = shop(customers), _DAYS - 1
    known = days.history(until=until)
    share = customers / _BUDGET_CUSTOMERS
    began = time.process_time()
    chosen = choose(days, known.history, until=until, horizon_days=_HORIZON)
    fitted = time.process_time() - began
    scored = _cpu_seconds(lambda: foresee(chosen, days, known.history, until=until, horizon_days=_HORIZON))
    how = f"{customers:,} customers, {len(days.day):,} purchase days, CPU time of one core"
    print(Figure("forecast, fit and choose", fitted, FIT_SECONDS * share, False, "s", how))
    print(Figure("forecast, score everybody", scored, SCORE_SECONDS * share, False, "s", how))
    few = days.sample(customers // 10)
    ours = _cpu_seconds(lambda: fit_all(few.history(until=until).history.groups))
    theirs = _cpu_seconds(lambda: _lifetimes(few))
    how = f"three models, {customers // 10:,} customers: lifetimes {theirs:.2f} s, here {ours:.2f} s"
    print(Figure("forecast, times as fast as lifetimes", theirs / ours, 1.0, True, "x", how))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _BUDGET_CUSTOMERS)
