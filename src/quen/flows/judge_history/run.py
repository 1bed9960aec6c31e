"""The way through: find the members with something to judge, and judge them some thousands at a time.

Member by member, each through all her past. Where all members share a budget, span by span of time instead, the
occasions of all as they happened, so that the budget is spent as it would have been day by day.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection, transaction

from quen.enrolment.counters import to_json
from quen.enrolment.versions import launched
from quen.flows.counted_apart import count_back_apart
from quen.flows.judge_history.issuing import Issuing
from quen.flows.judge_history.load import counted_of, held_members
from quen.flows.judge_history.member import Counted, Judge, Law, review_day
from quen.flows.judge_history.occasions import Bought, Past, Span, pasts, spans, waiting
from quen.flows.judge_history.rows import Rows
from quen.flows.judge_history.story import Story
from quen.flows.ring_up.judged import judged_to_json
from quen.kernel.actor import Actor
from quen.kernel.without_collector import without_collector
from quen.points.settings import points_settings
from quen.points.terms import ReturnPolicy
from quen.shops.clock import shop_timezone

_AT_ONCE, _OCCASIONS_AT_ONCE = 2_000, 20_000
_MEMBERS = """
UPDATE enrolment_member AS member
SET counters = judged.counters, version = judged.version, tier = judged.tier, tier_until = judged.tier_until,
    turn = turn + 1
FROM jsonb_to_recordset(%s::jsonb) AS judged (member bigint, counters jsonb, version int, tier text, tier_until date)
WHERE member.customer_id = judged.member
"""
_ACCOUNTS = """
UPDATE points_account AS account SET balance = balance + judged.change, turn = turn + judged.moves
FROM jsonb_to_recordset(%s::jsonb) AS judged (account bigint, change bigint, moves int)
WHERE account.id = judged.account
"""
_LOTS = """
UPDATE points_lot AS lot SET remaining = judged.remaining, expires_at = judged.expires_at
FROM jsonb_to_recordset(%s::jsonb) AS judged (lot bigint, remaining bigint, expires_at timestamptz)
WHERE lot.id = judged.lot
"""
_ACCRUALS = """
UPDATE points_accrual AS accrual SET judged = changed.judged
FROM jsonb_to_recordset(%s::jsonb) AS changed (purchase bigint, judged jsonb)
WHERE accrual.purchase_id = changed.purchase
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged: members, their purchases and returns, and the points given."""

    members: int
    purchases: int
    returns: int
    points: int


def judge_history(
    *,
    by: Actor,
    at: datetime,
    customers: Sequence[int] | None = None,
    story: Story | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Judged:
    """Judge what members bought and brought back and nobody judged, each by the version in force on its own day.

    Points that were due by `at` have expired afterwards, and vouchers the past brought are there where they are still
    good then. `customers` None: everybody. Run again it finds nothing. Each batch commits on its own, unless the caller
    has a transaction: killed half way, it goes on where it was.
    """
    law = _law()
    if not law.versions:
        return Judged(0, 0, 0, 0)
    rows = Rows(by=by, at=at)
    judge, members = Judge(law, rows, story or Story()), waiting(customers)
    work = [Span(None, None, members[place : place + _AT_ONCE]) for place in range(0, len(members), _AT_ONCE)]
    if judge.budgets.are_any:
        # What is due at the end expires when all is judged: nothing waits in the spans of the members by then.
        work = [*spans(customers, most=_OCCASIONS_AT_ONCE), *work]
    issuing = Issuing(rows=rows, by=by, at=at)
    for done, span in enumerate(work, start=1):
        with transaction.atomic(), without_collector():
            _batch(judge, issuing, span, at)
        if on_progress:
            on_progress(done / len(work))
    return Judged(len(members), judge.purchases, judge.returns, judge.points)


def _law() -> Law:
    versions = launched()
    return Law(
        versions=versions,
        clock=shop_timezone(),
        policy=ReturnPolicy(points_settings().return_policy),
        ending=frozenset(
            programme.version for programme, _, _ in versions if programme.expiry.after == "inactivity"
        ),
    )


def _batch(judge: Judge, issuing: Issuing, span: Span, at: datetime) -> None:
    rows, held = judge.rows, held_members(span.members)
    found = pasts(replace(span, members=list(held)))
    counted = counted_of(found, held, rows)
    judge.budgets.hold()
    if span.until is not None:
        judge.judge_together(found, counted)
    else:
        for past in found:
            judge.judge(past, counted[past.member], until=at)
    for past in found:
        _gather(past, counted[past.member], rows)
        issuing.gather(past.member, counted[past.member].promises)
    rows.write()
    judge.budgets.write()
    _update(judge.law, found, counted)
    issuing.void()
    for each in counted.values():
        for customer, programme, taken in each.returned:
            count_back_apart(customer, programme, taken)


def _gather(past: Past, counted: Counted, rows: Rows) -> None:
    """The rows of one member that are known only when all her past is judged."""
    books = counted.books
    new = {occasion.purchase for occasion in past.occasions if isinstance(occasion, Bought)}
    for purchase, (outcome, _products) in counted.known.items():
        if purchase in new:
            rows.accrual(purchase, past.member, outcome.version, outcome.points, judged_to_json(outcome))
    for lot in books.all:
        if lot.is_new:
            rows.lot(
                (
                    lot.number, books.account, lot.points, lot.remaining, lot.earned_at, lot.pending_until,
                    lot.expires_at, lot.purchase, lot.version,
                )
            )  # fmt: skip


def _update(law: Law, found: Sequence[Past], counted: Mapping[int, Counted]) -> None:
    """The rows that were there before: members, accounts, lots, and accruals of earlier purchases that came back."""
    changed = [counted[past.member] for past in found]
    lots = [lot for each in changed for lot in each.books.all if lot.is_changed and not lot.is_new]
    for statement, rows in (
        (_MEMBERS, [_member(law, past.member, counted[past.member]) for past in found]),
        (
            _ACCOUNTS,
            [
                {"account": each.books.account, "change": each.books.change, "moves": each.books.moves}
                for each in changed
                if each.books.moves
            ],
        ),
        (
            _LOTS,
            [
                {
                    "lot": lot.number,
                    "remaining": lot.remaining,
                    "expires_at": lot.expires_at.isoformat() if lot.expires_at else None,
                }
                for lot in lots
            ],
        ),
        (_ACCRUALS, [row for past in found for row in _accruals(past, counted[past.member])]),
    ):
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(statement, [json.dumps(rows)])


def _member(law: Law, number: int, counted: Counted) -> dict[str, object]:
    state = counted.state
    day = review_day(law.version(counted.version), state) if counted.version else None
    return {
        "member": number,
        "counters": to_json(state),
        "version": counted.version,
        "tier": state.tier.key if state.tier else "",
        "tier_until": day.isoformat() if day else None,
    }


def _accruals(past: Past, counted: Counted) -> list[dict[str, object]]:
    new = {occasion.purchase for occasion in past.occasions if isinstance(occasion, Bought)}
    return [
        {"purchase": purchase, "judged": judged_to_json(counted.known[purchase][0])}
        for purchase in counted.changed - new
    ]
