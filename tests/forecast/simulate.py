"""Shops that never were: customers who buy and leave exactly as a model says."""

from dataclasses import dataclass

import numpy as np

from quen.forecast.history import Floats, PurchaseDays

START = 730_000  # some day


@dataclass(frozen=True)
class Shop:
    """What was bought, and what nobody sees: the day every customer stopped."""

    days: PurchaseDays
    left: Floats


def pareto_shop(
    *,
    customers: int,
    seed: int,
    days: int = 560,
    r: float = 0.8,
    alpha: float = 40.0,
    s: float = 0.7,
    beta: float = 90.0,
) -> Shop:
    """Pareto/NBD in days, spending by Gamma-Gamma (p 6, q 4, v 15); everybody's first purchase within 90 days."""
    chance = np.random.default_rng(seed)
    rate, leaving = chance.gamma(r, 1 / alpha, customers), chance.gamma(s, 1 / beta, customers)
    first = chance.integers(0, 90, customers).astype(float)
    left = first + chance.exponential(1 / leaving)
    scale = 1 / chance.gamma(4.0, 1 / 15.0, customers)
    rows: dict[tuple[int, int], float] = {}
    for who in range(customers):
        until = min(left[who], float(days))
        times = first[who] + np.cumsum(chance.exponential(1 / rate[who], 2 + int(3 * rate[who] * days) + 30))
        for at in [first[who], *times[times < until]]:
            key = (who, START + int(at))
            rows[key] = rows.get(key, 0.0) + chance.gamma(6.0, scale[who])
    customer, day = np.array(list(rows)).T
    return Shop(PurchaseDays(customer, day, np.array(list(rows.values()))), START + left)
