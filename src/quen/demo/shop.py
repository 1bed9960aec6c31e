"""The demo shop as a whole: simulate it, and get its tables."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from numpy.random import Generator

from quen.demo.arrays import Ints
from quen.demo.baskets import baskets
from quen.demo.cards import Cards, card_shown, cards
from quen.demo.facts import Facts, facts
from quen.demo.population import Kind, Population, population
from quen.demo.prices import prices
from quen.demo.reactions import reactions
from quen.demo.receipts import Journal, lines_table
from quen.demo.refills import needs, refills
from quen.demo.returns import Returns, returns
from quen.demo.rhythm import Moments, Rhythms, rhythms, visits
from quen.demo.season import Season, season
from quen.demo.streams import Subject, stream
from quen.demo.tables import (
    customers_table,
    products_table,
    staff_table,
    stores_table,
    trials_table,
    truth_table,
)
from quen.demo.tastes import Tastes, tastes
from quen.demo.team import CASHIERS, Member, at_the_till, team
from quen.demo.traffic import PASSER_BY_TASTES, traffic

_DOUBLES = 0.015
_COMPANIES = 0.01
FEWEST_CUSTOMERS, FEWEST_MONTHS = 100, 3


@dataclass(frozen=True)
class Shop:
    """The chain's books, and beside them the truth that only a simulation knows.

    Money is whole ₫, times are local. `truth`, and by how many visits `trials` moved their customers, serve tests and
    are never loaded into the product.
    """

    first_day: date
    last_day: date
    customers: pa.Table
    products: pa.Table
    lines: pa.Table
    stores: pa.Table
    staff: pa.Table
    truth: pa.Table
    trials: pa.Table


def simulate(*, seed: int = 1, last_day: date, months: int = 24, customers: int = 6000) -> Shop:
    """Simulate the chain for `months` up to and including `last_day`: the same arguments give the same rows.

    `customers` counts cards: shoppers, and the few second cards among them.
    """
    if customers < FEWEST_CUSTOMERS or months < FEWEST_MONTHS:
        raise ValueError(
            f"a demo shop needs at least {FEWEST_CUSTOMERS} customers and {FEWEST_MONTHS} months"
        )
    days = season(seed=seed, first_day=_months_before(last_day, months), last_day=last_day)
    doubles = round(customers * _DOUBLES)
    people = population(
        seed=seed,
        shoppers=customers - doubles,
        companies=round(customers * _COMPANIES),
        staff=CASHIERS,
        season=days,
    )
    own = rhythms(seed=seed, people=people)
    liking = tastes(seed=seed, kind=_kinds(people))
    known = facts(seed=seed, people=people, liking=liking, last_day=last_day)
    held = cards(seed=seed, people=people, own=own, known=known, doubles=doubles, season=days)
    members = _team(people=people, known=known)
    moments, tried = reactions(
        seed=seed,
        held=held,
        people=people,
        moments=visits(seed=seed, people=people, own=own, season=days),
        season=days,
    )
    journal = _journal(
        seed=seed, people=people, own=own, liking=liking, held=held, moments=moments, days=days
    )
    return Shop(
        first_day=days.first_day,
        last_day=last_day,
        customers=customers_table(held=held, people=people, season=days),
        products=products_table(),
        lines=lines_table(journal=journal, held=held, members=members, season=days),
        stores=stores_table(days),
        staff=staff_table(members),
        truth=truth_table(held=held, people=people, own=own, season=days),
        trials=trials_table(held=held, tried=tried),
    )


def _journal(
    *,
    seed: int,
    people: Population,
    own: Rhythms,
    liking: Tastes,
    held: Cards,
    moments: Moments,
    days: Season,
) -> Journal:
    lives_on = needs(seed=seed, people=people, own=own)
    wanted = refills(seed=seed, people=people, own=own, lives_on=lives_on, season=days)
    seen, refill_visit = traffic(
        seed=seed, people=people, moments=moments, wanted=wanted, liking=liking, season=days
    )
    filled = baskets(
        seed=seed,
        visits=seen,
        refill_visit=refill_visit,
        refill_product=wanted.product,
        liking=liking,
        lives_on=lives_on,
        season=days,
    )
    priced = prices(
        filled=filled, visits=seen, kind=_kinds(people), season=days, rng=stream(seed, Subject.PRICES)
    )
    back = returns(seed=seed, filled=filled, priced=priced, visits=seen, season=days)
    rng = stream(seed, Subject.TEAM)
    return Journal(
        visits=seen,
        filled=filled,
        priced=priced,
        back=back,
        card=card_shown(seed=seed, held=held, visits=seen),
        cashier=at_the_till(store=seen.store, day=seen.day, second=seen.second, rng=rng),
        back_cashier=_back_cashiers(back=back, store=seen.store, rng=rng),
    )


def _back_cashiers(*, back: Returns, store: Ints, rng: Generator) -> Ints:
    """Who takes each returned line back: one cashier a return receipt."""
    visit, first, line = np.unique(back.visit, return_index=True, return_inverse=True)
    cashier = at_the_till(store=store[visit], day=back.day[first], second=back.second[first], rng=rng)
    return cashier[line]


def _kinds(people: Population) -> Ints:
    """What each shopper is, passers-by included."""
    return np.concatenate([people.kind, np.full(PASSER_BY_TASTES, Kind.PERSON, dtype=np.int64)])


def _team(*, people: Population, known: list[Facts]) -> list[Member]:
    """The cashiers are the internal customers: they buy where they work."""
    staff = np.flatnonzero(people.kind == Kind.STAFF)
    return team(cashiers=[(known[n].name, int(people.home[n])) for n in staff[::-1]])


def _months_before(last_day: date, months: int) -> date:
    """The first day of a window of whole months that ends with `last_day`."""
    after = last_day + timedelta(days=1)
    years, month = divmod(after.year * 12 + after.month - 1 - months, 12)
    month_end = (date(years + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(years, month + 1, min(after.day, month_end))
