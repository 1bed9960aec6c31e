"""The guard's word on many customers at once: for the outbox, and for who plans before anything is queued."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from quen.messages.channel import ADDRESS_OF
from quen.messages.facts import FACTS, asked_with
from quen.messages.guard import Rules

VERDICT = (Path(__file__).parent / "verdict.sql").read_text()
_ASKED = "WITH asked AS (SELECT customer AS number FROM outreach_asked), "
_WORDS = "SELECT number AS customer, root, reason, until FROM judged"
_MANY = 5_000

Value = str | int | float | bool | bytes | datetime | None


def verdict_values(
    rules: Rules, *, at: datetime, not_after: datetime | None, occasion: str
) -> dict[str, Value]:
    """What facts.sql and verdict.sql are told."""
    return {
        **asked_with(rules), "at": at, "not_after": not_after, "occasion": occasion, "is_on": rules.is_on,
        "has_brand_name": rules.has_brand_name(at), "is_marketing": rules.is_marketing,
        "needs_address": rules.channel in ADDRESS_OF,
        "most_a_day": rules.most_a_day, "most_a_week": rules.most_a_week, "most_a_month": rules.most_a_month,
        "from_hour": rules.from_hour, "until_hour": rules.until_hour, "zone": rules.zone.key,
    }  # fmt: skip


def judge_many(
    chosen: str, values: Mapping[str, Any], *, rules: Rules, at: datetime, into: str,
    not_after: datetime | None = None, occasion: str = "",
) -> None:  # fmt: skip
    """Ask the guard about everybody the query `chosen` names (one column ``customer``, each once); nothing is written.

    Its words stand in the new table `into` of this transaction alone: customer, root, reason, until. A reason without
    `until`: refused; with it: she may be written to from then on; neither: at once.
    """
    told = verdict_values(rules, at=at, not_after=not_after, occasion=occasion)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS outreach_asked")
        cursor.execute(f"CREATE TEMP TABLE outreach_asked ON COMMIT DROP AS {chosen}", dict(values))
        count = cursor.rowcount
        cursor.execute("ANALYZE outreach_asked")
        with planned_for(count):
            cursor.execute(
                f"CREATE TEMP TABLE {into} ON COMMIT DROP AS {_ASKED} {FACTS}, {VERDICT} {_WORDS}", told
            )
        cursor.execute(f"ANALYZE {into}")


@contextmanager
def planned_for(customers: int) -> Iterator[None]:
    """The planner takes the names in WITH for a handful: of many it is told to join them by hash, in memory."""
    if customers < _MANY:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '128MB'")
        yield
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL work_mem TO DEFAULT")
