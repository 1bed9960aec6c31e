"""Who came back after a complaint: counted by hand, with Wilson's published interval."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from quen.measures.recovered import came_back, return_rate_by_outcome


def complaints(*told: tuple[str, str, str]) -> pa.Table:
    return pa.table(
        {
            "customer": pa.array([who for who, _day, _outcome in told], pa.string()),
            "day": pa.array([date.fromisoformat(day) for _who, day, _outcome in told], pa.date32()),
            "outcome": pa.array([outcome for _who, _day, outcome in told], pa.string()),
        }
    )


def test_only_what_she_bought_after_her_first_complaint_and_within_the_days_counts(
    load: Any, shop: Any, rows: Any
) -> None:
    told = complaints(
        ("lan", "2026-01-10", "well"), ("lan", "2026-03-01", "badly"), ("hoa", "2026-01-10", "badly")
    )
    bought = shop(
        [
            ("lan", "2026-01-10", 5_000),  # the day itself: she may have complained about it
            ("lan", "2026-01-11", 30_000),
            ("lan", "2026-04-10", 20_000),  # the ninetieth day
            ("lan", "2026-04-11", 70_000),
            ("hoa", "2026-01-02", 90_000),
            (None, "2026-01-20", 10_000),
        ]
    )
    found = rows(came_back(load(told), bought).order_by("customer"))
    assert [(one["customer"], one["outcome"], one["purchases"], one["revenue_minor"]) for one in found] == [
        ("hoa", "badly", 0, 0), ("lan", "well", 2, 50_000),
    ]  # fmt: skip
    assert [one["has_returned"] for one in found] == [False, True]
    assert [one["had_bought"] for one in found] == [True, False]


def test_rates_stand_with_wilsons_interval_and_few_are_marked(load: Any, shop: Any, rows: Any) -> None:
    told = complaints(*[(f"w{n}", "2026-01-10", "well") for n in range(40)], ("b", "2026-01-10", "badly"))
    before = [(f"w{n}", "2025-10-12", 7_000) for n in range(10)]  # the ninetieth day before
    too_long_ago = [(f"w{n}", "2025-10-11", 7_000) for n in range(40)]
    bought = shop([(f"w{n}", "2026-02-01", 1_000) for n in range(30)] + before + too_long_ago)
    badly, well = rows(return_rate_by_outcome(came_back(load(told), bought)))
    assert (badly["outcome"], badly["customers"], badly["returned"], badly["is_small"]) == (
        "badly",
        1,
        0,
        True,
    )
    assert (well["customers"], well["returned"], well["revenue_minor"], well["is_small"]) == (
        40,
        30,
        30_000,
        False,
    )
    # Wilson (1927) for 30 of 40: 59.81 to 85.81 %.
    assert (well["rate"], well["low"], well["high"]) == pytest.approx((75.0, 59.806, 85.813), abs=0.001)
    # Wilson (1927) for 10 of 40: 14.19 to 40.19 %.
    assert (well["before_rate"], well["before_low"], well["before_high"]) == pytest.approx(
        (25.0, 14.187, 40.194), abs=0.001
    )
    assert badly["before_rate"] == 0.0
    assert (badly["low"], badly["high"]) == pytest.approx((0.0, 79.345), abs=0.001)


def test_without_complaints_there_is_nothing_to_say(load: Any, shop: Any, rows: Any) -> None:
    assert rows(return_rate_by_outcome(came_back(load(complaints()), shop([("lan", "2026-01-01", 1)])))) == []
