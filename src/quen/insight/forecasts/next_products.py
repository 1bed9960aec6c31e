"""Which product everybody is likeliest to take next, read off the lake's lines, and how far that can be trusted."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from quen.forecast.next_product.look_back import LEAST_ASKED, best_of, look_back
from quen.forecast.next_product.recommend import NOTHING, NextProducts, recommend
from quen.forecast.next_product.tastes import Tastes, tastes
from quen.insight.lake.read import Filters, Lake
from quen.kernel.sentences import Sentence, gettext_noop

Json = dict[str, Any]
NAMED = 3
HORIZON_DAYS = 90
SEEN_WITHIN_DAYS = 365
"""Who has not come for so long is named nothing: another page says whether she is worth winning back."""
LEAST_TAKERS, MOST_PRODUCTS = 5, 5_000
_NOT_YET = gettext_noop(
    "Not yet: of the customers known on %(day)s only %(asked)s took something new in the %(days)s days after. "
    "%(needed)s are needed to tell which guess is right."
)


@dataclass(frozen=True)
class WhatNext:
    """Rows of NextProduct, and what the run keeps of them."""

    rows: pa.Table
    findings: Json


def what_next(lake: Lake, *, until: date) -> WhatNext:
    """The method that named most of what was taken in the shop's own last days now speaks; nothing is said before one
    can be chosen."""
    cut = until - timedelta(days=HORIZON_DAYS)
    taken = _taken(lake, cut=cut, until=until)
    before = taken["times_before"] > 0
    judged = look_back(
        _table(taken, "times_before", before),
        taken["customer"][~before],
        taken["product"][~before],
        name=NAMED,
    )
    if not judged:
        missing = Sentence(
            _NOT_YET,
            {"day": f"{cut:%d/%m/%Y}", "days": HORIZON_DAYS, "needed": LEAST_ASKED, "asked": _new(taken)},
        )
        return WhatNext(_rows(NOTHING), {"missing": [missing.template, dict(missing.facts)]})
    method = best_of(judged)
    known = _table(taken, "times", np.ones(len(taken["times"]), np.bool_))
    found = recommend(known, method=method, to=_seen_lately(known, taken, until), most=NAMED)
    return WhatNext(
        _rows(found),
        {
            "until": cut.isoformat(),
            "horizon_days": HORIZON_DAYS,
            "named": NAMED,
            "method": method,
            "judged": {name: asdict(each) for name, each in judged.items()},
        },
    )


def _taken(lake: Lake, *, cut: date, until: date) -> dict[str, np.ndarray]:
    """A place per customer and product: on how many days, how many of them up to the cut, and the last."""
    lines = lake.facts("lines", Filters(last_day=until))
    known = lines.filter(lines.customer.notnull(), lines.product.notnull(), lines.quantity > 0)
    days = known.select("customer", "product", "day").distinct()
    return lake.arrays(
        days.group_by("customer", "product").agg(
            times=days.count(),
            times_before=(days.day <= ibis.literal(cut)).cast("int64").sum(),
            last_day=days.day.max(),
        )
    )


def _table(taken: dict[str, np.ndarray], times: str, here: np.ndarray) -> Tastes:
    return tastes(
        taken["customer"][here], taken["product"][here], taken[times][here],
        least_takers=LEAST_TAKERS, most_products=MOST_PRODUCTS,
    )  # fmt: skip


def _new(taken: dict[str, np.ndarray]) -> int:
    """How many customers known before the cut took something for the first time after it."""
    before = taken["times_before"] > 0
    return len(np.intersect1d(taken["customer"][before], taken["customer"][~before]))


def _seen_lately(known: Tastes, taken: dict[str, np.ndarray], until: date) -> np.ndarray:
    since = np.datetime64(until - timedelta(days=SEEN_WITHIN_DAYS))
    lately = np.unique(taken["customer"][taken["last_day"].astype("datetime64[D]") >= since])
    return np.flatnonzero(np.isin(known.customer, lately))


def _rows(found: NextProducts) -> pa.Table:
    return pa.table(
        {
            "customer_id": found.customer,
            "rank": found.rank,
            "product_id": found.product,
            "because_id": pa.array(found.because, pa.int64(), mask=found.because < 0),
        }
    )
