"""The till's journal: every sale line and every return line, numbered and in time order."""

from dataclasses import dataclass
from datetime import datetime, time

import numpy as np
import pyarrow as pa

from quen.demo.arrays import Bools, Ints
from quen.demo.baskets import Baskets
from quen.demo.cards import NO_CARD, Cards
from quen.demo.catalogue import catalogue
from quen.demo.goods import GOODS
from quen.demo.places import STORES
from quen.demo.prices import Prices
from quen.demo.returns import Returns
from quen.demo.season import Season
from quen.demo.tables import quantities, taken
from quen.demo.team import Member
from quen.demo.traffic import CHANNELS, Traffic

SALE, RETURN = "sale", "return"
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class Journal:
    """What happened, before it is written down."""

    visits: Traffic
    filled: Baskets
    priced: Prices
    back: Returns
    card: Ints  # per visit
    cashier: Ints  # per visit
    back_cashier: Ints  # per returned line


def lines_table(*, journal: Journal, held: Cards, members: list[Member], season: Season) -> pa.Table:
    """Sale and return lines in one table, by time; what is returned is negative."""
    sold = _sales(journal=journal, held=held, members=members, season=season)
    returned = _returned(journal=journal, held=held, members=members, season=season)
    everything = pa.concat_tables([sold, returned])
    order = np.lexsort((np.arange(len(everything)), everything["at"].to_numpy().astype(np.int64)))
    return everything.take(pa.array(order))


def _sales(*, journal: Journal, held: Cards, members: list[Member], season: Season) -> pa.Table:
    visits, filled, priced = journal.visits, journal.filled, journal.priced
    visit = filled.visit
    serial, has_serial = _serials(filled.product)
    return pa.table(
        {
            "receipt": _sale_numbers(visit),
            "at": _moments(season=season, day=visits.day[visit], second=visits.second[visit]),
            "store": taken([store.name for store in STORES], visits.store[visit]),
            "customer": taken(held.codes, journal.card[visit], missing=journal.card[visit] == NO_CARD),
            "product": taken([product.code for product in GOODS], filled.product),
            "quantity": quantities(priced.halves),
            "unit_price": pa.array(priced.unit_price),
            "discount": pa.array(priced.discount),
            "amount": pa.array(priced.amount),
            "channel": taken(CHANNELS, visits.channel[visit]),
            "type": pa.array([SALE]).take(pa.array(np.zeros(len(visit), dtype=np.int64))),
            "serial": taken(serial, np.cumsum(has_serial) - 1, missing=~has_serial),
            "staff": taken([member.name for member in members], journal.cashier[visit]),
            "original_receipt": pa.nulls(len(visit), pa.string()),
        }
    )


def _returned(*, journal: Journal, held: Cards, members: list[Member], season: Season) -> pa.Table:
    back, line = journal.back, journal.back.line
    visits, priced = journal.visits, journal.priced
    card = np.where(back.is_named, journal.card[back.visit], NO_CARD)
    serial, has_serial = _serials(journal.filled.product)
    discount = -back.discount
    return pa.table(
        {
            "receipt": _return_numbers(back),
            "at": _moments(season=season, day=back.day, second=back.second),
            "store": taken([store.name for store in STORES], visits.store[back.visit]),
            "customer": taken(held.codes, card, missing=card == NO_CARD),
            "product": taken([product.code for product in GOODS], journal.filled.product[line]),
            "quantity": quantities(-back.halves),
            "unit_price": pa.array(priced.unit_price[line]),
            "discount": pa.array(discount),
            "amount": pa.array(-back.halves * priced.unit_price[line] // 2 - discount),
            "channel": taken(CHANNELS[:1], np.zeros(len(line), dtype=np.int64)),
            "type": taken([RETURN], np.zeros(len(line), dtype=np.int64)),
            "serial": taken(serial, (np.cumsum(has_serial) - 1)[line], missing=~has_serial[line]),
            "staff": taken([member.name for member in members], journal.back_cashier),
            "original_receipt": pa.compute.if_else(
                pa.array(back.has_receipt), _sale_numbers(back.visit), pa.scalar(None, pa.string())
            ),
        }
    )


def _sale_numbers(visit: Ints) -> pa.Array:
    return pa.array([f"HD{n:06d}" for n in (visit + 1).tolist()], pa.string())


def _return_numbers(back: Returns) -> pa.Array:
    """TH000001 and on, one per visit that brought something back."""
    is_next = np.concatenate([[True], back.visit[1:] != back.visit[:-1]])[: len(back.visit)]
    return pa.array([f"TH{n:06d}" for n in np.cumsum(is_next).tolist()], pa.string())


def _moments(*, season: Season, day: Ints, second: Ints) -> pa.Array:
    start = np.datetime64(datetime.combine(season.first_day, time()), "s").astype(np.int64)
    return pa.array(start + day * _SECONDS_A_DAY + second).cast(pa.timestamp("s"))


def _serials(product: Ints) -> tuple[list[str], Bools]:
    """A serial number for each line of a product sold with a warranty, and which lines those are."""
    has_serial = catalogue().warranty_months[product] > 0
    sold = product[has_serial]
    return [
        f"{GOODS[p].code}-{n * 7919 % 1_000_003:06d}" for n, p in enumerate(sold.tolist(), start=1)
    ], has_serial
