"""All visits to the tills, known and anonymous, in the order they happened."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Floats, Ints, pick
from quen.demo.hours import Mission, seconds_of_day
from quen.demo.population import Kind, Population, draw_store, home_on, late_store_day
from quen.demo.refills import Refills, on_visits
from quen.demo.rhythm import Moments
from quen.demo.season import Season
from quen.demo.streams import Subject, stream
from quen.demo.tastes import Tastes

PASSER_BY_TASTES = 500  # anonymous visits share that many sets of tastes
_ANONYMOUS_PER_KNOWN = 1 / 3
_AWAY_FROM_HOME = 0.09
CHANNELS = ("Tại cửa hàng", "Mang đi", "Giao tận nơi", "Đặt trực tuyến")
_CHANNEL_OF_DRINK = (0.52, 0.34, 0.09, 0.05)
_CHANNEL_OF_GOODS = (0.80, 0.00, 0.13, 0.07)


@dataclass(frozen=True)
class Traffic:
    """One element per visit, sorted by time. Shopper numbers from `known` on are passers-by."""

    known: int
    shopper: Ints
    day: Ints
    second: Ints
    store: Ints
    mission: Ints
    channel: Ints

    def __len__(self) -> int:
        return len(self.shopper)


def traffic(
    *, seed: int, people: Population, moments: Moments, wanted: Refills, liking: Tastes, season: Season
) -> tuple[Traffic, Ints]:
    """The visits, and for each refill the visit that it is bought on."""
    rng = stream(seed, Subject.HOURS)
    day = season.day_at(moments.at)
    waits_for, can_wait = on_visits(wanted, shopper=moments.shopper, day=day, days=season.days)
    trips = wanted.only(~can_wait)
    strangers = _passers_by(seed=seed, known=len(people), count=len(day) + len(trips.day), season=season)
    shopper = np.concatenate([moments.shopper, trips.shopper, strangers.shopper])
    day = np.concatenate([day, trips.day, strangers.at.astype(np.int64)])
    mission = _missions(shopper=shopper, people=people, liking=liking, rng=rng)
    mission[len(moments.shopper) : len(moments.shopper) + len(trips.day)] = Mission.REFILL
    second = seconds_of_day(mission=mission, is_weekend=season.weekday[day] >= 5, rng=rng)
    store = _stores(shopper=shopper, day=day, people=people, season=season, rng=rng)
    order = np.lexsort((np.arange(len(day)), second, day))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    visit = waits_for.copy()
    visit[~can_wait] = len(moments.shopper) + np.arange(len(trips.day))
    return (
        Traffic(
            known=len(people),
            shopper=shopper[order],
            day=day[order],
            second=second[order],
            store=store[order],
            mission=mission[order],
            channel=_channels(mission=mission, chance=rng.random(len(day)))[order],
        ),
        place[visit],
    )


def _passers_by(*, seed: int, known: int, count: int, season: Season) -> Moments:
    """Anonymous visits, as many as the share says; `at` is the day."""
    rng = stream(seed, Subject.PASSERS_BY)
    strangers = int(rng.poisson(count * _ANONYMOUS_PER_KNOWN))
    day = pick(season.elapsed[1:], rng.random(strangers))
    return Moments(shopper=known + rng.integers(0, PASSER_BY_TASTES, strangers), at=day.astype(np.float64))


def _missions(*, shopper: Ints, people: Population, liking: Tastes, rng: Generator) -> Ints:
    chance = rng.random(len(shopper))
    drinks = liking.drinks_share[shopper]
    mission = np.where(chance < drinks, Mission.DRINK, Mission.TOP_UP)
    mission = np.where(chance > drinks + 0.72 * (1 - drinks), Mission.BIG_SHOP, mission)
    kind = np.concatenate([people.kind, np.full(PASSER_BY_TASTES, Kind.PERSON)])
    return np.where(kind[shopper] == Kind.COMPANY, Mission.OFFICE, mission).astype(np.int64)


def _stores(*, shopper: Ints, day: Ints, people: Population, season: Season, rng: Generator) -> Ints:
    """One's own store, now and then another; passers-by anywhere."""
    anywhere = draw_store(is_late=day >= late_store_day(season), rng=rng)
    is_stranger = shopper >= len(people)
    home = home_on(people=people, shopper=np.where(is_stranger, 0, shopper), day=day, season=season)
    strays = rng.random(len(day)) < _AWAY_FROM_HOME
    return np.where(is_stranger | strays, anywhere, home)


def _channels(*, mission: Ints, chance: Floats) -> Ints:
    drink = pick(np.cumsum(_CHANNEL_OF_DRINK), chance)
    return np.where(mission == Mission.DRINK, drink, pick(np.cumsum(_CHANNEL_OF_GOODS), chance))
