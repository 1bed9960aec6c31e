"""Did as many customers land in each arm as were meant to? Where not, no result can be trusted.

Source: Fabijan, Gupchup, Gupta, Omhover, Qin, Vermeer and Dmitriev, "Diagnosing sample ratio mismatch in online
controlled experiments", KDD 2019: Pearson's chi-square test of the counts, with an alarm only where chance is next to
excluded, because it is asked of every experiment; below 0.001, after Kohavi, Tang and Xu, "Trustworthy Online
Controlled Experiments" (2020), chapter 21.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy import special

ALARM = 0.001


@dataclass(frozen=True)
class SampleRatio:
    """Customers counted in each arm and expected there, and how likely counts so far off are by chance alone."""

    counted: tuple[int, ...]
    expected: tuple[float, ...]
    p_value: float

    @property
    def is_ok(self) -> bool:
        return self.p_value >= ALARM


def sample_ratio(counted: Sequence[int], split: Sequence[float] | None = None) -> SampleRatio:
    """Compare the counts with the `split`: any positive numbers that stand in its ratio; equal where None."""
    weights = split or [1.0] * len(counted)
    whole, customers = sum(weights), sum(counted)
    expected = tuple(customers * weight / whole for weight in weights)
    if not customers:
        return SampleRatio(tuple(counted), expected, 1.0)
    off = sum((count - wanted) ** 2 / wanted for count, wanted in zip(counted, expected, strict=True))
    p_value = float(special.chdtrc(len(counted) - 1, off))
    return SampleRatio(tuple(counted), expected, p_value)
