"""The average of one arm, and how far it can be off."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Average:
    """The mean outcome of an arm's `customers`, in the outcome's own unit.

    error: the standard error of the mean, with so many `degrees` of freedom. third: the third central moment of the
    mean, by which its distribution leans to one side. ones: how many have outcome 1, where every outcome is 0 or 1 and
    nothing was adjusted; else None.
    """

    customers: int
    mean: float
    error: float
    degrees: float
    third: float
    ones: int | None = None


def average(outcomes: Floats, *, is_share: bool) -> Average:
    """The plain mean of `outcomes`, of which there are at least two. `is_share`: every one of them is 0 or 1."""
    customers, mean = len(outcomes), float(outcomes.mean())
    off = outcomes - mean
    return Average(
        customers=customers,
        mean=mean,
        error=float(np.sqrt(off @ off / (customers - 1) / customers)),
        degrees=customers - 1.0,
        third=float((off * off) @ off) / customers**3,
        ones=round(float(outcomes.sum())) if is_share else None,
    )


def are_shares(outcomes: Floats) -> bool:
    """Whether every outcome is 0 or 1."""
    return bool(np.all((outcomes == 0) | (outcomes == 1)))
