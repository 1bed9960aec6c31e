"""The family of BG/NBD and MBG/NBD: a customer buys by chance at her own rate, and may stop after each purchase.

Rates are gamma distributed (r, alpha), the chance to stop is beta distributed (a, b). In the BG/NBD nobody stops before
her second purchase; in the MBG/NBD the coin is tossed after the first one too. `tosses` is the number of coins she
survived: x in the BG/NBD, x + 1 in the MBG/NBD, and with it both are one formula.

Sources: Fader, Hardie, Lee, "Counting Your Customers the Easy Way", Marketing Science 24 (2005), formula (6), and their
notes of 2005 and 2019; Batislam, Denizel, Filiztekin, IJRM 24 (2007); Hoppe and Wagner, Marketing ZFP 29 (2007).
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from quen.forecast.counts import counts_if_active
from quen.forecast.fitting import Objective, maximise
from quen.forecast.history import Floats, Groups


@dataclass(frozen=True)
class BetaGeometric:
    """Fitted parameters; alpha is in the unit of time of the history they were fitted to."""

    name: str
    first_toss: int
    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float = float("nan")

    @property
    def parameters(self) -> dict[str, float]:
        """By the letters of the papers."""
        return {"r": self.r, "alpha": self.alpha, "a": self.a, "b": self.b}

    def log_likelihoods(self, groups: Groups) -> Floats:
        """Log-likelihood of one customer of every row."""
        return _parts(groups, self.first_toss, self.r, self.alpha, self.a, self.b).log_likelihood

    def p_active(self, groups: Groups) -> Floats:
        """Chance that she will ever buy again, row by row."""
        found = _parts(groups, self.first_toss, self.r, self.alpha, self.a, self.b)
        active: Floats = special.expit(-found.odds_gone)
        return active

    def expected_if_active(self, frequency: Floats, age: Floats, horizon: float) -> Floats:
        """Expected purchases within `horizon` of customers who are active now."""
        return counts_if_active(self, frequency, age, horizon).mean

    def exposures(self, age: Floats, horizon: float) -> tuple[Floats, Floats]:
        """Nobody leaves between purchases: she is there for the whole horizon."""
        return np.full((len(age), 1), horizon), np.ones((len(age), 1))

    def stays(self, frequency: Floats, most: int) -> Floats:
        """n - 1 coins survived, of a chance that is beta distributed (a, b + coins survived so far)."""
        tosses = (frequency + self.first_toss)[:, None] + np.arange(most - 1)
        survived = np.cumprod((self.b + tosses) / (self.a + self.b + tosses), axis=1)
        return np.concatenate([np.ones((len(frequency), 1)), survived], axis=1)


def fit(groups: Groups, *, name: str, first_toss: int) -> BetaGeometric:
    """Maximum likelihood. Raises DidNotFit."""
    scale = float(np.average(groups.age, weights=groups.customers)) / 4 or 1.0
    starts = [(0.5, scale, 0.8, 2.5), (2.0, 2 * scale, 0.5, 5.0)]
    found = maximise(lambda rows: objective(rows, first_toss), groups, starts)
    r, alpha, a, b = map(float, found.parameters)
    return BetaGeometric(name, first_toss, r, alpha, a, b, found.log_likelihood)


def objective(groups: Groups, first_toss: int) -> Objective:
    """The log-likelihood of `groups` by log-parameters, with its gradient."""

    def value_and_slope(logs: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = map(float, np.exp(logs))
        found = _parts(groups, first_toss, r, alpha, a, b)
        slopes = _slopes(groups, first_toss, found, r, alpha, a, b)
        weights = groups.customers
        value = float(weights @ found.log_likelihood)
        return value, np.array([weights @ slope for slope in slopes]) * (r, alpha, a, b)

    return value_and_slope


@dataclass(frozen=True)
class _Parts:
    log_likelihood: Floats
    odds_gone: Floats  # log odds that she has stopped
    log_ratio: Floats  # log((alpha + T) / (alpha + t_x))


def _parts(groups: Groups, first_toss: int, r: float, alpha: float, a: float, b: float) -> _Parts:
    x, tosses = groups.frequency, groups.frequency + first_toss
    log_age = groups.ages.spread(lambda age: np.log(alpha + age))
    log_ratio = log_age - groups.recencies.spread(lambda recency: np.log(alpha + recency))
    stays = groups.frequencies.spread(
        lambda x: (
            special.gammaln(r + x)
            - special.gammaln(r)
            + special.gammaln(b + x + first_toss)
            - special.gammaln(b)
            - special.gammaln(a + b + x + first_toss)
            + special.gammaln(a + b)
        ),
    )
    with np.errstate(divide="ignore"):
        # She cannot have stopped where no coin was tossed yet.
        odds = np.where(
            tosses > 0, np.log(a) - np.log(np.maximum(b + tosses - 1, 0)) + (r + x) * log_ratio, -np.inf
        )
    alive = stays + r * np.log(alpha) - (r + x) * log_age
    return _Parts(alive + np.logaddexp(0, odds), odds, log_ratio)


def _slopes(
    groups: Groups, first_toss: int, found: _Parts, r: float, alpha: float, a: float, b: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Derivatives of every row's log-likelihood by r, alpha, a and b."""
    x, tosses = groups.frequency, groups.frequency + first_toss
    gone = special.expit(found.odds_gone)
    by_age = groups.ages.spread(lambda age: 1 / (alpha + age))
    by_recency = groups.recencies.spread(lambda recency: 1 / (alpha + recency))
    log_age = groups.ages.spread(lambda age: np.log(alpha + age))
    psi_r = groups.frequencies.spread(lambda x: special.psi(r + x) - special.psi(r))
    psi_ab = groups.frequencies.spread(lambda x: special.psi(a + b) - special.psi(a + b + x + first_toss))
    psi_b = groups.frequencies.spread(lambda x: special.psi(b + x + first_toss) - special.psi(b))
    return (
        psi_r + np.log(alpha) - log_age + gone * found.log_ratio,
        r / alpha - (r + x) * (by_age - gone * (by_age - by_recency)),
        psi_ab + gone / a,
        psi_b + psi_ab - gone / np.where(tosses > 0, b + tosses - 1, 1),
    )
