"""What a judged past takes out of the budgets of all members together, and what its returns give back.

A past is judged member by member, so a budget that runs out is spent in the order of the members, not of the days.
"""

from collections import Counter
from collections.abc import Mapping

from django.db import connection
from django.db.models import Sum

from quen.flows.models import BudgetUsed
from quen.flows.ring_up.budgets import PARTS, budgeted, changes, of_programme
from quen.programme import Programme
from quen.programme.engine import NO_BUDGETS

_WRITE = """
INSERT INTO flows_budgetused AS budget (rule, part, points) VALUES (%s, %s, %s)
ON CONFLICT (rule, part) DO UPDATE SET points = budget.points + excluded.points
"""


class SpentBudgets:
    """What has been given so far, by rule, and what this run adds to it."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()
        self._added: Counter[tuple[str, int]] = Counter()

    def read(self) -> None:
        """Begin a batch with what all members have been given by now."""
        rows = BudgetUsed.objects.values("rule").annotate(given=Sum("points"))
        self._used = Counter({row["rule"]: int(row["given"]) for row in rows})

    def of(self, programme: Programme) -> Mapping[str, int]:
        """What `evaluate` has to know; nothing where the programme has no budget."""
        return of_programme(self._used, programme) if budgeted(programme) else NO_BUDGETS

    def add(self, programme: Programme, points: Mapping[str, int], member: int) -> None:
        """Points given by rule; below zero: given back."""
        for rule, count in changes(programme, points):
            self._used[rule] += count
            self._added[rule, member % PARTS] += count

    def write(self) -> None:
        """Keep what was added."""
        with connection.cursor() as cursor:
            for (rule, part), points in sorted(self._added.items()):
                cursor.execute(_WRITE, [rule, part, points])
        self._added.clear()
