"""What campaigns and journeys brought in each month, against those they held out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from quen.campaigns.models import Arm
from quen.insight.economics import assumed
from quen.journeys.models import Enrolment, JourneyVersion
from quen.journeys.reads import plan_of
from quen.measures.uplift.sample_ratio import sample_ratio
from quen.measures.uplift.sums import Sums, Whole, added, whole_of
from quen.messages.judge_many import planned_for
from quen.payback.span import Span, asked_of

_STATEMENT = (Path(__file__).parent / "brought.sql").read_text()
_TOGETHER = -1
_HELD_OUT, _WRITTEN_TO = 0, 1
_Arms = Mapping[int, Sums]


@dataclass(frozen=True)
class Brought:
    """Margin of the revenue that would not have been without them, in minor units, before what they cost.

    told: experiments of which this can be said; untold: those whose customers are too few, whose amounts are too
    unlike, or whose groups have not the sizes they were meant to have. written_to: customers of those told.
    """

    margin: Whole | None
    told: int = 0
    untold: int = 0
    written_to: int = 0


def brought(spans: Sequence[Span]) -> tuple[list[Brought], Brought]:
    """What each span brought, and all together. Within a transaction."""
    with planned_for(Arm.objects.count() + Enrolment.objects.count()), connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {**asked_of(spans), **_versions()})
        rows = cursor.fetchall()
    found: dict[int, dict[tuple[str, int, int], dict[int, Sums]]] = defaultdict(lambda: defaultdict(dict))
    for kind, number, share, place, arm, *sums in rows:
        found[place][kind, number, share][arm] = Sums(*sums)
    margin = assumed().margin
    each, together = range(len(spans)), found[_TOGETHER]
    return [_of(found[place], margin) for place in each], _of(together, margin)


def _versions() -> dict[str, list[int]]:
    """What each version of a journey holds out, and for how many days its customers are looked at."""
    known = [
        (row.journey_id, row.number, plan.holdout_percent, plan.proof_days)
        for row in JourneyVersion.objects.order_by("pk")
        for plan in [plan_of(row)]
    ]
    columns = zip(*known, strict=True) if known else [(), (), (), ()]
    return dict(zip(("journeys", "versions", "shares", "days"), map(list, columns), strict=True))


def _of(experiments: Mapping[tuple[str, int, int], _Arms], margin: float) -> Brought:
    effects, written_to = [], 0
    for (_kind, _number, share), arms in experiments.items():
        effect = _effect(arms, share, margin)
        if effect is not None:
            effects.append(effect)
            written_to += arms[_WRITTEN_TO].customers
    return Brought(added(effects), len(effects), len(experiments) - len(effects), written_to)


def _effect(arms: _Arms, share: int, margin: float) -> Whole | None:
    if _HELD_OUT not in arms or _WRITTEN_TO not in arms:
        return None
    held_out, written_to = arms[_HELD_OUT], arms[_WRITTEN_TO]
    if not sample_ratio([held_out.customers, written_to.customers], [share / 100, 1 - share / 100]).is_ok:
        return None
    found = whole_of(written_to, held_out)
    if not isinstance(found, Whole):
        return None
    return Whole(found.difference * margin, found.error * margin, found.degrees)
