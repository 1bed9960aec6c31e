"""When each shopper comes: own rate, own regularity, own end.

The model is the field's Pareto/GGG (Platzer and Reutterer, Marketing Science 35(5), 2016): gaps between visits are
gamma with a shape of one's own, rates are gamma across shoppers, lifetimes exponential with gamma rates. Some newcomers
never return at all, as in the BG/NBD family. Time runs on the demand clock, so that everybody comes more before Tết.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Bools, Floats, Ints
from quen.demo.population import Kind, Population
from quen.demo.season import Season
from quen.demo.streams import Subject, stream

_RATE_SHAPE, _RATE_MEAN = 0.85, 0.0625  # visits per day of average demand
_END_SHAPE, _END_SCALE = (
    1.3,
    380.0,
)  # lifetime: exponential, its rate gamma with this shape and 1/scale (days)
_ONCE_ONLY = 0.20
_COMPANY_RATE, _STAFF_RATE = 1 / 12, 0.45


@dataclass(frozen=True)
class Rhythms:
    """One element per shopper: visits a demand day, gamma shape of the gaps, end on the demand clock."""

    rate: Floats
    regularity: Floats
    end: Floats


@dataclass(frozen=True)
class Moments:
    """Who and when, sorted by shopper and time."""

    shopper: Ints
    at: Floats


def rhythms(*, seed: int, people: Population) -> Rhythms:
    """Draw everybody's own rhythm."""
    rng = stream(seed, Subject.RHYTHM)
    count = len(people)
    rate = np.maximum(rng.gamma(_RATE_SHAPE, _RATE_MEAN / _RATE_SHAPE, count), 0.002)
    rate = np.where(people.kind == Kind.COMPANY, _COMPANY_RATE * rng.gamma(6.0, 1 / 6.0, count), rate)
    rate = np.where(people.kind == Kind.STAFF, _STAFF_RATE, rate)
    end = people.enrolled_at + rng.exponential(1.0, count) / rng.gamma(_END_SHAPE, 1 / _END_SCALE, count)
    once = (rng.random(count) < _ONCE_ONLY) & (people.kind == Kind.PERSON) & ~people.is_old
    end = np.where(once, people.enrolled_at, end)
    end = np.where(people.kind == Kind.STAFF, np.inf, end)
    regularity = np.exp(rng.normal(0.6, 0.5, count))
    return Rhythms(
        rate=rate,
        regularity=np.where(people.kind == Kind.COMPANY, 8.0, regularity),
        end=np.where(people.buys, end, -1.0),
    )


def visits(*, seed: int, people: Population, own: Rhythms, season: Season) -> Moments:
    """Every visit of everybody within the window, on the demand clock; newcomers' first visit is their enrolment."""
    rng = stream(seed, Subject.VISITS)
    end = np.minimum(own.end, season.elapsed[-1] - 1e-6)
    later = renewals(
        rate=own.rate, shape=own.regularity, start=people.enrolled_at, end=end, settled=people.is_old, rng=rng
    )
    first = np.flatnonzero(people.buys & ~people.is_old).astype(np.int64)
    shopper = np.concatenate([first, later.shopper])
    at = np.concatenate([people.enrolled_at[first], later.at])
    order = np.lexsort((at, shopper))
    return Moments(shopper=shopper[order], at=at[order])


def renewals(
    *, rate: Floats, shape: Floats, start: Floats, end: Floats, settled: Bools, rng: Generator
) -> Moments:
    """Gamma renewals of each owner between start and end.

    Where `settled`, the process runs since long before: its first gap is a part of one.
    """
    room = np.maximum(end - start, 0.0) * rate
    draws = np.where(room > 0, np.ceil(room + 6 * np.sqrt(room / np.minimum(shape, 1.0)) + 6), 0).astype(
        np.int64
    )
    owner = np.repeat(np.arange(len(rate)), draws)
    gap = rng.standard_gamma(shape[owner]) / (shape * rate)[owner]
    begins = np.cumsum(draws) - draws
    has_any = draws > 0
    part = rng.random(len(rate))
    gap[begins[has_any]] *= np.where(settled, part, 1.0)[has_any]
    total = np.cumsum(gap)
    before = (
        np.where(begins > 0, total[np.maximum(begins - 1, 0)], 0.0) if len(total) else np.zeros(len(rate))
    )
    at = start[owner] + total - before[owner]
    kept = at < end[owner]
    return Moments(shopper=owner[kept].astype(np.int64), at=at[kept])
