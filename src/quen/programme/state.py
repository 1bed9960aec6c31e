"""What the programme has to know of a member: her counters, as one small value."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Tally(NamedTuple):
    """What one rule (or the whole programme) gave the member: on the last such day, in its month, ever."""

    day: date = date.min
    day_points: int = 0
    day_times: int = 0
    month_points: int = 0
    life_points: int = 0
    life_times: int = 0


class Reached(NamedTuple):
    """Running totals towards a tier at the end of a day: qualifying points, money in minor units, visits."""

    day: date
    points: int
    spending_minor: int
    visits: int


class Bought(NamedTuple):
    """How often the member bought certain goods (days), and when last."""

    visits: int
    last_day: date


class TierState(NamedTuple):
    """The tier held, since when, and to when (the first day after)."""

    key: str
    since: date
    until: date


class MemberState(NamedTuple):
    """Facts and counters of one member in one programme: a plain tuple, made anew for every purchase.

    `remainder_minor` is money that has not earned a full step yet; after a return it may be below zero, which later
    purchases make good. `meters` hold the same for what multiplies, per rule, in ten-thousandths of minor units.
    `reached` are running totals towards the tier. `open_offers` says until when a complementary offer stands.
    The mappings are never changed, only replaced.
    """

    birthday: date | None = None
    segments: frozenset[str] = frozenset()
    visits: int = 0
    last_day: date | None = None
    remainder_minor: int = 0
    meters: Mapping[str, int] = {}
    tallies: Mapping[str, Tally] = {}
    stamps: Mapping[str, int] = {}
    bought: Mapping[str, Bought] = {}
    open_offers: Mapping[str, date] = {}
    tier: TierState | None = None
    reached: tuple[Reached, ...] = ()


NEW_MEMBER = MemberState()
