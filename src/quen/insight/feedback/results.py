"""The scores of a survey, together and cut: the Net Promoter Score, or the share of the satisfied, with intervals."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
from django.db import connection

from quen.measures.nps import nps_of_counts
from quen.measures.wilson import rated
from quen.shops.clock import shop_timezone
from quen.surveys.models import Audience, Survey
from quen.surveys.scales import QuestionKind

ENOUGH = 30
"""Below so many answers a score says little, and the page says so."""
FEWEST_OF_STAFF = 5
"""Answers of staff are shown together from so many on: of fewer one could guess whose they are."""
MOST_IN_A_CUT = 12
MOST_PRODUCTS = 60
"""Of a survey about products, so many of them stand in its results."""
_RESULTS = (Path(__file__).parent / "results.sql").read_text()
_COLUMNS = {"cut": "string", "name": "string", "responses": "int64", "high": "int64", "middle": "int64",
            "low_ones": "int64", "mean": "float64"}  # fmt: skip


@dataclass(frozen=True)
class Scored:
    """Some answers together. `figure`: the NPS (-100 to 100), else the share of high answers in percent.

    `lowest` and `highest`: its 95 % interval.
    """

    name: str
    responses: int
    high: int
    middle: int
    low: int
    mean: float
    figure: float
    lowest: float
    highest: float

    @property
    def is_small(self) -> bool:
        """Whether so few answers stand behind it that it says little."""
        return self.responses < ENOUGH


@dataclass(frozen=True)
class Results:
    """`all` None: nobody answered, or too few of the staff. `cuts` by name: most answers first, months in order.

    `hidden`: answers of staff that wait until they are FEWEST_OF_STAFF.
    """

    all: Scored | None
    cuts: dict[str, list[Scored]]
    hidden: int = 0


def results(survey: Survey, *, since: datetime, until: datetime) -> Results:
    """What the answers of that time say. One query, of staff three."""
    last = last_shown(survey)
    asked: dict[str, int | str | datetime | None] = {
        "survey": survey.pk, "since": since, "until": until, "zone": shop_timezone().key, "last": last,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_RESULTS, asked)
        rows = cursor.fetchall()
    found = scored(rows, is_nps=survey.kind == QuestionKind.NPS)
    hidden = 0 if last is None else survey.responses.filter(pk__gt=last).count()
    products = MOST_PRODUCTS if survey.is_of_product else MOST_IN_A_CUT
    return _arranged(found, of_staff=survey.audience == Audience.STAFF, hidden=hidden, products=products)


def last_shown(survey: Survey) -> int | None:
    """The last answer that may be shown; None: every one. Of staff they are shown by fives only.

    Else whoever looks before and after an answer came would know what it was.
    """
    if survey.audience != Audience.STAFF:
        return None
    numbers = list(survey.responses.order_by("pk").values_list("pk", flat=True))
    whole = len(numbers) // FEWEST_OF_STAFF * FEWEST_OF_STAFF
    return numbers[whole - 1] if whole else 0


def scored(rows: list[tuple[object, ...]], *, is_nps: bool) -> list[tuple[str, Scored]]:
    """Rows of results.sql with their figures, each with its cut. Computed by the measures, on DuckDB."""
    if not rows:
        return []
    columns = dict(zip(_COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
    with duckdb.connect() as duck:
        duck.register("counts", pa.table(columns))
        answer = duck.execute(_nps_sql() if is_nps else _share_sql()).fetchall()
    return [
        (cut, Scored(name, responses, high, middle, low, mean, figure, lowest, highest))
        for cut, name, responses, high, middle, low, mean, figure, lowest, highest in answer
    ]


def _arranged(found: list[tuple[str, Scored]], *, of_staff: bool, hidden: int, products: int) -> Results:
    cuts: dict[str, list[Scored]] = defaultdict(list)
    for cut, one in found:
        cuts[cut].append(one)
    every = cuts.pop("all", [])
    whole = every[0] if every else None
    if of_staff:
        cuts = {cut: ones for cut, ones in cuts.items() if whole and not _gives_away(ones, whole)}
        whole = whole if whole and whole.responses >= FEWEST_OF_STAFF else None
    for cut, ones in cuts.items():
        ones.sort(key=_by_month if cut == "month" else _by_answers)
        if cut != "month":
            del ones[products if cut == "product" else MOST_IN_A_CUT :]
    return Results(whole, dict(cuts), hidden)


def _by_month(one: Scored) -> tuple[int, str]:
    return 0, one.name


def _by_answers(one: Scored) -> tuple[int, str]:
    return -one.responses, one.name


def _gives_away(ones: list[Scored], whole: Scored) -> bool:
    """Whether a few people's answers could be told from this cut, or from what it leaves of the whole."""
    left = whole.responses - sum(one.responses for one in ones)
    return 0 < left < FEWEST_OF_STAFF or any(one.responses < FEWEST_OF_STAFF for one in ones)


@lru_cache(maxsize=1)
def _nps_sql() -> str:
    counts = _counts().rename(promoters="high", passives="middle", detractors="low_ones")
    table = nps_of_counts(counts)
    return _sql(table.select("cut", "name", "responses", "promoters", "passives", "detractors", "mean", "nps", "low",
                             "high"))  # fmt: skip


@lru_cache(maxsize=1)
def _share_sql() -> str:
    table = rated(_counts(), "high", "responses", prefix="share")
    return _sql(table.select("cut", "name", "responses", "high", "middle", "low_ones", "mean", "share_rate",
                             "share_low", "share_high"))  # fmt: skip


def _counts() -> ibis.Table:
    return ibis.table(_COLUMNS, name="counts")


def _sql(table: ibis.Table) -> str:
    return str(ibis.to_sql(table, dialect="duckdb"))
