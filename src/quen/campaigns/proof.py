"""What an experiment brought, against those held out: a campaign's is read once, when its days are over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
from django.db import connection

from quen.campaigns.models import Arm
from quen.insight.economics import assumed
from quen.measures.uplift.judge import Verdict, judge
from quen.measures.uplift.sample_ratio import SampleRatio, sample_ratio
from quen.measures.uplift.states import Horizon
from quen.messages.queue import Source

_ROWS = (Path(__file__).parent / "proof.sql").read_text()
_UNITS = (Path(__file__).parent / "proof_units.sql").read_text()
Rows = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Proof:
    """Written to against held out, per customer: visits, revenue after returns, profit (minor units).

    profit: the owner's margin of the revenue, less all vouchers used in those days, the experiment's messages and the
    points it gave. ends_at: until then everything is collecting. ratio: of the arms, as they were drawn.
    """

    written_to: int
    held_out: int
    ends_at: datetime
    is_over: bool
    ratio: SampleRatio
    visits: Verdict
    revenue: Verdict
    profit: Verdict


def prove(
    source: Source, *, horizon_days: int, holdout_percent: int, points_minor: int = 0, at: datetime
) -> Proof | None:
    """The proof as of now; None where nobody is in an arm. points_minor: given in points to each who was written to.

    Judged by a fixed horizon: before the days of the last customer are over every state is `collecting`.
    """
    if (last := last_entry(source)) is None:
        return None
    rows = outcomes(_UNITS, source, days=horizon_days, points_minor=points_minor)
    is_over = at >= (ends_at := last + timedelta(days=horizon_days))
    horizon = Horizon() if is_over else Horizon(planned=len(rows) + 1)
    return judged(rows, horizon=horizon, holdout_percent=holdout_percent, ends_at=ends_at, is_over=is_over)


def last_entry(source: Source) -> datetime | None:
    """When the last customer entered an arm; None where nobody is in one."""
    arms = Arm.objects.filter(source_kind=source.kind, source_id=source.number, arm__isnull=False)
    return arms.order_by("-entered_at").values_list("entered_at", flat=True).first()


def outcomes(
    units: str, source: Source, *, days: int, **asked: int | datetime | list[int] | list[str]
) -> Rows:
    """What each person of an experiment did: a row of arm, visits, revenue, costs, visits and revenue before.

    units: the statement that says who is in which arm since when, and what she was given besides vouchers; it may use
    what is `asked`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _ROWS.replace("{units}", units), {"kind": source.kind, "id": source.number, "days": days, **asked}
        )
        return np.array(cursor.fetchall(), dtype=np.float64).reshape(-1, 6)


def judged(rows: Rows, *, horizon: Horizon, holdout_percent: int, ends_at: datetime, is_over: bool) -> Proof:
    """The proof of such rows. Covariates are visits and revenue of as many days before."""
    arm = rows[:, 0].astype(np.int64)
    profit = rows[:, 2] * assumed().margin - rows[:, 3]
    visits, revenue, gain = (
        judge(arm, outcome, arms=2, covariates=rows[:, 4:6], horizon=horizon)[0]
        for outcome in (rows[:, 1], rows[:, 2], profit)
    )
    held_out, written_to = int((arm == 0).sum()), int((arm == 1).sum())
    split = [holdout_percent / 100, 1 - holdout_percent / 100] if holdout_percent else None
    ratio = sample_ratio([held_out, written_to], split)
    return Proof(written_to, held_out, ends_at, is_over, ratio, visits, revenue, gain)
