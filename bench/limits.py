"""A measured figure beside its limit."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`value` against `budget`; `is_at_least` tells which side is good. `how` names what was compared."""

    name: str
    value: float
    budget: float
    is_at_least: bool
    unit: str
    how: str

    @property
    def is_within(self) -> bool:
        return self.value >= self.budget if self.is_at_least else self.value <= self.budget

    def __str__(self) -> str:
        sign = "≥" if self.is_at_least else "≤"
        verdict = "ok  " if self.is_within else "MISS"
        measured = f"{self.value:10.3f} {self.unit:<3} (budget {sign} {self.budget:g})"
        return f"{verdict} {self.name:<44} {measured}  {self.how}"


def seconds(work: Callable[[], object]) -> float:
    """How long the work took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
