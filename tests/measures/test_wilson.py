"""How far a rate can be trusted."""

from typing import Any

import pyarrow as pa
import pytest

from quen.measures.wilson import interval, rated


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
        # table I, method 3 (score without continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 1 - 0.1170, 1.0),
    ],
)
def test_the_interval_is_the_published_one(part: int, whole: int, low: float, high: float) -> None:
    assert interval(part, whole) == pytest.approx((low, high), abs=6e-5)


def test_engines_say_the_same_as_the_formula(load: Any, rows: Any) -> None:
    counts = load(pa.table({"n": [5, 29, 148, 0], "x": [5, 1, 15, 0]}))
    found = rows(rated(counts, "x", "n").order_by("n"))
    assert [row["is_small"] for row in found] == [True, True, True, False]
    assert [found[0][name] for name in ("rate", "low", "high")] == [None, None, None]
    for row in found[1:]:
        low, high = interval(row["x"], row["n"])
        assert (row["rate"], row["low"], row["high"]) == pytest.approx(
            (100 * row["x"] / row["n"], 100 * low, 100 * high)
        )


def test_one_row_can_hold_several_rates(load: Any, rows: Any) -> None:
    counts = load(pa.table({"n": [40], "x": [10], "y": [20]}))
    [found] = rows(rated(rated(counts, "x", "n", prefix="kept"), "y", "n", prefix="lost"))
    assert (found["kept_rate"], found["lost_rate"]) == (25.0, 50.0)
    assert found["lost_low"] == pytest.approx(100 - found["lost_high"])
