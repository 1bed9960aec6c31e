"""Every customer's figures from fitted models. Columns hold a place per customer, in the order of the history.

An interval holds what will come with a chance of `INTERVAL`: it is the model's predictive distribution, with the chance
of having left in it, and the parameters taken as known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from quen.forecast.counts import Counts, counts_if_active, quantiles_if_active
from quen.forecast.gamma_gamma import GammaGamma
from quen.forecast.history import Floats, History, Ints
from quen.forecast.model import Model, expected_days
from quen.forecast.regularity import CHANCE, gap_chance, gap_with_chance_left

INTERVAL = 0.9
LIFETIME_DAYS = 3 * 365
YEARLY_DISCOUNT = 0.10
_SIDES = ((1 - INTERVAL) / 2, (1 + INTERVAL) / 2)
_YEAR_DAYS = 365.0
_FARTHEST_DAYS = 3650.0
_LEAST_ACTIVE = 0.5
_DISCOUNT_NODES = 4


@dataclass(frozen=True)
class Outlook:
    """What to expect within one horizon: purchases and the chance of any, spending in the history's unit of money.

    Spending is not a number where nothing tells what a purchase is worth.
    """

    horizon_days: int
    purchases: Floats
    purchases_low: Ints
    purchases_high: Ints
    returns: Floats
    spend: Floats
    spend_low: Floats
    spend_high: Floats


def p_active(model: Model, history: History) -> Floats:
    """Chance that she is still a customer. Never ask plain BG/NBD who is leaving."""
    return model.p_active(history.groups)[history.groups.of_customer]


def expected_purchases(model: Model, history: History, *, horizon_days: float) -> Floats:
    """Expected purchase days within the horizon."""
    groups = history.groups
    if_active = expected_days(model, groups.standings, horizon_days=horizon_days, unit=history.unit)
    return (model.p_active(groups) * if_active[groups.standings.places])[groups.of_customer]


def outlook(model: Model, spending: GammaGamma | None, history: History, *, horizon_days: int) -> Outlook:
    """Purchases and spending (None: not known) within the horizon, with their intervals."""
    groups, horizon = history.groups, horizon_days / history.unit
    standings, active = groups.standings, model.p_active(groups)
    counts = counts_if_active(model, standings.frequency, standings.age, horizon)
    expected = expected_days(model, standings, horizon_days=horizon_days, unit=history.unit)
    returns = active * counts.at_least_one[standings.places]
    low, high = (np.minimum(end, horizon_days) for end in _count_interval(model, history, active, horizon))
    purchases = (active * expected[standings.places])[groups.of_customer]
    place = standings.places[groups.of_customer]
    unknown = np.full(len(history), np.nan)
    spend, spend_low, spend_high = unknown, unknown, unknown
    if spending:
        spend = purchases * spending.mean_value(history)
        spend_low, spend_high = _spend_interval(spending, history, counts, place, returns[groups.of_customer])
    return Outlook(
        horizon_days=horizon_days,
        purchases=purchases,
        purchases_low=low,
        purchases_high=high,
        returns=returns[groups.of_customer],
        spend=spend,
        spend_low=spend_low,
        spend_high=spend_high,
    )


def overdue(model: Model, history: History, *, k: float = CHANCE) -> Floats:
    """Share of this customer's own gaps that would be shorter than her present silence, 0 to 1.

    Her own rhythm as far as it is known, everybody's where it is not; `k` is the `regularity` of the business.
    """
    groups = history.groups
    silence, r, alpha = groups.age - groups.recency, model.r, model.alpha
    share = gap_chance(silence, k=k, gaps=groups.frequency, since=groups.recency, r=r, alpha=alpha)
    return share[groups.of_customer]


def days_to_next_visit(model: Model, history: History, active: Floats, *, k: float = CHANCE) -> Floats:
    """Days from the end of the history within which a customer who is still one comes with a chance of one half.

    Not a number for who bought on one day only (she has no rhythm yet) and for who is likelier gone than not.
    """
    groups = history.groups
    silence, r, alpha = groups.age - groups.recency, model.r, model.alpha
    left = 1 - gap_chance(silence, k=k, gaps=groups.frequency, since=groups.recency, r=r, alpha=alpha)
    gap = gap_with_chance_left(left / 2, k=k, gaps=groups.frequency, since=groups.recency, r=r, alpha=alpha)
    days = np.clip((gap - silence) * history.unit, 0, _FARTHEST_DAYS)[groups.of_customer]
    return np.where((history.frequency > 0) & (active >= _LEAST_ACTIVE), days, np.nan)


def lifetime_value(
    model: Model,
    spending: GammaGamma,
    history: History,
    *,
    days: int = LIFETIME_DAYS,
    yearly: float = YEARLY_DISCOUNT,
) -> Floats:
    """Expected spending of the next `days`, each purchase discounted to today at `yearly`; not a margin.

    The discounted purchases are e^(-dH) E(H) + d · integral of e^(-dt) E(t), by Gauss' nodes: E is smooth.
    """
    rate = np.log1p(yearly) / _YEAR_DAYS
    nodes, weights = np.polynomial.legendre.leggauss(_DISCOUNT_NODES)
    purchases = np.exp(-rate * days) * expected_purchases(model, history, horizon_days=days)
    for node, weight in zip(days * (1 + nodes) / 2, days / 2 * weights, strict=True):
        factor = rate * weight * np.exp(-rate * node)
        purchases = purchases + factor * expected_purchases(model, history, horizon_days=float(node))
    worth: Floats = purchases * spending.mean_value(history)
    return worth


def _count_interval(model: Model, history: History, active: Floats, horizon: float) -> Sequence[Ints]:
    """Quantiles of: nothing where she has left, else the count of an active customer."""
    groups, ends = history.groups, []
    for side in _SIDES:
        level = 1 - (1 - side) / np.maximum(active, 1e-12)
        ends.append(
            quantiles_if_active(
                model, groups.standings.frequency, groups.standings.age, horizon,
                row=groups.standings.places, level=np.maximum(level, 0.0),
            )[groups.of_customer]
        )  # fmt: skip
    return ends


def _spend_interval(
    spending: GammaGamma, history: History, counts: Counts, place: Ints, returns: Floats
) -> tuple[Floats, Floats]:
    """Nothing with chance 1 - returns; else a lognormal: how many, what hers are worth, and how they vary."""
    some = np.maximum(counts.at_least_one, 1e-300)
    mean, spread = counts.mean / some, np.log(np.maximum(counts.mean_square * some / counts.mean**2, 1.0))
    x = np.where(history.value > 0, history.frequency, 0)
    shape = spending.p * x + spending.q
    drawn = spending.p * mean[place]
    middle = (
        np.log(mean[place]) - spread[place] / 2
        + np.log(spending.p * (spending.v + x * history.value)) - special.psi(shape)
        + special.psi(drawn) - np.log(drawn)
    )  # fmt: skip
    sigma = np.sqrt(spread[place] + special.polygamma(1, shape) + special.polygamma(1, drawn))
    low, high = (_quantile(side, returns, middle, sigma) for side in _SIDES)
    return low, high


def _quantile(side: float, returns: Floats, middle: Floats, sigma: Floats) -> Floats:
    within = 1 - (1 - side) / np.maximum(returns, 1e-12)
    amount: Floats = np.where(
        within > 0, np.exp(middle + sigma * special.ndtri(np.clip(within, 1e-12, 1))), 0.0
    )
    return amount
