"""The simulation's arrays as Arrow tables."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pyarrow as pa

from quen.demo.arrays import Bools, Floats, Ints
from quen.demo.cards import Cards
from quen.demo.goods import CATEGORY_NAMES, GOODS
from quen.demo.places import STORES, area
from quen.demo.population import Kind, Population, late_store_day
from quen.demo.reactions import Tried, rows
from quen.demo.rhythm import Rhythms
from quen.demo.season import Season
from quen.demo.team import Member


def taken(values: Sequence[str], place: Ints, *, missing: Bools | None = None) -> pa.Array:
    """`values` at each place, null where `missing`."""
    return pa.array(values, pa.string()).take(pa.array(place, mask=missing))


def quantities(halves: Ints) -> pa.Array:
    """Halves as exact decimals."""
    return pa.array(halves / 2.0).cast(pa.decimal128(18, 3))


def customers_table(*, held: Cards, people: Population, season: Season) -> pa.Table:
    """One row per card, with everything the chain knows."""
    kind = people.kind[held.shopper]
    facts = held.facts
    enrolled = [season.date_of(int(day)) for day in held.enrolled_day]
    consents = [f.consent_sms or f.consent_email or f.consent_calls for f in facts]
    return pa.table(
        {
            "code": pa.array(held.codes, pa.string()),
            "kind": pa.array(["company" if k == Kind.COMPANY else "person" for k in kind], pa.string()),
            "name": pa.array([f.name for f in facts], pa.string()),
            "phone": pa.array([f.phone for f in facts], pa.string()),
            "email": pa.array([f.email for f in facts], pa.string()),
            "gender": pa.array([f.gender for f in facts], pa.string()),
            "birth_date": pa.array([f.birth_date for f in facts], pa.date32()),
            "area": pa.array([f.area for f in facts], pa.string()),
            "household": pa.array([f.household for f in facts], pa.int64()),
            "internal": pa.array(kind == Kind.STAFF),
            "enrolled_on": pa.array(enrolled, pa.date32()),
            "source": pa.array([f.source for f in facts], pa.string()),
            "income_band": pa.array([f.income_band for f in facts], pa.string()),
            "interests": pa.array([f.interests for f in facts], pa.list_(pa.string())),
            "consent_sms": pa.array([f.consent_sms for f in facts]),
            "consent_email": pa.array([f.consent_email for f in facts]),
            "consent_calls": pa.array([f.consent_calls for f in facts]),
            "consented_on": pa.array(
                [day if given else None for day, given in zip(enrolled, consents, strict=True)], pa.date32()
            ),
        }
    )


def truth_table(*, held: Cards, people: Population, own: Rhythms, season: Season) -> pa.Table:
    """What no shop knows: whose card it is, how often they mean to come, and when they left for good."""
    shopper = held.shopper
    end = np.minimum(own.end, season.elapsed[-1])
    left = (end < season.elapsed[-1]) & people.buys
    return pa.table(
        {
            "code": pa.array(held.codes, pa.string()),
            "person": pa.array(shopper),
            "double": pa.array(held.double),
            "rate_per_day": pa.array(_or_null(own.rate[shopper], people.buys[shopper])),
            "regularity": pa.array(_or_null(own.regularity[shopper], people.buys[shopper])),
            "home_store": pa.array([STORES[int(home)].name for home in people.home[shopper]], pa.string()),
            "dropped_on": pa.array(
                [season.date_of(int(season.day_at(end[n : n + 1])[0])) if left[n] else None for n in shopper],
                pa.date32(),
            ),
        }
    )


def trials_table(*, held: Cards, tried: Sequence[Tried]) -> pa.Table:
    """Who was in which arm of which campaign; `moved`, in visits, is what no shop knows."""
    names = ("trial", "code", "arm", "moved")
    kinds = (pa.string(), pa.string(), pa.int64(), pa.int64())
    columns = list(zip(*rows(list(tried), held), strict=True)) or [()] * len(names)
    return pa.table(
        {name: pa.array(values, kind) for name, values, kind in zip(names, columns, kinds, strict=True)}
    )


def products_table() -> pa.Table:
    """The catalogue at its first prices, ₫."""
    return pa.table(
        {
            "code": pa.array([product.code for product in GOODS], pa.string()),
            "name": pa.array([product.name for product in GOODS], pa.string()),
            "category": pa.array([CATEGORY_NAMES[product.category] for product in GOODS], pa.string()),
            "price": pa.array([product.price for product in GOODS], pa.int64()),
            "warranty_months": pa.array([product.warranty_months for product in GOODS], pa.int64()),
            "refill_days": pa.array([product.refill_days for product in GOODS], pa.int64()),
        }
    )


def stores_table(season: Season) -> pa.Table:
    """The stores; the first two opened long before the window."""
    opened = [season.first_day - timedelta(days=days) for days in (1_900, 1_100)]
    opened.append(season.date_of(late_store_day(season)))
    return pa.table(
        {
            "name": pa.array([store.name for store in STORES], pa.string()),
            "area": pa.array([area(store.wards[0]) for store in STORES], pa.string()),
            "opened_on": pa.array(opened, pa.date32()),
        }
    )


def staff_table(members: list[Member]) -> pa.Table:
    """The team; store is null for those of the whole chain."""
    return pa.table(
        {
            "code": pa.array([member.code for member in members], pa.string()),
            "name": pa.array([member.name for member in members], pa.string()),
            "role": pa.array([member.role for member in members], pa.string()),
            "store": pa.array(
                [None if m.store is None else STORES[m.store].name for m in members], pa.string()
            ),
            "email": pa.array([member.email for member in members], pa.string()),
        }
    )


def _or_null(values: Floats, known: Bools) -> pa.Array:
    return pa.array(values, mask=~known)
