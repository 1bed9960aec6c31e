"""Who is in the segment and may be written to, by which channel first, and in which arm: worked out in the database.

The same statements serve the estimate and the launch, so what was shown before is what happens, as far as customers
stay as they were. The guard speaks before chance does: who may not be written to is in no arm, in none of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from quen.campaigns.arms import experiment_of, limits_of, variants_of
from quen.campaigns.find import source_of
from quen.campaigns.models import EVERYBODY, Campaign
from quen.measures.uplift.assign import BUCKET_SQL
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.judge_many import judge_many
from quen.messages.settings import rules_for
from quen.segments.compile import everybody
from quen.segments.reads import rule_of, scope_now, segment_of
from quen.segments.rules import Group, How
from quen.segments.sql import Sql, named
from quen.shops.clock import start_of

BUDGET = "budget"
"""The reason of who is left out because the money is promised to others."""
_DRAW = (
    (Path(__file__).parent / "draw.sql")
    .read_text()
    .replace("__held__", BUCKET_SQL.format(customer="placed.customer", experiment="%(experiment)s"))
    .replace("__variant__", BUCKET_SQL.format(customer="placed.customer", experiment="%(variants)s"))
    .replace("__turn__", BUCKET_SQL.format(customer="placed.customer", experiment="%(turns)s"))
)
Refused = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Audience:
    """customers: in the segment; refused: channel → the guard's reason → customers, of those asked about it."""

    customers: int
    refused: Refused


def not_after(row: Campaign) -> datetime | None:
    """The end of its last day, by the shop's clock."""
    return start_of(row.ends_on + timedelta(days=1)) - timedelta(seconds=1) if row.ends_on else None


def place(row: Campaign, *, at: datetime, on_step: Callable[[], None] = lambda: None) -> Audience:
    """Fill the table campaign_placed (customer, step, reason, until) of this transaction alone.

    step: the first of the channels on which the guard does not refuse, NULL where it does on all; reason then is that
    of the last. A reason beside a step, with `until`, is why she is written to only then. `on_step` is called after the
    segment and after each channel.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS campaign_placed")
        cursor.execute(
            "CREATE TEMP TABLE campaign_placed (customer bigint, step smallint, reason text, until timestamptz)"
            " ON COMMIT DROP"
        )
        customers = _take_segment(row)
        on_step()
        refused = {}
        for step, channel in enumerate(row.channels):
            refused[channel] = _ask_guard(row, step, Channel(channel), at=at)
            on_step()
        left = _left(len(row.channels))
        cursor.execute(f"INSERT INTO campaign_placed SELECT customer, NULL, reason, NULL FROM {left}")  # noqa: S608
        cursor.execute("ANALYZE campaign_placed")
    return Audience(customers, refused)


def draw(row: Campaign, *, weights: Sequence[int], costs: Sequence[int], at: datetime) -> None:
    """Fill the table campaign_drawn (customer, arm, reason, step, due_at, cost_minor) from campaign_placed.

    costs: what one customer costs at most, offer included, by step. Where that is more than the budget, chance decides
    who is left out, from both sides, so that the arms stay comparable and the budget holds to the last dong.
    """
    source = source_of(row.pk)
    values: dict[str, Any] = {
        "experiment": experiment_of(source), "variants": variants_of(source), "turns": f"{experiment_of(source)}:turn",
        "holdout": row.holdout_percent / 100, "limits": limits_of(weights), "costs": list(costs), "at": at,
        "budget": row.budget_minor, "short": BUDGET,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS campaign_drawn")
        cursor.execute("CREATE TEMP TABLE campaign_drawn ON COMMIT DROP AS " + _DRAW, values)


def _take_segment(row: Campaign) -> int:
    rule, values = named(members_of(row.segment))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_left(0)}")
        cursor.execute(
            f"CREATE TEMP TABLE {_left(0)} ON COMMIT DROP AS"  # noqa: S608
            f" SELECT p.customer_id AS customer, ''::text AS reason FROM {rule}",
            values,
        )
        return int(cursor.rowcount)


def members_of(segment: str) -> Sql:
    """The FROM of everybody in it now, as ``p``."""
    rule = Group(How.ALL, ()) if segment == EVERYBODY else rule_of(segment_of(segment))
    return everybody(rule, scope_now())


def _ask_guard(row: Campaign, step: int, channel: Channel, *, at: datetime) -> dict[str, int]:
    """Place whom it lets through; the others stand in the next table of those left. Reason → how many they are."""
    rules, left = rules_for(channel, MessagePurpose.MARKETING), _left(step + 1)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS campaign_judged, {left}")
        judge_many(
            f"SELECT customer FROM {_left(step)}", {}, rules=rules, at=at, into="campaign_judged",  # noqa: S608
            not_after=not_after(row),
        )  # fmt: skip
        cursor.execute(
            "INSERT INTO campaign_placed SELECT customer, %s, coalesce(reason, ''), until FROM campaign_judged"
            " WHERE reason IS NULL OR until IS NOT NULL",
            [step],
        )
        cursor.execute(
            f"CREATE TEMP TABLE {left} ON COMMIT DROP AS SELECT customer, reason FROM campaign_judged"  # noqa: S608
            " WHERE reason IS NOT NULL AND until IS NULL"
        )
        cursor.execute(f"SELECT reason, count(*) FROM {left} GROUP BY reason")  # noqa: S608
        return {reason: int(count) for reason, count in cursor.fetchall()}


def _left(step: int) -> str:
    return f"campaign_left_{step}"
