"""A year of campaigns and journeys and what they really did: who was written to comes more often, or keeps away.

The simulation alone knows what would have happened otherwise. The product has to find it by its holdouts.

Whom a journey holds out is said by a hash of the customer's number, which the simulation does not know yet. It draws
half of them for itself; let into the journey are those on whom hash and simulation agree. Neither knows of the other,
so that these are like everybody, and the share of them who are held out is the journey's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Bools, Ints
from quen.demo.cards import NO_CARD, Cards
from quen.demo.population import Kind, Population
from quen.demo.rhythm import Moments
from quen.demo.season import Season
from quen.demo.streams import Subject, stream

HELD_OUT, WRITTEN_TO = 0, 1
_FIRST_VISIT_AFTER = 0.5  # of a day: nobody comes on a message of nine in the morning before noon


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A campaign `days_before` the last day, on one channel, to those who agreed to it; or a journey.

    quiet_days: only to who has not come for so long. coming_days: those who come in so many days from then; what they
    are sent works after these. more: visits it brings each customer who is written to, on
    average; leaves_out: the share of their visits they drop because of it.
    """

    key: str
    channel: str
    days_before: int
    holdout_percent: int = 20
    horizon_days: int = 30
    quiet_days: int = 0
    coming_days: int = 0
    more: float = 0.0
    leaves_out: float = 0.0


TRIALS = (
    Trial(key="thanks", channel="sms", days_before=320, more=0.4),
    Trial(key="win-back", channel="sms", days_before=240, quiet_days=60, holdout_percent=30, more=0.15),
    Trial(key="new-roast", channel="email", days_before=160),
    Trial(key="too-often", channel="sms", days_before=80, leaves_out=0.4),
)

JOURNEYS = (
    Trial(key="come-again", channel="sms", days_before=285, coming_days=28, holdout_percent=40, more=1.5),
    Trial(key="miss-you", channel="sms", days_before=205, quiet_days=40, holdout_percent=40),
    Trial(
        key="pester", channel="sms", days_before=150, coming_days=28, holdout_percent=50, horizon_days=75,
        leaves_out=0.9,
    ),
    Trial(key="goes-with-it", channel="email", days_before=21, coming_days=14, holdout_percent=40, more=0.3),
)  # fmt: skip
_LIKE_THE_HASH = 50  # percent not written to by the simulation, of whom a journey might take


@dataclass(frozen=True)
class Tried:
    """One element per shopper of the trial: her arm, and by how many visits she was moved (below zero: kept away)."""

    trial: Trial
    day: int
    shopper: Ints
    arm: Ints
    moved: Ints


def reactions(
    *, seed: int, held: Cards, people: Population, moments: Moments, season: Season
) -> tuple[Moments, list[Tried]]:
    """The visits as they were changed, and who was in which trial. One before the window is not made."""
    campaigns, journeys = stream(seed, Subject.REACTIONS), stream(seed, Subject.JOURNEYS)
    tried: list[Tried] = []
    for trial in sorted(TRIALS + JOURNEYS, key=lambda each: -each.days_before):
        rng, percent = (journeys, _LIKE_THE_HASH) if trial in JOURNEYS else (campaigns, trial.holdout_percent)
        day = season.days - 1 - trial.days_before
        if day - trial.quiet_days <= 0:
            continue
        shopper = _asked(trial, day, held=held, people=people, moments=moments, season=season)
        arm = np.where(rng.random(len(shopper)) < percent / 100, HELD_OUT, WRITTEN_TO)
        reached = shopper[arm == WRITTEN_TO]
        works_from = day + trial.coming_days
        moments, moved = _moved(
            trial, works_from, reached=reached, count=len(people), moments=moments, season=season, rng=rng
        )
        tried.append(Tried(trial, day, shopper, arm, moved[shopper]))
    return moments, tried


def rows(tried: list[Tried], held: Cards) -> Iterator[tuple[str, str, int, int]]:
    """Trial, card, arm and visits moved, as tables have them."""
    codes = held.codes
    for each in tried:
        for shopper, arm, moved in zip(
            each.shopper.tolist(), each.arm.tolist(), each.moved.tolist(), strict=True
        ):
            yield each.trial.key, codes[held.first_of[shopper]], arm, moved


def _asked(
    trial: Trial, day: int, *, held: Cards, people: Population, moments: Moments, season: Season
) -> Ints:
    """Persons with one card who said yes to the channel on it; of the quiet, those who came once, and not lately."""
    first = held.first_of
    agrees = np.array([_agrees(held, card, trial.channel) for card in first.tolist()])
    is_there = (held.enrolled_day[first] < day) & (held.second_of == NO_CARD) & (people.kind == Kind.PERSON)
    found: Bools = agrees & is_there & people.buys
    visited = season.day_at(moments.at)
    if trial.coming_days:
        found &= _came(moments, (visited >= day) & (visited < day + trial.coming_days), len(people))
    if trial.quiet_days:
        found &= _came(moments, visited < day, len(people))
        found &= ~_came(moments, (visited < day) & (visited >= day - trial.quiet_days), len(people))
    return np.flatnonzero(found).astype(np.int64)


def _agrees(held: Cards, card: int, channel: str) -> bool:
    facts = held.facts[card]
    return facts.consent_sms if channel == "sms" else facts.consent_email


def _came(moments: Moments, when: Bools, count: int) -> Bools:
    came = np.zeros(count, dtype=np.bool_)
    came[moments.shopper[when]] = True
    return came


def _moved(
    trial: Trial, day: int, *, reached: Ints, count: int, moments: Moments, season: Season, rng: Generator
) -> tuple[Moments, Ints]:
    """The visits after the trial, and by how many each shopper's are more or fewer."""
    is_reached = np.zeros(count, dtype=np.bool_)
    is_reached[reached] = True
    visited = season.day_at(moments.at)
    within = is_reached[moments.shopper] & (visited > day) & (visited < day + trial.horizon_days)
    dropped = within & (rng.random(len(visited)) < trial.leaves_out)
    extra = np.repeat(reached, rng.poisson(trial.more, len(reached)))
    days_later = _FIRST_VISIT_AFTER + rng.random(len(extra)) * (trial.horizon_days - 1)
    at = np.interp(day + days_later, np.arange(season.days + 1), season.elapsed)
    shopper = np.concatenate([moments.shopper[~dropped], extra])
    times = np.concatenate([moments.at[~dropped], np.minimum(at, season.elapsed[-1] - 1e-6)])
    order = np.lexsort((times, shopper))
    moved = np.bincount(extra, minlength=count) - np.bincount(moments.shopper[dropped], minlength=count)
    return Moments(shopper=shopper[order], at=times[order]), moved.astype(np.int64)
