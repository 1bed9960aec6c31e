"""Recency, frequency, monetary value."""

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest

from quen.measures.customers import per_customer
from quen.measures.rfm import OTHERS, SEGMENT_NAMES, SEGMENTS, rfm, rfm_breakpoints, rfm_scored, rfm_segments

# Published in the README of the package rfm for R: recency in days, orders, revenue, score.
PUBLISHED = [
    (205, 6, 472, 343),
    (140, 3, 340, 412),
    (194, 4, 405, 323),
    (132, 5, 448, 433),
    (90, 9, 843, 555),
    (84, 9, 763, 555),
    (281, 8, 699, 355),
    (246, 4, 157, 321),
    (349, 3, 363, 212),
    (619, 4, 196, 121),
]
# The thresholds its documentation names for the same data; the package adds 1 to each quantile.
THRESHOLDS = {
    "recency_days": (115, 181, 297, 482),
    "purchases": (4, 5, 6, 8),
    "revenue_minor": (256, 382, 506, 666),
}
AS_OF = date(2006, 12, 31)


def test_scores_equal_the_published_ones(load: Any, rows: Any) -> None:
    customers = load(
        pa.Table.from_pylist(
            [
                {
                    "customer": f"{number:02}",
                    "purchases": orders,
                    "revenue_minor": revenue,
                    "last_day": AS_OF - timedelta(days=days),
                }
                for number, (days, orders, revenue, _) in enumerate(PUBLISHED)
            ]
        )
    )
    breakpoints = load(
        pa.Table.from_pylist(
            [
                {
                    f"{value}_{place}": threshold - 1
                    for value, thresholds in THRESHOLDS.items()
                    for place, threshold in enumerate(thresholds, 1)
                }
            ]
        )
    )
    scored = rows(rfm_scored(customers, breakpoints, as_of=AS_OF).order_by("customer"))
    scores = [row["recency"] * 100 + row["frequency"] * 10 + row["monetary"] for row in scored]
    assert scores == [score for *_, score in PUBLISHED]


def test_fifths_are_interpolated_as_r_does_by_default(shop: Any, rows: Any) -> None:
    # quantile(c(10, 20, 30, 40), c(.2, .4, .6, .8)) in R: 16 22 28 34.
    sales = shop([(f"c{n}", f"2026-01-0{n}", n * 10) for n in range(1, 5)])
    found = rows(rfm_breakpoints(per_customer(sales), as_of=date(2026, 1, 5)))[0]
    assert [found[f"revenue_minor_{place}"] for place in range(1, 5)] == pytest.approx([16, 22, 28, 34])
    assert [found[f"recency_days_{place}"] for place in range(1, 5)] == pytest.approx([1.6, 2.2, 2.8, 3.4])


def test_customers_with_equal_values_have_equal_scores(shop: Any, rows: Any) -> None:
    sales = shop([(f"c{n}", "2026-01-05", 50_000) for n in range(7)])
    found = rows(rfm(per_customer(sales), as_of=date(2026, 1, 6)))
    assert {(row["recency"], row["frequency"], row["monetary"]) for row in found} == {(5, 1, 1)}
    assert {row["segment"] for row in found} == {"New Customers"}


def test_the_latest_most_frequent_and_biggest_is_a_champion(shop: Any, rows: Any) -> None:
    sales = [(f"c{n}", f"2026-{n:02}-01", n * 100) for n in range(1, 6) for _ in range(n)]
    found = rows(rfm(per_customer(shop(sales)), as_of=date(2026, 6, 1)).order_by("customer"))
    assert [row["recency"] * 100 + row["frequency"] * 10 + row["monetary"] for row in found] == [
        111,
        222,
        333,
        444,
        555,
    ]
    assert [row["segment"] for row in found] == [
        "Lost",
        "Loyal Customers",
        "Potential Loyalist",
        "Potential Loyalist",
        "Champions",
    ]


def test_every_customer_is_in_exactly_one_segment_and_nothing_is_lost(shop: Any, rows: Any) -> None:
    sales = shop([(f"c{n % 17}", f"2026-01-{n % 28 + 1:02}", n * n % 101) for n in range(120)])
    customers = per_customer(sales)
    found = rows(rfm_segments(rfm(customers, as_of=date(2026, 2, 1))))
    assert sum(row["customers"] for row in found) == 17
    assert sum(row["purchases"] for row in found) == 120
    assert sum(row["revenue_minor"] for row in found) == sum(n * n % 101 for n in range(120))
    assert {row["segment"] for row in found} <= set(SEGMENT_NAMES)


def test_there_are_eleven_names_and_every_one_can_be_reached() -> None:
    def segment(r: int, f: int, m: int) -> str:
        for box in SEGMENTS:
            if all(low <= score <= high for score, (low, high) in zip((r, f, m), _sides(box), strict=True)):
                return box.name
        return OTHERS

    cells = [segment(r, f, m) for r in range(1, 6) for f in range(1, 6) for m in range(1, 6)]
    assert len(SEGMENT_NAMES) == 11
    assert set(cells) == set(SEGMENT_NAMES)


def _sides(box: Any) -> tuple[tuple[int, int], ...]:
    return box.recency, box.frequency, box.monetary
