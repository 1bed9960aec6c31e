"""A few customers who spend very much: would the answer be another without their last million?

Winsorised: amounts beyond the 1st and 99th percentile of all arms together count as those percentiles. Source: Tukey,
"The future of data analysis", Annals of Mathematical Statistics 33 (1962); for experiments Kohavi, Tang and Xu,
"Trustworthy Online Controlled Experiments" (2020), chapter 18. It answers another question, of customers as most are,
and so stands beside the result, never in its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quen.measures.uplift.average import Floats
from quen.measures.uplift.compare import Difference

LOWEST, HIGHEST = 1.0, 99.0


@dataclass(frozen=True)
class Capped:
    """The difference of amounts between the two percentiles, and where those lie."""

    low_cap: float
    high_cap: float
    difference: Difference


def caps(outcomes: Sequence[Floats]) -> tuple[float, float] | None:
    """The 1st and 99th percentile of all arms together; None where nothing lies beyond them, or nothing between."""
    every = np.concatenate(outcomes)
    low, high = (float(cap) for cap in np.percentile(every, [LOWEST, HIGHEST]))
    return (low, high) if low < high and (every.min() < low or high < every.max()) else None
