"""What the next experiment may bring, from those measured so far, drawn towards what is assumed while they are few.

A normal model in two levels: each campaign has an effect of its own around the shop's average effect, and each was
measured with an error. Half of the variance of the assumed range is taken as not knowing the average, half as campaigns
being unlike. How unlike they are is estimated after DerSimonian and Laird, "Meta-analysis in clinical trials",
Controlled Clinical Trials 7 (1986), beside the assumption, which counts as four campaigns: of a few measured ones
alone it would often come out too small. The interval is one for a single new campaign: Higgins, Thompson and
Spiegelhalter, "A re-evaluation of random-effects meta-analysis", JRSS A 172 (2009).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy import special

_Z = float(special.ndtri(0.975))
_COUNTS_AS = 4


@dataclass(frozen=True)
class Effect:
    """What an experiment brought for each customer who was written to; error: its standard error, above zero."""

    found: float
    error: float


@dataclass(frozen=True)
class Expected:
    """The effect of the next one; low to high holds it 95 times in 100."""

    middle: float
    low: float
    high: float


def expected(past: Sequence[Effect], *, low: float, high: float) -> Expected:
    """In the unit of the effects. low to high: what is assumed to hold 95 of 100 campaigns; low is below high.

    Without a past it is the assumption itself.
    """
    half = ((high - low) / 2 / _Z) ** 2 / 2
    between = _between(past, assumed=half)
    weights = [1 / (between + each.error**2) for each in past]
    precision = 1 / half + sum(weights)
    pulled = (low + high) / 2 / half
    middle = (pulled + sum(w * each.found for w, each in zip(weights, past, strict=True))) / precision
    reach = _Z * math.sqrt(1 / precision + between)
    return Expected(middle, middle - reach, middle + reach)


def _between(past: Sequence[Effect], *, assumed: float) -> float:
    """The variance of true effects among campaigns."""
    if len(past) < 2:
        return assumed
    weights = [each.error**-2 for each in past]
    whole = sum(weights)
    mean = sum(w * each.found for w, each in zip(weights, past, strict=True)) / whole
    apart = sum(w * (each.found - mean) ** 2 for w, each in zip(weights, past, strict=True))
    estimated = (apart - (len(past) - 1)) / (whole - sum(w * w for w in weights) / whole)
    more = len(past) - 1
    return (_COUNTS_AS * assumed + more * max(0.0, estimated)) / (_COUNTS_AS + more)
