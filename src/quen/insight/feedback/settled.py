"""How tickets ended: settled in one go by her own word (first-contact resolution), by one answer, and opened again.

First-contact resolution is the customer's view: only she knows whether it was settled. But only some answer; so the
desk's own count, one answer and never opened again, stands beside it and needs nobody's word.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from quen.measures.wilson import FEWEST_CUSTOMERS, interval

_SQL = (Path(__file__).parent / "settled.sql").read_text()


@dataclass(frozen=True)
class Ended:
    """Some tickets together. `stars`: the mean of the rated ones, None where there is none."""

    name: str
    ended: int
    rated: int
    stars: float | None
    in_one_go: int
    not_settled: int
    opened_again: int
    by_one_answer: int

    @property
    def rated_percent(self) -> float:
        return 100 * self.rated / self.ended

    @property
    def in_one_go_percent(self) -> float | None:
        """Of those who said how it was: first-contact resolution."""
        return 100 * self.in_one_go / self.rated if self.rated else None

    @property
    def in_one_go_between(self) -> tuple[float, float] | None:
        """Its interval of 95 %, after Wilson."""
        if not self.rated:
            return None
        low, high = interval(self.in_one_go, self.rated)
        return 100 * low, 100 * high

    @property
    def by_one_answer_percent(self) -> float:
        return 100 * self.by_one_answer / self.ended

    @property
    def opened_again_percent(self) -> float:
        return 100 * self.opened_again / self.ended

    @property
    def is_small(self) -> bool:
        """Whether so few said how it was that the share says little."""
        return self.rated < FEWEST_CUSTOMERS


@dataclass(frozen=True)
class HowEnded:
    """`all` None: nothing was settled. `cuts`: by topic, came_by and staff, most tickets first."""

    all: Ended | None
    cuts: dict[str, list[Ended]]


def how_ended(*, since: datetime, until: datetime, stores: Collection[int] = ()) -> HowEnded:
    """Of tickets of these stores; of all where none is named. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"since": since, "until": until, "stores": list(stores) or None})
        rows = cursor.fetchall()
    cuts: dict[str, list[Ended]] = defaultdict(list)
    for cut, *facts in rows:
        cuts[cut].append(Ended(*facts))
    whole = cuts.pop("all", [])
    return HowEnded(whole[0] if whole else None, dict(cuts))
