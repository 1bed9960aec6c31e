"""What is to be judged, member by member in the order of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import connection

from quen.programme import Line

_SQL = Path(__file__).parent
_PURCHASES, _RETURNS = (_SQL / "purchases.sql").read_text(), (_SQL / "returns.sql").read_text()
_WAITING, _SPANS = (_SQL / "waiting.sql").read_text(), (_SQL / "spans.sql").read_text()
_OF_PURCHASE = itemgetter(0, 1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase nobody has judged. `products` are the lines' products, by which a return finds its line."""

    purchase: int
    at: datetime
    store: str
    store_id: int
    channel: str
    lines: tuple[Line, ...]
    products: tuple[int | None, ...]

    @property
    def amount_minor(self) -> int:
        """What the receipt was worth."""
        return sum(line.amount_minor for line in self.lines)


@dataclass(frozen=True, slots=True)
class CameBack:
    """A return nobody has judged: (product, quantity in thousandths) of each of its lines."""

    number: int
    at: datetime
    purchase: int
    goods: tuple[tuple[int | None, int], ...]


Occasion = Bought | CameBack


@dataclass(frozen=True, slots=True)
class Span:
    """A time, both ends included (None: without end), and the members who have something to judge in it."""

    since: datetime | None
    until: datetime | None
    members: Sequence[int]


@dataclass(slots=True)
class Past:
    """All a member has waiting, in the order of time; what was bought at one moment comes before what came back."""

    member: int
    occasions: list[Occasion] = field(default_factory=list)

    def purchases_back(self) -> list[int]:
        """The purchases her returns speak of."""
        return [occasion.purchase for occasion in self.occasions if isinstance(occasion, CameBack)]


def in_time(occasion: Occasion) -> tuple[datetime, bool, int]:
    """The order occasions are judged in, those of one member and of all."""
    if isinstance(occasion, CameBack):
        return occasion.at, True, occasion.number
    return occasion.at, False, occasion.purchase


def waiting(customers: Sequence[int] | None) -> list[int]:
    """The members who have something to judge, all or among these customers."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"customers": list(customers) if customers is not None else None})
        return [member for (member,) in cursor.fetchall()]


def spans(customers: Sequence[int] | None, *, most: int) -> list[Span]:
    """The same in the order of time, about so many occasions a span."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SPANS, {"customers": list(customers) if customers is not None else None, "most": most}
        )
        return [Span(since, until, members) for since, until, members in cursor.fetchall()]


def pasts(span: Span) -> list[Past]:
    """The pasts of these members in that time. Two queries."""
    found = {member: Past(member) for member in span.members}
    asked = {"members": list(span.members), "since": span.since, "until": span.until}
    with connection.cursor() as cursor:
        cursor.execute(_PURCHASES, asked)
        for member, bought in _purchases(cursor.fetchall()):
            found[member].occasions.append(bought)
        cursor.execute(_RETURNS, asked)
        for member, back in _returns(cursor.fetchall()):
            found[member].occasions.append(back)
    for past in found.values():
        past.occasions.sort(key=in_time)
    return list(found.values())


def _purchases(rows: list[tuple[Any, ...]]) -> Iterator[tuple[int, Bought]]:
    for (member, purchase, at, store, store_id, channel), lines in groupby(rows, key=_OF_PURCHASE):
        written = list(lines)
        yield (
            member,
            Bought(
                purchase, at, store, store_id, channel,
                tuple(
                    Line(
                        amount_minor=amount, quantity_milli=milli, product=code or "", product_name=name or "",
                        category=category or "", discount_minor=discount,
                    )
                    for *_of, code, name, category, _product, amount, milli, discount in written
                ),
                tuple(row[9] for row in written),
            ),
        )  # fmt: skip


def _returns(rows: list[tuple[Any, ...]]) -> Iterator[tuple[int, CameBack]]:
    for (member, number, at, purchase), lines in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        yield member, CameBack(number, at, purchase, tuple((row[4], row[5]) for row in lines))
