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

    def select(self, rows: Ints) -> "Groups":
        """Some of the rows; they no longer lead back to customers."""
        return Groups(
            self.frequency[rows],
            self.recency[rows],
            self.age[rows],
            self.customers[rows],
            np.empty(0, np.int64),
        )


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


def history_of_days(
    customer: Ints, day: Ints, amount: Floats, *, until: int, customers: int, unit: Unit = Unit.WEEK
) -> History:
    """Count the purchase days up to `until`. One row per customer (0 … customers - 1) and day, in any order.

    `day` is any running number of days, `amount` what she spent that day. Every customer must have bought by `until`.
    """
    seen = day <= until
    customer, day, amount = customer[seen], day[seen], amount[seen]
    first = np.full(customers, np.iinfo(np.int64).max)
    last = np.full(customers, np.iinfo(np.int64).min)
    np.minimum.at(first, customer, day)
    np.maximum.at(last, customer, day)
    repeats = day > first[customer]
    frequency = np.bincount(customer[repeats], minlength=customers)
    spent = np.bincount(customer[repeats], weights=amount[repeats], minlength=customers)
    return History(
        frequency=frequency.astype(np.int64),
        recency_days=last - first,
        age_days=until - first,
        value=spent / np.maximum(frequency, 1),
        unit=unit,
    )
