"""Each survey in one line: how many answered, and with what score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Q

from quen.insight.feedback.results import FEWEST_OF_STAFF, Scored, last_shown, scored
from quen.surveys.models import Audience, Response, Survey
from quen.surveys.scales import Band, QuestionKind


@dataclass(frozen=True)
class Brief:
    """`scored` None: no score to show. `answers`: all of that time, of staff those that may be shown."""

    answers: int = 0
    scored: Scored | None = None


def in_brief(surveys: Iterable[Survey], *, since: datetime, until: datetime) -> dict[int, Brief]:
    """Survey → how it stands. One query, and one for each survey of staff."""
    rows = list(surveys)
    kinds = {row.pk: row.kind for row in rows}
    asked = Q(survey__in=kinds)
    for row in rows:
        if row.audience == Audience.STAFF:
            asked &= ~Q(survey=row, pk__gt=last_shown(row) or 0)
    counted = Response.objects.filter(asked, answered_at__gte=since, answered_at__lt=until)
    bands = {f"{band}_ones": Count("pk", filter=Q(band=band)) for band in (Band.HIGH, Band.MIDDLE, Band.LOW)}
    found = counted.order_by().values_list("survey").annotate(all=Count("pk"), **bands, mean=Avg("score"))
    sums = {survey: (answers, *rest) for survey, answers, *rest in found}
    staff = {row.pk for row in rows if row.audience == Audience.STAFF}
    shown = {survey: one for survey, one in sums.items() if survey not in staff or one[0] >= FEWEST_OF_STAFF}
    figures = _figures(shown, kinds)
    return {
        survey: Brief(shown[survey][0], figures.get(survey)) if survey in shown else Brief()
        for survey in kinds
    }


def _figures(sums: dict[int, tuple[int, ...]], kinds: dict[int, str]) -> dict[int, Scored]:
    figures: dict[int, Scored] = {}
    for is_nps in (True, False):
        rows: list[tuple[object, ...]] = [
            ("all", str(survey), high + middle + low, high, middle, low, mean)
            for survey, (_answers, high, middle, low, mean) in sums.items()
            if (kinds[survey] == QuestionKind.NPS) == is_nps and high + middle + low
        ]
        figures |= {int(one.name): one for _cut, one in scored(rows, is_nps=is_nps)}
    return figures
