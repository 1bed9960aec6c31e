"""Pareto/NBD: a customer buys by chance at her own rate, and leaves unseen after a lifetime of her own.

Rates are gamma distributed (r, alpha), lifetimes exponential at a rate that is gamma distributed (s, beta).
Sources: Schmittlein, Morrison, Colombo, "Counting Your Customers: Who Are They and What Will They Do Next?", Management
Science 33 (1987); Fader and Hardie, "A Note on Deriving the Pareto/NBD Model and Related Expressions" (2005).

The likelihood is worked out as in the note, before its hypergeometric functions: with
I(x, t) = integral from t to infinity of (alpha + u)^-(r+x) (beta + u)^-(s+1) du,
L = Gamma(r+x)/Gamma(r) alpha^r beta^s [ (alpha+T)^-(r+x) (beta+T)^-s + s (I(x, t_x) - I(x, T)) ].
`tails` gives I; it depends on the few different pairs (x, t), not on the many triples (x, t_x, T).
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from quen.forecast.fitting import Objective, maximise
from quen.forecast.history import Floats, Groups, Ints
from quen.forecast.tails import Tails, tails

NAME = "pareto_nbd"
_NODES = 8
_ALMOST_ONE = 1e-9


@dataclass(frozen=True)
class ParetoNBD:
    """Fitted parameters; alpha and beta are in the unit of time of the history they were fitted to."""

    r: float
    alpha: float
    s: float
    beta: float
    log_likelihood: float = float("nan")
    name: str = NAME

    @property
    def parameters(self) -> dict[str, float]:
        """By the letters of the papers."""
        return {"r": self.r, "alpha": self.alpha, "s": self.s, "beta": self.beta}

    def log_likelihoods(self, groups: Groups) -> Floats:
        """Log-likelihood of one customer of every row."""
        return _terms(groups, _pairs(groups), self.r, self.alpha, self.s, self.beta).log_likelihood

    def p_active(self, groups: Groups) -> Floats:
        """Chance that she has not left, row by row."""
        return _terms(groups, _pairs(groups), self.r, self.alpha, self.s, self.beta).active

    def expected_if_active(self, frequency: Floats, age: Floats, horizon: float) -> Floats:
        """Expected purchases within `horizon` of customers who are active now (formula (41) of the note)."""
        longer = np.log1p(horizon / (self.beta + age))
        power = self.s - 1
        lifetime = longer if abs(power) < _ALMOST_ONE else -np.expm1(-power * longer) / power
        return (self.r + frequency) / (self.alpha + age) * (self.beta + age) * lifetime

    def exposures(self, age: Floats, horizon: float) -> tuple[Floats, Floats]:
        """She leaves some time within the horizon, or stays to its end: Gauss' nodes on the law of her lifetime."""
        longest = np.log1p(horizon / (self.beta + age))[:, None]
        nodes, weights = np.polynomial.legendre.leggauss(_NODES)
        longer = longest * (1 + nodes) / 2
        leaves = longest / 2 * weights * self.s * np.exp(-self.s * longer)
        stays = np.exp(-self.s * longest)
        lengths = (self.beta + age)[:, None] * np.expm1(longer)
        weight = np.concatenate([leaves, stays], axis=1)
        return (
            np.concatenate([lengths, np.full_like(stays, horizon)], axis=1),
            weight / weight.sum(axis=1, keepdims=True),
        )

    def stays(self, frequency: Floats, most: int) -> Floats:
        """No purchase is the last for being one."""
        return np.ones((len(frequency), most))


def fit(groups: Groups) -> ParetoNBD:
    """Maximum likelihood. Raises DidNotFit."""
    scale = float(np.average(groups.age, weights=groups.customers)) / 4 or 1.0
    starts = [(0.5, scale, 0.5, scale), (2.0, 4 * scale, 1.0, 8 * scale)]
    found = maximise(objective, groups, starts)
    r, alpha, s, beta = map(float, found.parameters)
    return ParetoNBD(r, alpha, s, beta, found.log_likelihood)


def model(*, r: float, alpha: float, s: float, beta: float) -> ParetoNBD:
    """The model with given parameters."""
    return ParetoNBD(r, alpha, s, beta)


def objective(groups: Groups) -> Objective:
    """The log-likelihood of `groups` by log-parameters, with its gradient."""
    pairs, weights = _pairs(groups), groups.customers

    def value_and_slope(logs: Floats) -> tuple[float, Floats]:
        r, alpha, s, beta = map(float, np.exp(logs))
        found = _terms(groups, pairs, r, alpha, s, beta)
        slopes = _slopes(groups, pairs, found, r, alpha, s, beta)
        value = float(weights @ found.log_likelihood)
        return value, np.array([weights @ slope for slope in slopes]) * (r, alpha, s, beta)

    return value_and_slope


@dataclass(frozen=True)
class _Pairs:
    """The different (x, t), and where every row's (x, t_x) and (x, T) stand among them."""

    x: Floats
    t: Floats
    at_recency: Ints
    at_age: Ints


def _pairs(groups: Groups) -> _Pairs:
    times, place = np.unique(
        np.concatenate([groups.recencies.values, groups.ages.values]), return_inverse=True
    )
    recency = place[: len(groups.recencies.values)][groups.recencies.places]
    age = place[len(groups.recencies.values) :][groups.ages.places]
    start = groups.frequencies.places * len(times)
    keys, places = np.unique(np.concatenate([start + recency, start + age]), return_inverse=True)
    return _Pairs(
        x=groups.frequencies.values[keys // len(times)],
        t=times[keys % len(times)],
        at_recency=places[: len(groups)],
        at_age=places[len(groups) :],
    )


@dataclass(frozen=True)
class _Terms:
    """The terms of every row's likelihood, each as a share of the whole: `active` + `since` - `until` = 1."""

    log_likelihood: Floats
    active: Floats
    since: Floats
    until: Floats
    tails: Tails


def _terms(groups: Groups, pairs: _Pairs, r: float, alpha: float, s: float, beta: float) -> _Terms:
    x = groups.frequency
    found = tails(pairs.x, pairs.t, r=r, alpha=alpha, s=s, beta=beta)
    active = -(r + x) * groups.ages.spread(lambda age: np.log(alpha + age))
    active -= groups.ages.spread(lambda age: s * np.log(beta + age))
    since, until = np.log(s) + found.log[pairs.at_recency], np.log(s) + found.log[pairs.at_age]
    largest = np.maximum(active, since)
    whole = np.log(np.exp(active - largest) + np.exp(since - largest) - np.exp(until - largest)) + largest
    start = groups.frequencies.spread(lambda x: special.gammaln(r + x) - special.gammaln(r))
    return _Terms(
        log_likelihood=start + r * np.log(alpha) + s * np.log(beta) + whole,
        active=np.exp(active - whole),
        since=np.exp(since - whole),
        until=np.exp(until - whole),
        tails=found,
    )


def _slopes(
    groups: Groups, pairs: _Pairs, found: _Terms, r: float, alpha: float, s: float, beta: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Derivatives of every row's log-likelihood by r, alpha, s and beta."""

    def of_tails(slope: Floats) -> Floats:
        return found.since * slope[pairs.at_recency] - found.until * slope[pairs.at_age]

    x, tail = groups.frequency, found.tails
    log_alpha_age = groups.ages.spread(lambda age: np.log(alpha + age))
    log_beta_age = groups.ages.spread(lambda age: np.log(beta + age))
    psi = groups.frequencies.spread(lambda x: special.psi(r + x) - special.psi(r))
    return (
        psi + np.log(alpha) - found.active * log_alpha_age + of_tails(tail.by_r),
        r / alpha
        - found.active * (r + x) * groups.ages.spread(lambda age: 1 / (alpha + age))
        + of_tails(tail.by_alpha),
        np.log(beta) - found.active * log_beta_age + (1 - found.active) / s + of_tails(tail.by_s),
        s / beta - found.active * groups.ages.spread(lambda age: s / (beta + age)) + of_tails(tail.by_beta),
    )
