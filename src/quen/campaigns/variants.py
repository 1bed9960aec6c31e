"""Which text did better: every two of a campaign's variants against each other, by profit a customer.

Read once, when the days are over. All pairs are corrected together (Holm), so five texts that do alike are told apart
by luck 5 times in 100 at most, not in every second campaign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

import numpy as np

from quen.campaigns.proof import Rows, last_entry, outcomes
from quen.insight.economics import assumed
from quen.measures.uplift.holm import holm
from quen.measures.uplift.judge import Verdict, judge
from quen.measures.uplift.sample_ratio import SampleRatio, sample_ratio
from quen.measures.uplift.states import ALPHA, Horizon
from quen.messages.queue import Source

_UNITS = """
SELECT
    coalesce(customer.root_id, customer.id) AS root, min(arms.arm) AS arm, min(arms.entered_at) AS since,
    %(points_minor)s::bigint AS given
FROM campaigns_arm AS arms JOIN people_customer AS customer ON customer.id = arms.customer_id
WHERE arms.source_kind = %(kind)s AND arms.source_id = %(id)s AND arms.arm >= 1
GROUP BY 1
HAVING count(DISTINCT arms.arm) = 1
"""
"""Who read one text. Of a person whose two records read different ones before they were merged nothing can be told."""


@dataclass(frozen=True)
class Against:
    """`better` less `worse`, in profit a customer (minor units); numbers of variants. p_corrected: over all pairs."""

    better: int
    worse: int
    difference: float
    low: float
    high: float
    p_corrected: float

    @property
    def is_sure(self) -> bool:
        """Whether chance alone brings so much less than 5 times in 100."""
        return self.p_corrected < ALPHA


@dataclass(frozen=True)
class Comparison:
    """customers, profit a customer (minor units; None where none) by variant, in order; every pair that can be told.

    ratio: whether the variants have the sizes they were meant to have; where not, no pair is to be believed.
    """

    customers: list[int]
    profit: list[float | None]
    pairs: list[Against]
    ratio: SampleRatio
    is_over: bool
    ends_at: datetime

    @property
    def losing(self) -> list[int]:
        """Variants another one surely did better than: proposed for stopping."""
        if not self.is_over or not self.ratio.is_ok:
            return []
        return sorted({pair.worse for pair in self.pairs if pair.is_sure})


def compare_variants(
    source: Source, *, weights: Sequence[int], horizon_days: int, points_minor: int = 0, at: datetime
) -> Comparison | None:
    """As of now; None with one variant, or where nobody was written to."""
    if len(weights) < 2 or (last := last_entry(source)) is None:
        return None
    rows = outcomes(_UNITS, source, days=horizon_days, points_minor=points_minor)
    is_over = at >= (ends_at := last + timedelta(days=horizon_days))
    numbers = range(1, len(weights) + 1)
    customers = [int((rows[:, 0] == number).sum()) for number in numbers]
    if not any(customers):
        return None
    judged = [(one, other, _judged(rows, is_over, one, other)) for one, other in combinations(numbers, 2)]
    told = [each for each in judged if each[2].found is not None and each[2].wait is None]
    corrected = holm([each[2].found.p_value for each in told if each[2].found])
    return Comparison(
        customers, [_mean(rows, number) for number in numbers],
        [_against(*each, p) for each, p in zip(told, corrected, strict=True)],
        sample_ratio(customers, [weight / sum(weights) for weight in weights]), is_over, ends_at,
    )  # fmt: skip


def _judged(rows: Rows, is_over: bool, one: int, other: int) -> Verdict:
    """The second against the first; before the days are over, everything is collecting."""
    both = rows[np.isin(rows[:, 0], (one, other))]
    arm = (both[:, 0] == other).astype(np.int64)
    horizon = Horizon() if is_over else Horizon(planned=len(both) + 1)
    return judge(arm, _profit(both), arms=2, covariates=both[:, 4:6], horizon=horizon)[0]


def _profit(rows: Rows) -> Rows:
    return rows[:, 2] * assumed().margin - rows[:, 3]


def _mean(rows: Rows, number: int) -> float | None:
    hers = rows[rows[:, 0] == number]
    return float(_profit(hers).mean()) if len(hers) else None


def _against(one: int, other: int, verdict: Verdict, p_corrected: float) -> Against:
    found = verdict.found
    assert found is not None
    if found.difference > 0:
        return Against(other, one, found.difference, found.low, found.high, p_corrected)
    return Against(one, other, -found.difference, -found.high, -found.low, p_corrected)
