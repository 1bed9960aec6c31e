"""The closed loop: how far every complaint came: heard, answered, made good, settled, asked, rated, back again."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import duckdb
import ibis
import pyarrow as pa
from django.db import connection

from quen.flows.ask_for_rating import PATH
from quen.kernel.actor import SYSTEM
from quen.measures.facts import purchases
from quen.measures.recovered import WITHIN_DAYS, came_back, return_rate_by_outcome
from quen.shops.clock import shop_timezone

WITHIN = timedelta(days=WITHIN_DAYS)
SLOW_END = 0.9
"""So great a part of those who came so far took no longer than the slow end (the nearest rank)."""
WELL, BADLY, UNKNOWN = "well", "badly", "unknown"
_GOOD = 4
_SQL = (Path(__file__).parent / "loop.sql").read_text()
_BOUGHT = """
SELECT coalesce(person.root_id, person.id)::text, purchase.bought_at, purchase.amount_minor
FROM people_customer AS person JOIN purchases_purchase AS purchase ON purchase.customer_id = person.id
WHERE (person.id = ANY (%(roots)s) OR person.root_id = ANY (%(roots)s)) AND purchase.bought_at >= %(since)s
"""


class Complaint(NamedTuple):
    """One complaint and what became of it, as loop.sql reads it; purchases are those of ninety days after it."""

    ticket: int
    subject: str
    came_by: str
    opened_at: datetime
    answered_at: datetime | None
    solved_at: datetime | None
    customer: int | None
    name: str
    offered_at: datetime | None
    offer_asked_at: datetime | None
    asked_at: datetime | None
    rated_at: datetime | None
    score: int | None
    verdict: str | None
    purchases: int
    returned_at: datetime | None
    kept_purchases: int | None
    kept_minor: int | None

    @property
    def outcome(self) -> str:
        """How it ended for her: well, badly, or nobody knows."""
        if self.solved_at is None or self.verdict == "not" or (self.score is not None and self.score < _GOOD):
            return BADLY
        return WELL if self.score is not None else UNKNOWN


@dataclass(frozen=True)
class Stage:
    """How many came so far, how long after they were heard (median and slow end), and who is stuck before it, the
    oldest first."""

    key: str
    count: int
    hours: float | None
    slow_hours: float | None
    stuck: Sequence[Complaint]


@dataclass(frozen=True)
class Ended:
    """Customers whose complaint ended alike: how many came back within ninety days, what all of them bought in those,
    and how many had bought in the ninety days before. Percent, intervals of 95 %.
    """

    outcome: str
    customers: int
    returned: int
    rate: float
    low: float
    high: float
    is_small: bool
    revenue_minor: int
    before_rate: float
    before_low: float
    before_high: float

    @property
    def each_minor(self) -> int:
        """What one of them bought in those days, at the average; who did not come back counts."""
        return self.revenue_minor // self.customers


class Fit(Enum):
    """Whether those whose trouble was settled well may stand beside those whose was not."""

    ALIKE = "alike"
    FEW = "few"
    UNLIKE = "unlike"


@dataclass(frozen=True)
class Loop:
    """`kept_minor`: what those who were given something and came back bought in the ninety days after it."""

    stages: Sequence[Stage]
    ended: Sequence[Ended]
    kept_customers: int
    kept_minor: int

    def ended_as(self, outcome: str) -> Ended | None:
        return next((one for one in self.ended if one.outcome == outcome), None)

    @property
    def fit(self) -> Fit:
        """Too few of one kind compare to nothing; nor do kinds of which one came surely oftener already before."""
        well, badly = self.ended_as(WELL), self.ended_as(BADLY)
        if well is None or badly is None or well.is_small or badly.is_small:
            return Fit.FEW
        apart = well.before_low > badly.before_high or badly.before_low > well.before_high
        return Fit.UNLIKE if apart else Fit.ALIKE


def loop(*, since: datetime, until: datetime, at: datetime, stores: Collection[int] = ()) -> Loop:
    """All complaints opened in that time, of these stores or of all. Two queries, and one computation on DuckDB."""
    told = _complaints(since, until, stores)
    kept = [one for one in told if one.kept_purchases]
    return Loop(
        stages=[_stage(key, told, at) for key in _REACHED],
        ended=_ended([one for one in told if one.customer and one.opened_at + WITHIN <= at], since),
        kept_customers=len({one.customer for one in kept}),
        kept_minor=sum(one.kept_minor or 0 for one in kept),
    )


def stuck_before(
    key: str, *, since: datetime, until: datetime, at: datetime, stores: Collection[int] = ()
) -> list[Complaint]:
    """Everybody who is stuck before one stage, the oldest first. One query."""
    return _stuck(key, _complaints(since, until, stores), at)


def _complaints(since: datetime, until: datetime, stores: Collection[int]) -> list[Complaint]:
    asked = {
        "since": since, "until": until, "stores": list(stores) or None, "system": str(SYSTEM), "letter": f"%{PATH}%",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SQL, asked)
        return [Complaint._make(row) for row in cursor.fetchall()]


_REACHED: dict[str, Callable[[Complaint], datetime | None]] = {
    "heard": lambda one: one.opened_at,
    "answered": lambda one: one.answered_at,
    "offered": lambda one: one.offered_at,
    "solved": lambda one: one.solved_at,
    "asked": lambda one: one.asked_at,
    "rated": lambda one: one.rated_at,
    "returned": lambda one: one.returned_at,
}
"""When a complaint came to a stage; None: not yet."""
_WAITS: dict[str, Callable[[Complaint, datetime], bool]] = {
    "answered": lambda one, _at: one.answered_at is None and one.solved_at is None,
    "offered": lambda one, _at: one.offer_asked_at is not None,
    "solved": lambda one, _at: one.answered_at is not None and one.solved_at is None,
    "asked": lambda one, _at: _is_unrated(one) and one.asked_at is None,
    "rated": lambda one, _at: _is_unrated(one) and one.asked_at is not None,
    "returned": lambda one, at: (
        not one.purchases and one.customer is not None and one.opened_at + WITHIN <= at
    ),
}
"""Who is stuck before a stage; before an offer who waits for a yes alone: not everything has to be made good."""


def _is_unrated(one: Complaint) -> bool:
    """Settled for somebody who could be asked, and has not said how it was."""
    return one.solved_at is not None and one.score is None and one.customer is not None


def _stage(key: str, told: Sequence[Complaint], at: datetime) -> Stage:
    moments = [(one.opened_at, moment) for one in told if (moment := _REACHED[key](one)) is not None]
    hours = sorted((moment - heard).total_seconds() / 3600 for heard, moment in moments)
    timed = hours if key != "heard" else []
    slow = timed[ceil(SLOW_END * len(timed)) - 1] if timed else None
    count = sum(_came_to(key, one) for one in told)
    return Stage(key, count, median(timed) if timed else None, slow, _stuck(key, told, at))


def _came_to(key: str, one: Complaint) -> bool:
    """Who said how it was had been asked, though the asking, and with it the time it took, is not on record."""
    return _REACHED[key](one) is not None or (key == "asked" and one.rated_at is not None)


def _stuck(key: str, told: Sequence[Complaint], at: datetime) -> list[Complaint]:
    waits = _WAITS.get(key)
    return [one for one in told if waits is not None and waits(one, at)]


def _ended(told: Sequence[Complaint], since: datetime) -> list[Ended]:
    if not told:
        return []
    zone = shop_timezone()
    with connection.cursor() as cursor:
        cursor.execute(
            _BOUGHT, {"roots": sorted({one.customer or 0 for one in told}), "since": since - WITHIN}
        )
        bought = [(who, at.astimezone(zone).date(), minor) for who, at, minor in cursor.fetchall()]
    heard = [(str(one.customer), one.opened_at.astimezone(zone).date(), one.outcome) for one in told]
    with duckdb.connect() as duck:
        duck.register("complaints", _table(heard, customer=pa.string(), day=pa.date32(), outcome=pa.string()))
        duck.register(
            "bought", _table(bought, customer=pa.string(), day=pa.date32(), amount_minor=pa.int64())
        )
        rows = duck.execute(_measure()).fetchall()
    return [Ended(*row) for row in rows]


def _table(rows: Sequence[tuple[Any, ...]], **columns: pa.DataType) -> pa.Table:
    parts = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pa.table(
        {name: pa.array(part, kind) for (name, kind), part in zip(columns.items(), parts, strict=True)}
    )


@lru_cache(maxsize=1)
def _measure() -> str:
    schema = ibis.schema({"customer": "string", "day": "date", "outcome": "string"})
    complaints = ibis.table(schema, name="complaints")
    followed = came_back(complaints, purchases("bought").select("customer", "day", "amount_minor"))
    found = return_rate_by_outcome(followed).select(
        "outcome", "customers", "returned", "rate", "low", "high", "is_small", "revenue_minor", "before_rate",
        "before_low", "before_high",
    )  # fmt: skip
    return str(ibis.to_sql(found, dialect="duckdb"))
