"""Budgets held whole, by a sale that needs more than its part has left, or by a past that is judged.

Hold members and accounts before, as every sale does, so that nobody waits in a circle.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from quen.flows.models import BudgetUsed
from quen.flows.ring_up.budgets import PARTS, share, summed

_DEAL = """
UPDATE flows_budgetused AS budget SET points = dealt.points
FROM unnest(%s::text[], %s::int[], %s::bigint[]) AS dealt (rule, part, points)
WHERE budget.rule = dealt.rule AND budget.part = dealt.part AND budget.points <> dealt.points
"""


def hold(rules: Iterable[str]) -> dict[str, Sequence[int]]:
    """All parts of these budgets, locked in one order until the transaction ends; what was given in each."""
    wanted = sorted(rules)
    BudgetUsed.objects.bulk_create(
        [BudgetUsed(rule=rule, part=part, points=0) for rule in wanted for part in range(PARTS)],
        ignore_conflicts=True,
    )
    rows = BudgetUsed.objects.select_for_update().filter(rule__in=wanted).order_by("rule", "part")
    found: dict[str, Sequence[int]] = {}
    for rule, points in rows.values_list("rule", "points"):
        found[rule] = [*found.get(rule, ()), points]
    return found


def even_out(rules: Iterable[str]) -> None:
    """Deal what was given out to the parts evenly, so that each has its share of what is left. Call it holding them."""
    deal(summed(hold(rules)))


def deal(given: Mapping[str, int]) -> None:
    """So much was given by each of these rules: write it, part by part. Call it holding them."""
    dealt = [
        (rule, part, share(points, part)) for rule, points in sorted(given.items()) for part in range(PARTS)
    ]
    if dealt:
        with connection.cursor() as cursor:
            cursor.execute(_DEAL, [list(column) for column in zip(*dealt, strict=True)])
