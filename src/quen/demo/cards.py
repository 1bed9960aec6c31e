"""The customer cards: one a shopper, and for a few a second one that nobody noticed."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from quen.demo.arrays import Bools, Ints
from quen.demo.facts import Facts
from quen.demo.phones import numbers, written, written_otherwise
from quen.demo.population import Kind, Population
from quen.demo.rhythm import Rhythms
from quen.demo.season import Season
from quen.demo.streams import Subject, stream
from quen.demo.traffic import Traffic
from quen.kernel.names import search_key

NO_CARD = -1
_USES_SECOND = 0.4  # of the visits since there is a second card
_REGULAR_FROM_RATE = 0.04


class Double(IntEnum):
    """How a second card came to be."""

    NONE = 0
    PHONE_WRITTEN_OTHERWISE = 1
    EMAIL_ONLY = 2
    NEW_PHONE = 3


@dataclass(frozen=True)
class Cards:
    """One element per card, in the order of their codes. `second_of` maps a shopper to the place of the second card."""

    shopper: Ints
    double: Ints
    enrolled_day: Ints
    facts: list[Facts]  # phones as written on the card
    first_of: Ints
    second_of: Ints

    @property
    def codes(self) -> list[str]:
        return [f"KH{n:06d}" for n in range(1, len(self.shopper) + 1)]


def cards(
    *, seed: int, people: Population, own: Rhythms, known: list[Facts], doubles: int, season: Season
) -> Cards:
    """Give out the codes by day of enrolment."""
    rng = stream(seed, Subject.DUPLICATES)
    came = np.maximum(people.enrolled_day, 0)
    stays = season.day_at(np.clip(own.end, 0.0, season.elapsed[-1])) - came
    may_have_two = _may_have_two(people=people, own=own, known=known) & (stays >= season.days // 4)
    candidates = np.flatnonzero(may_have_two).astype(np.int64)
    twice = rng.permutation(candidates)[:doubles]
    kinds = 1 + np.arange(len(twice)) % 3
    second_day = came[twice] + 1 + (rng.random(len(twice)) * 0.7 * stays[twice]).astype(np.int64)
    shopper = np.concatenate([np.arange(len(people)), twice])
    double = np.concatenate([np.zeros(len(people), dtype=np.int64), kinds])
    enrolled = np.concatenate([people.enrolled_day, second_day])
    order = np.lexsort((double, shopper, enrolled))
    place = np.argsort(order, kind="stable")
    second_of = np.full(len(people), NO_CARD, dtype=np.int64)
    second_of[twice] = place[len(people) :]
    return Cards(
        shopper=shopper[order],
        double=double[order],
        enrolled_day=enrolled[order],
        facts=_as_written(seed=seed, known=known, shopper=shopper[order], double=double[order]),
        first_of=place[: len(people)].astype(np.int64),
        second_of=second_of,
    )


def card_shown(*, seed: int, held: Cards, visits: Traffic) -> Ints:
    """The card of each visit, `NO_CARD` for passers-by."""
    rng = stream(seed, Subject.CARDS)
    is_known = visits.shopper < visits.known
    shopper = np.where(is_known, visits.shopper, 0)
    second = held.second_of[shopper]
    has_second = (second != NO_CARD) & (visits.day >= held.enrolled_day[np.maximum(second, 0)])
    uses_second = has_second & (rng.random(len(visits)) < _USES_SECOND)
    return np.where(is_known, np.where(uses_second, second, held.first_of[shopper]), NO_CARD)


def _may_have_two(*, people: Population, own: Rhythms, known: list[Facts]) -> Bools:
    """Regular persons with phone and e-mail on the first card, so that the second can be told."""
    reachable = np.array([facts.phone is not None and facts.email is not None for facts in known])
    alone = np.array([facts.household is None for facts in known])
    is_regular = (people.kind == Kind.PERSON) & people.buys & (own.rate >= _REGULAR_FROM_RATE)
    fits: Bools = reachable & alone & is_regular
    return fits


def _as_written(*, seed: int, known: list[Facts], shopper: Ints, double: Ints) -> list[Facts]:
    rng = stream(seed, Subject.HANDWRITING)
    taken = {facts.phone for facts in known}
    new_phones = iter([phone for phone in numbers(count=len(shopper), rng=rng) if phone not in taken])
    luck = rng.random(len(shopper))
    found = []
    for n, person in enumerate(shopper):
        facts = known[int(person)]
        if double[n] == Double.NONE:
            phone = facts.phone and written([facts.phone], chance=luck[n : n + 1])[0]
            found.append(replace(facts, phone=phone))
        else:
            found.append(_second_card(facts, Double(int(double[n])), next(new_phones)))
    return found


def _second_card(facts: Facts, how: Double, new_phone: str) -> Facts:
    bare = replace(facts, birth_date=None, gender=None, income_band=None, interests=[], consent_calls=False)
    if how is Double.PHONE_WRITTEN_OTHERWISE and facts.phone is not None:
        plain_name = search_key(facts.name).upper()
        return replace(
            bare, name=plain_name, phone=written_otherwise(facts.phone), email=None, consent_email=False
        )
    if how is Double.EMAIL_ONLY and facts.email is not None:
        return replace(bare, phone=None, email=facts.email.capitalize(), consent_sms=False)
    return replace(bare, phone=new_phone, email=None, birth_date=facts.birth_date, consent_email=False)
