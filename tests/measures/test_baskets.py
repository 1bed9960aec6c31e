"""What is bought together."""

from typing import Any

import pyarrow as pa
import pytest

from quen.measures.baskets import bought_together

BASKETS = [
    {"máy in", "mực"},
    {"máy in", "mực"},
    {"máy in", "mực", "giấy"},
    {"giấy"},
    {"giấy"},
    {"mực"},
    {"giấy", "bút"},
    {"bút"},
]


@pytest.fixture
def lines(load: Any) -> Any:
    # Every product stands twice in its purchase: lines are not baskets.
    told = [(n, product) for n, basket in enumerate(BASKETS) for product in sorted(basket) * 2] + [(9, None)]
    return load(pa.table({"purchase": [n for n, _ in told], "product": [product for _, product in told]}))


def test_support_confidence_and_lift_by_hand(lines: Any, rows: Any) -> None:
    found = rows(bought_together(lines, fewest=2))
    # A printer is in 3 of 8 purchases, ink in 4, both in 3: 3/8; 3/3 and 3/4; (3/3) / (4/8) = 2.
    assert [(row["item"], row["other"], row["together"]) for row in found] == [
        ("máy in", "mực", 3),
        ("mực", "máy in", 3),
    ]
    assert [row["support"] for row in found] == [37.5, 37.5]
    assert [row["confidence"] for row in found] == [100.0, 75.0]
    assert [row["lift"] for row in found] == [2.0, 2.0]
    assert {row["purchases"] for row in found} == {8}


def test_what_was_seen_once_is_told_only_when_asked(lines: Any, rows: Any) -> None:
    pairs = {(row["item"], row["other"]) for row in rows(bought_together(lines, fewest=1))}
    assert ("bút", "giấy") in pairs
    assert ("bút", "mực") not in pairs
