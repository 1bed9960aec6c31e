"""What a judged past takes out of the budgets of all members together, and what its returns give back."""

from collections import Counter
from collections.abc import Iterable, Mapping

from quen.flows.ring_up.budgets import budgeted, changes, named, of_programme, summed
from quen.flows.ring_up.held_budgets import deal, hold
from quen.programme import Programme
from quen.programme.engine import NO_BUDGETS


class SpentBudgets:
    """What has been given so far, by rule; held from `hold` until the transaction ends."""

    def __init__(self, programmes: Iterable[Programme]) -> None:
        self._rules = {named(programme, key) for programme in programmes for key in budgeted(programme)}
        self._used: Counter[str] = Counter()

    @property
    def are_any(self) -> bool:
        """Whether any version has a budget."""
        return bool(self._rules)

    def hold(self) -> None:
        """Begin a batch with what all members have been given by now; sales that need it wait."""
        if self._rules:
            self._used = Counter(summed(hold(self._rules)))

    def of(self, programme: Programme) -> Mapping[str, int]:
        """What `evaluate` has to know; nothing where the programme has no budget."""
        if not self._rules or not budgeted(programme):
            return NO_BUDGETS
        return of_programme(self._used, programme)

    def add(self, programme: Programme, points: Mapping[str, int]) -> None:
        """Points given by rule; below zero: given back."""
        if self._rules:
            self._used.update(dict(changes(programme, points)))

    def write(self) -> None:
        """Keep what was given."""
        deal({rule: self._used[rule] for rule in self._rules})
