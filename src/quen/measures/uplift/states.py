"""Three honest states: still collecting, no difference seen, difference.

Collecting as long as the interval cannot be trusted or it is too early to look:

- an arm has fewer than 30 customers, or nobody differs from anybody;
- shares of customers: fewer than five are expected on either side of yes and no, Cochran, "Some methods for
  strengthening the common chi-square tests", Biometrics 10 (1954);
- amounts: the difference itself leans to one side, because few customers spend most. The skewness of the difference
  of two means is what is left of the skewness of customers after averaging, and in arms of one size it cancels.
  Above 0.3 more than 5 % of the claims would be false (docs/explanation/proof.md); see Hall, "The Bootstrap and
  Edgeworth Expansion" (1992), section 2.6. Kohavi, Deng, Longbotham and Xu, "Seven rules of thumb for web site
  experimenters", KDD 2014, rule 7, ask for 355 times the squared skewness of customers in each arm; this asks for
  some 11 times it in a small holdout, and less in arms of like size.
- the planned number of customers is not reached, and the interval is one for a single look.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from quen.measures.uplift.average import Average

FEWEST_CUSTOMERS = 30
FEWEST_EXPECTED = 5.0
MOST_SKEWNESS = 0.3
ALPHA = 0.05


class State(StrEnum):
    """What may be said."""

    COLLECTING = "collecting"
    NO_DIFFERENCE = "no_difference"
    DIFFERENCE = "difference"


class Wait(StrEnum):
    """Why it is too early to say anything."""

    TOO_FEW = "too_few"
    TOO_SKEWED = "too_skewed"
    TOO_EARLY = "too_early"


@dataclass(frozen=True)
class Horizon:
    """How many customers the experiment was planned for; None: those there are.

    is_anytime: looked at as often as one likes, with the wider interval of `anytime`; needs a plan.
    """

    planned: int | None = None
    is_anytime: bool = False

    def is_reached(self, customers: int) -> bool:
        return self.planned is None or customers >= self.planned

    def fraction(self, customers: int) -> float | None:
        """The share of the plan that is in, where every look counts."""
        return customers / self.planned if self.is_anytime and self.planned else None


def wait(arm: Average, control: Average, horizon: Horizon, customers: int) -> Wait | None:
    """Why nothing may be said yet of the arm, in an experiment of so many `customers`; None: it may."""
    if not horizon.is_anytime and not horizon.is_reached(customers):
        return Wait.TOO_EARLY
    if (
        min(arm.customers, control.customers) < FEWEST_CUSTOMERS
        or _least_expected(arm, control) < FEWEST_EXPECTED
    ):
        return Wait.TOO_FEW
    return Wait.TOO_SKEWED if abs(skewness(arm, control)) > MOST_SKEWNESS else None


def skewness(arm: Average, control: Average) -> float:
    """How far the difference of the two averages leans to one side; 0 for shares of customers, whose interval knows.

    From the spread and skewness of both arms together: those of a small arm alone look harmless just when it has missed
    the large amounts, which is when its average is wrong.
    """
    if arm.ones is not None and control.ones is not None:
        return 0.0
    customers = arm.customers + control.customers
    squares = sum((each.error * each.customers) ** 2 for each in (arm, control)) / customers
    cubes = sum(each.third * each.customers**3 for each in (arm, control)) / customers
    if not squares > 0:
        return 0.0
    leans = 1 / arm.customers**2 - 1 / control.customers**2
    spread = math.sqrt(squares * (1 / arm.customers + 1 / control.customers))
    return cubes * leans / spread**3


def _least_expected(arm: Average, control: Average) -> float:
    """The fewest customers expected on either side of yes and no in either arm; for amounts no limit."""
    if arm.ones is None or control.ones is None:
        return FEWEST_EXPECTED
    together = (arm.ones + control.ones) / (arm.customers + control.customers)
    return min(arm.customers, control.customers) * min(together, 1 - together)
