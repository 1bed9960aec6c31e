"""What the models know of a customer: how often, how lately, for how long, and how much she spent.

All models of this room count purchase *days*: two receipts of one customer on one day are one purchase, as in the
published tables (Fader and Hardie's notes on the CDNOW sample). The first purchase starts the clock and is not counted:
`frequency` is the number of purchase days after it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Unit(IntEnum):
    """The unit of time of parameters and likelihoods, in days."""

    DAY = 1
    WEEK = 7


@dataclass(frozen=True)
class History:
    """Columns of one length, a place per customer.

    frequency: purchase days after the first (x). recency_days: from the first to the last purchase day (t_x).
    age_days: from the first purchase day to the last observed day (T). value: mean spending of a purchase day after
    the first (z), in any one unit of money; 0 where there is none.
    """

    frequency: Ints
    recency_days: Ints
    age_days: Ints
    value: Floats
    unit: Unit = Unit.WEEK

    def __len__(self) -> int:
        return len(self.frequency)

    def select(self, which: Bools | Ints) -> "History":
        """The history of some of the customers."""
        return History(
            self.frequency[which],
            self.recency_days[which],
            self.age_days[which],
            self.value[which],
            self.unit,
        )

    @cached_property
    def groups(self) -> "Groups":
        """Customers with the same frequency, recency and age are one row to the models."""
        return grouped(self)


@dataclass(frozen=True)
class Column:
    """A column that holds few different numbers: what is slow is worked out once for each of them."""

    values: Floats
    places: Ints

    def spread(self, work: Callable[[Floats], Floats]) -> Floats:
        """`work` of every place of the column."""
        return work(self.values)[self.places]


def column(numbers: Floats) -> Column:
    """The column as its different numbers and where they stand."""
    values, places = np.unique(numbers, return_inverse=True)
    return Column(values, places)


@dataclass(frozen=True)
class Groups:
    """Customers who are alike: frequency, recency and age as floats in the unit of time, and how many there are.

    `of_customer` is the row of every customer, so that `found[groups.of_customer]` spreads an answer to all.
    """

    frequency: Floats
    recency: Floats
    age: Floats
    customers: Floats
    of_customer: Ints

    def __len__(self) -> int:
        return len(self.frequency)

    @cached_property
    def frequencies(self) -> Column:
        return column(self.frequency)

    @cached_property
    def recencies(self) -> Column:
        return column(self.recency)

    @cached_property
    def ages(self) -> Column:
        return column(self.age)

    @cached_property
    def standings(self) -> "Standings":
        """The different (frequency, age): the future of who is active depends on nothing else."""
        ages = len(self.ages.values)
        keys, places = np.unique(self.frequencies.places * ages + self.ages.places, return_inverse=True)
        return Standings(self.frequencies.values[keys // ages], self.ages.values[keys % ages], places)

    def select(self, rows: Ints) -> "Groups":
        """Some of the rows; they no longer lead back to customers."""
        return Groups(
            self.frequency[rows],
            self.recency[rows],
            self.age[rows],
            self.customers[rows],
            np.empty(0, np.int64),
        )


@dataclass(frozen=True)
class Standings:
    """Different pairs of frequency and age, and the pair of every row of the groups."""

    frequency: Floats
    age: Floats
    places: Ints


def grouped(history: History) -> Groups:
    """Group the customers of `history`; a million of them become some hundred thousand rows."""
    age, recency = history.age_days.astype(np.int64), history.recency_days.astype(np.int64)
    days = int(age.max(initial=0)) + 1
    key = (history.frequency.astype(np.int64) * days + recency) * days + age
    unique, of_customer, customers = np.unique(key, return_inverse=True, return_counts=True)
    per_unit = float(history.unit)
    return Groups(
        frequency=(unique // (days * days)).astype(np.float64),
        recency=(unique // days % days) / per_unit,
        age=(unique % days) / per_unit,
        customers=customers.astype(np.float64),
        of_customer=of_customer.astype(np.int64),
    )


@dataclass(frozen=True)
class PurchaseDays:
    """Every day on which a known customer bought, in any order; columns of one length.

    customer: a number from 0 on. day: any running number of days. amount: what she spent that day, in one unit of
    money.
    """

    customer: Ints
    day: Ints
    amount: Floats

    def history(self, *, until: int, unit: Unit = Unit.WEEK) -> "Known":
        """Those who had bought by the day `until`, and what was known of them at its end."""
        seen = self.day <= until
        who, customer = np.unique(self.customer[seen], return_inverse=True)
        day, amount = self.day[seen], self.amount[seen]
        first = np.full(len(who), until, np.int64)
        last = np.full(len(who), np.iinfo(np.int64).min)
        np.minimum.at(first, customer, day)
        np.maximum.at(last, customer, day)
        again = day > first[customer]
        frequency = np.bincount(customer[again], minlength=len(who))
        spent = np.bincount(customer[again], weights=amount[again], minlength=len(who))
        value = spent / np.maximum(frequency, 1)
        return Known(History(frequency.astype(np.int64), last - first, until - first, value, unit), who)

    def purchases_of(self, who: Ints, *, after: int, until: int) -> Ints:
        """How many purchase days each of `who` (ascending) had after one day, up to another."""
        within = (self.day > after) & (self.day <= until)
        place = np.searchsorted(who, self.customer[within])
        place = place[(place < len(who)) & (who[np.minimum(place, len(who) - 1)] == self.customer[within])]
        return np.bincount(place, minlength=len(who)).astype(np.int64)

    def sample(self, customers: int, *, seed: int = 0) -> "PurchaseDays":
        """At most so many customers, drawn by chance, with all their days."""
        who = np.unique(self.customer)
        if len(who) <= customers:
            return self
        drawn = np.zeros(int(who.max()) + 1, np.bool_)
        drawn[np.random.default_rng(seed).choice(who, customers, replace=False)] = True
        kept = drawn[self.customer]
        return PurchaseDays(self.customer[kept], self.day[kept], self.amount[kept])


@dataclass(frozen=True)
class Known:
    """A history and whose it is: `who` holds the customers' numbers, ascending."""

    history: History
    who: Ints
