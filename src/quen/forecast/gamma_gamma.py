"""Gamma-Gamma: what a purchase day is worth, apart from how often it comes.

A customer's purchases vary around her own mean by a gamma law of shape p; the means vary over customers (q, v).
Source: Fader and Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), after Colombo and Jiang, Journal of
Interactive Marketing 13 (1999). It takes spending and frequency to be unrelated; `correlation` tells how far they are.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import special

from quen.forecast.errors import TooLittleData
from quen.forecast.fitting import Objective, maximise
from quen.forecast.history import Column, Floats, History, Ints, column
from quen.kernel.sentences import gettext_noop

LEAST_CUSTOMERS = 10


@dataclass(frozen=True)
class GammaGamma:
    """Fitted parameters; v is in the unit of money of the history's values. q > 1: everybody's mean exists."""

    p: float
    q: float
    v: float
    customers: int = 0
    log_likelihood: float = float("nan")
    correlation: float = float("nan")

    @property
    def parameters(self) -> dict[str, float]:
        """By the letters of the note."""
        return {"p": self.p, "q": self.q, "v": self.v}

    def mean_value(self, history: History) -> Floats:
        """Expected spending of a purchase day, a place per customer: her own mean drawn towards everybody's."""
        x = np.where(history.value > 0, history.frequency, 0)
        return self.p * (self.v + x * history.value) / (self.p * x + self.q - 1)


@dataclass(frozen=True)
class Spending:
    """Customers who came back and spent: how often (x), and the mean of it (z) as a multiple of the overall mean."""

    frequency: Floats
    value: Floats

    def __len__(self) -> int:
        return len(self.frequency)

    @cached_property
    def customers(self) -> Floats:
        """One a row."""
        return np.ones_like(self.frequency)

    @cached_property
    def frequencies(self) -> Column:
        """The different numbers of purchases."""
        return column(self.frequency)

    def select(self, rows: Ints) -> "Spending":
        """Some of the rows."""
        return Spending(self.frequency[rows], self.value[rows])


def fit(history: History) -> GammaGamma:
    """Maximum likelihood over the customers who came back. Raises TooLittleData or DidNotFit."""
    back = (history.frequency > 0) & (history.value > 0)
    customers = int(back.sum())
    if customers < LEAST_CUSTOMERS:
        raise TooLittleData(
            gettext_noop(
                "Not yet: %(customers)s customers came back and spent; their spending can be told from %(least)s on."
            ),
            customers=customers,
            least=LEAST_CUSTOMERS,
        )
    frequency, value = history.frequency[back].astype(np.float64), history.value[back]
    scale = float(value.mean())
    found = maximise(objective, Spending(frequency, value / scale), [(4.0, 2.0, 1.0), (1.0, 1.0, 1.0)])
    p, q_less_one, v = map(float, found.parameters)
    return GammaGamma(
        p, 1 + q_less_one, v * scale, customers, found.log_likelihood - customers * float(np.log(scale)),
        correlation=_correlation(frequency, value),
    )  # fmt: skip


def objective(spending: Spending) -> Objective:
    """The log-likelihood by log p, log(q - 1) and log v, with its gradient."""
    x, z, weights = spending.frequency, spending.value, spending.customers
    log_z, log_x = np.log(z), np.log(x)

    def value_and_slope(logs: Floats) -> tuple[float, Floats]:
        p, less, v = map(float, np.exp(logs))
        q = 1 + less
        log_sum = np.log(v + x * z)
        start = spending.frequencies.spread(
            lambda x: special.gammaln(p * x + q) - special.gammaln(p * x) - special.gammaln(q)
        )
        psi = spending.frequencies.spread(lambda x: special.psi(p * x + q))
        psi_p = spending.frequencies.spread(lambda x: special.psi(p * x))
        each = start + q * np.log(v) + (p * x - 1) * log_z + p * x * log_x - (p * x + q) * log_sum
        slopes = (
            x * (psi - psi_p + log_z + log_x - log_sum),
            psi - special.psi(q) + np.log(v) - log_sum,
            q / v - (p * x + q) / (v + x * z),
        )
        return float(weights @ each), np.array([weights @ slope for slope in slopes]) * (p, less, v)

    return value_and_slope


def _correlation(frequency: Floats, value: Floats) -> float:
    """Pearson's, between how often and how much; 0 where one of them does not vary."""
    if np.ptp(frequency) == 0 or np.ptp(value) == 0:
        return 0.0
    return float(np.corrcoef(frequency, value)[0, 1])
