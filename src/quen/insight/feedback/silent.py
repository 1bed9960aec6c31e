"""Who was asked and did not answer, and what the score would be had all groups answered alike."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
from django.db import connection

from quen.measures.nps_weighted import nps_weighted
from quen.measures.wilson import rated
from quen.surveys.models import Survey
from quen.surveys.scales import QuestionKind

NOBODYS = "-"
"""The name of those who have no value of a cut: no tier, no store."""
_SILENT = (Path(__file__).parent / "silent.sql").read_text()
_COLUMNS = {"cut": "string", "name": "string", "asked": "int64", "answered": "int64", "responses": "int64",
            "promoters": "int64", "detractors": "int64"}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Some of the asked: the share that answered in percent with its 95 % interval."""

    name: str
    asked: int
    answered: int
    rate: float
    low: float
    high: float
    is_small: bool

    @property
    def silent(self) -> int:
        """How many of them said nothing."""
        return self.asked - self.answered


@dataclass(frozen=True)
class Weighted:
    """The score by the shares of the asked; `plain` is that of the same answers as they came.

    `unheard`: of the asked, those in groups nobody answered for.
    """

    nps: float
    low: float
    high: float
    plain: float
    responses: int
    unheard: int
    is_small: bool


@dataclass(frozen=True)
class Silent:
    """`all` None: nobody was asked by a link of her own. `weighted` only of an NPS somebody answered by name."""

    all: Asked | None
    cuts: dict[str, list[Asked]]
    weighted: Weighted | None


def silent(survey: Survey, *, since: datetime, until: datetime) -> Silent:
    """Of whom was asked in that time. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SILENT, {"survey": survey.pk, "since": since, "until": until})
        rows = cursor.fetchall()
    if not rows:
        return Silent(None, {}, None)
    columns = dict(zip(_COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
    with duckdb.connect() as duck:
        duck.register("counts", pa.table(columns))
        rates = duck.execute(_rates_sql()).fetchall()
        score = duck.execute(_weighted_sql()).fetchone()
    cuts: dict[str, list[Asked]] = defaultdict(list)
    for cut, *facts in rates:
        cuts[cut].append(Asked(*facts))
    [whole] = cuts.pop("all")
    return Silent(whole, dict(cuts), _weighted(survey, score, columns))


def _weighted(
    survey: Survey, score: tuple[float | None, ...] | None, columns: dict[str, list[int]]
) -> Weighted | None:
    if survey.kind != QuestionKind.NPS or score is None or score[0] is None:
        return None
    place = columns["cut"].index("all")  # type: ignore[arg-type]  # names and counts stand in one table
    promoters, detractors, responses = (
        columns[name][place] for name in ("promoters", "detractors", "responses")
    )
    nps, low, high, unheard, is_small = score
    assert nps is not None and low is not None and high is not None
    plain = 100 * (promoters - detractors) / responses
    return Weighted(nps, low, high, plain, responses, int(unheard or 0), bool(is_small))


@lru_cache(maxsize=1)
def _rates_sql() -> str:
    counts = ibis.table(_COLUMNS, name="counts")
    table = rated(counts.filter(counts.cut != "group"), "answered", "asked")
    shown = table.select("cut", "name", "asked", "answered", "rate", "low", "high", "is_small")
    return str(ibis.to_sql(shown.order_by(ibis.desc("asked"), "name"), dialect="duckdb"))


@lru_cache(maxsize=1)
def _weighted_sql() -> str:
    counts = ibis.table(_COLUMNS, name="counts")
    groups = counts.filter(counts.cut == "group").rename(group="name")
    table = nps_weighted(groups.select("group", "asked", "responses", "promoters", "detractors"))
    return str(ibis.to_sql(table.select("nps", "low", "high", "unheard", "is_small"), dialect="duckdb"))
