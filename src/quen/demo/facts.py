"""What the chain knows about each shopper: name, phone, birthday, ward, consent. Much is unknown, as in life."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator

from quen.demo.arrays import Floats, Ints, pick
from quen.demo.goods import CATEGORY_NAMES, Category
from quen.demo.names import PersonName, company_names, person_names
from quen.demo.phones import numbers
from quen.demo.places import FARTHER_WARDS, STORES, area
from quen.demo.population import Kind, Population
from quen.demo.streams import Subject, stream
from quen.demo.tastes import Tastes
from quen.kernel.names import search_key

_MAIL_HOSTS = (
    "example.com",
    "example.net",
    "example.org",
)  # reserved by RFC 2606: mail to them reaches nobody
_NEARBY_WARD = 0.82
_HAS_PHONE, _HAS_EMAIL, _HAS_GENDER, _HAS_BIRTHDAY = 0.94, 0.36, 0.86, 0.55
_HAS_INCOME, _HAS_INTERESTS, _INTERESTED_FROM = 0.18, 0.30, 0.22
_SMS, _EMAIL, _CALLS = 0.62, 0.55, 0.24
_INCOMES = ("low", "middle", "upper", "high")
_SOURCES = ("Ghé tiệm", "Bạn giới thiệu", "Mạng xã hội", "Giao hàng", "Sự kiện")
_SOURCE_WEIGHTS = (0.58, 0.17, 0.13, 0.08, 0.04)
_IN_HOUSEHOLDS = 0.18
_SHARES_PHONE = 0.15


@dataclass(frozen=True)
class Facts:
    """One shopper as the chain's cards have it."""

    name: str
    phone: str | None  # ten digits
    email: str | None
    gender: str | None
    birth_date: date | None
    area: str
    household: int | None
    source: str
    income_band: str | None
    interests: list[str]
    consent_sms: bool
    consent_email: bool
    consent_calls: bool


@dataclass(frozen=True)
class _Household:
    """One's household number, and the member whose ward and perhaps phone one shares."""

    number: int
    head: int
    shares_phone: bool
    shares_family_name: bool


def facts(*, seed: int, people: Population, liking: Tastes, last_day: date) -> list[Facts]:
    """One entry per shopper."""
    rng = stream(seed, Subject.FACTS)
    female = rng.random(len(people)) < 0.57
    households = _households(people=people, rng=rng)
    names = _names(people=people, given=person_names(female=female, rng=rng), households=households, rng=rng)
    phones = _phones(seed=seed, people=people, households=households, rng=rng)
    wards = _wards(people=people, households=households, rng=rng)
    emails = _emails(names=names, people=people, chance=rng.random(len(people)))
    births = _births(count=len(people), last_day=last_day, rng=rng)
    interests = _interests(liking=liking, count=len(people), chance=rng.random(len(people)))
    luck = rng.random((len(people), 7))
    source = pick(np.cumsum(_SOURCE_WEIGHTS), luck[:, 0])
    is_person = people.kind != Kind.COMPANY
    return [
        Facts(
            name=names[n],
            phone=phones[n],
            email=emails[n],
            gender=("female" if female[n] else "male") if is_person[n] and luck[n, 1] < _HAS_GENDER else None,
            birth_date=births[n] if is_person[n] and luck[n, 2] < _HAS_BIRTHDAY else None,
            area=area(wards[n]),
            household=households[n].number if n in households else None,
            source=_SOURCES[source[n]],
            income_band=_income(luck[n, 3]) if is_person[n] else None,
            interests=interests[n] if is_person[n] else [],
            consent_sms=bool(phones[n] is not None and luck[n, 4] < _SMS),
            consent_email=bool(emails[n] is not None and luck[n, 5] < _EMAIL),
            consent_calls=bool(phones[n] is not None and luck[n, 6] < _CALLS),
        )
        for n in range(len(people))
    ]


def _households(*, people: Population, rng: Generator) -> dict[int, _Household]:
    """Households of two or three persons with the same store, by member."""
    persons = np.flatnonzero((people.kind == Kind.PERSON) & people.buys)
    chosen = persons[rng.random(len(persons)) < _IN_HOUSEHOLDS]
    chosen = chosen[np.argsort(people.home[chosen], kind="stable")]
    luck = rng.random((len(chosen), 3))
    found: dict[int, _Household] = {}
    place, number = 0, 0
    while place + 1 < len(chosen):
        size = 3 if luck[place, 0] < 0.3 else 2
        number += 1
        head = int(chosen[place])
        for member in range(place, min(place + size, len(chosen))):
            is_head = member == place
            shares = not is_head and luck[member, 1] < _SHARES_PHONE
            found[int(chosen[member])] = _Household(
                number, head, shares, not is_head and luck[member, 2] < 0.5
            )
        place += size
    return found


def _names(
    *, people: Population, given: list[PersonName], households: dict[int, _Household], rng: Generator
) -> list[str]:
    companies = iter(company_names(count=int((people.kind == Kind.COMPANY).sum()), rng=rng))
    names = []
    for n, own in enumerate(given):
        home = households.get(n)
        if people.kind[n] == Kind.COMPANY:
            names.append(next(companies))
        elif home and home.shares_family_name:
            names.append(str(PersonName(given[home.head].family, own.middle, own.given)))
        else:
            names.append(str(own))
    return names


def _phones(
    *, seed: int, people: Population, households: dict[int, _Household], rng: Generator
) -> list[str | None]:
    own = numbers(count=len(people), rng=stream(seed, Subject.PHONES))
    known = (rng.random(len(people)) < _HAS_PHONE) | (people.kind != Kind.PERSON)
    phones: list[str | None] = [phone if known[n] else None for n, phone in enumerate(own)]
    for n, home in households.items():
        if home.shares_phone:
            phones[n] = phones[home.head]
    return phones


def _wards(*, people: Population, households: dict[int, _Household], rng: Generator) -> list[str]:
    nearby, which = rng.random(len(people)), rng.random(len(people))
    wards = []
    for n, home in enumerate(people.home):
        choices = STORES[int(home)].wards if nearby[n] < _NEARBY_WARD else FARTHER_WARDS
        wards.append(choices[int(which[n] ** 1.4 * len(choices))])  # nearer wards send more customers
    for n, household in households.items():
        wards[n] = wards[household.head]
    return wards


def _emails(*, names: list[str], people: Population, chance: Floats) -> list[str | None]:
    return [
        _email(name, n) if people.kind[n] == Kind.COMPANY or chance[n] < _HAS_EMAIL else None
        for n, name in enumerate(names)
    ]


def _email(name: str, number: int) -> str:
    """An address no two shoppers share: the last two words of the name and a number."""
    words = search_key(name).split()
    return f"{words[-1]}.{words[0]}{number + 10}@{_MAIL_HOSTS[number % len(_MAIL_HOSTS)]}"


def _births(*, count: int, last_day: date, rng: Generator) -> list[date]:
    age_days: Ints = (365.25 * np.minimum(17 + rng.gamma(2.6, 6.5, count), 82)).astype(np.int64)
    return [last_day - timedelta(days=int(days)) for days in age_days]


def _interests(*, liking: Tastes, count: int, chance: Floats) -> list[list[str]]:
    """Product groups someone said to like: only what the taste bears out, and only of those who were asked."""
    return [
        [CATEGORY_NAMES[group] for group in Category if liking.share[n, group] >= _INTERESTED_FROM]
        if chance[n] < _HAS_INTERESTS
        else []
        for n in range(count)
    ]


def _income(chance: float) -> str | None:
    return _INCOMES[int(chance / _HAS_INCOME * len(_INCOMES))] if chance < _HAS_INCOME else None
