"""The closed loop: every complaint, and how far it came: heard, answered, made good, settled, rated, back again."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import duckdb
import ibis
import pyarrow as pa
from django.db import connection

from quen.measures.facts import purchases
from quen.measures.recovered import WITHIN_DAYS, came_back, return_rate_by_outcome
from quen.shops.clock import shop_timezone

WITHIN = timedelta(days=WITHIN_DAYS)
MOST_STUCK = 5
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
    score: int | None
    verdict: str | None
    purchases: int
    revenue_minor: int
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
    """How many came so far, how long it took at the median, and who is stuck before it, the oldest first."""

    key: str
    count: int
    hours: float | None
    stuck: Sequence[Complaint]
    stuck_count: int


@dataclass(frozen=True)
class Ended:
    """Customers whose complaint ended alike, and how many came back within ninety days; interval of 95 %."""

    outcome: str
    customers: int
    returned: int
    rate: float
    low: float
    high: float
    is_small: bool


@dataclass(frozen=True)
class Loop:
    """`kept_minor`: what those who were given something and came back bought in the ninety days after it."""

    stages: Sequence[Stage]
    ended: Sequence[Ended]
    kept_customers: int
    kept_minor: int


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


def _complaints(since: datetime, until: datetime, stores: Collection[int]) -> list[Complaint]:
    asked = {"since": since, "until": until, "stores": list(stores) or None}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, asked)
        return [Complaint._make(row) for row in cursor.fetchall()]


_REACHED: dict[str, Callable[[Complaint], bool]] = {
    "heard": lambda _one: True,
    "answered": lambda one: one.answered_at is not None,
    "offered": lambda one: one.offered_at is not None,
    "solved": lambda one: one.solved_at is not None,
    "rated": lambda one: one.score is not None,
    "returned": lambda one: one.purchases > 0,
}
_WAITS: dict[str, Callable[[Complaint, datetime], bool]] = {
    "answered": lambda one, _at: one.answered_at is None and one.solved_at is None,
    "solved": lambda one, _at: one.answered_at is not None and one.solved_at is None,
    "rated": lambda one, _at: one.solved_at is not None and one.score is None and one.customer is not None,
    "returned": lambda one, at: (
        not one.purchases and one.customer is not None and one.opened_at + WITHIN <= at
    ),
}
"""Who is stuck before a stage. Nobody is stuck before an offer: not everything has to be made good."""
_MOMENT: dict[str, Callable[[Complaint], datetime | None]] = {
    "answered": lambda one: one.answered_at,
    "offered": lambda one: one.offered_at,
    "solved": lambda one: one.solved_at,
}


def _stage(key: str, told: Sequence[Complaint], at: datetime) -> Stage:
    reached = [one for one in told if _REACHED[key](one)]
    moment, waits = _MOMENT.get(key), _WAITS.get(key)
    spans = [
        end - one.opened_at for one in reached if moment is not None and (end := moment(one)) is not None
    ]
    stuck = [one for one in told if waits is not None and waits(one, at)]
    hours = median(span.total_seconds() for span in spans) / 3600 if spans else None
    return Stage(key, len(reached), hours, stuck[:MOST_STUCK], len(stuck))


def _ended(told: Sequence[Complaint], since: datetime) -> list[Ended]:
    if not told:
        return []
    zone = shop_timezone()
    with connection.cursor() as cursor:
        cursor.execute(_BOUGHT, {"roots": sorted({one.customer or 0 for one in told}), "since": since})
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
        "outcome", "customers", "returned", "rate", "low", "high", "is_small"
    )
    return str(ibis.to_sql(found, dialect="duckdb"))
