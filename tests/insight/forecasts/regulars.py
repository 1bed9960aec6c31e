"""A shop with a past: a hundred customers who come by chance at rates of their own, and some who leave."""

from datetime import date, timedelta

import numpy as np

from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.shops.models import Store
from tests.insight.shop import at

FIRST_DAY = date(2026, 1, 5)
DAYS = 300
LAST_DAY = FIRST_DAY + timedelta(days=DAYS)


def regulars(store: Store, *, customers: int = 100, seed: int = 7) -> list[Customer]:
    """The customers, with their purchases in the database."""
    chance = np.random.default_rng(seed)
    people = Customer.objects.bulk_create(Customer(name=f"Khách {number}") for number in range(customers))
    Purchase.objects.bulk_create(
        Purchase(
            store=store, receipt=f"K{person.pk}-{place}", customer=person, bought_at=at(FIRST_DAY + timedelta(days=day)),
            amount_minor=int(chance.gamma(6.0, 20_000)),
        )
        for person in people
        for place, day in enumerate(_days(chance))
    )  # fmt: skip
    return people


def _days(chance: np.random.Generator) -> list[int]:
    first, gap = int(chance.integers(0, 90)), 1 / chance.gamma(1.0, 1 / 20)
    left = first + chance.exponential(300)
    days, at_ = [first], first + chance.exponential(gap)
    while at_ < min(left, DAYS):
        days.append(int(at_))
        at_ += chance.exponential(gap)
    return sorted(set(days))
