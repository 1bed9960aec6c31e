"""Whose money goes into which category."""

from typing import Any

import pyarrow as pa
import pytest

from quen.measures.wallet import share_of_wallet

LINES = pa.table(
    {
        "customer": ["lan", "lan", "lan", "minh", "hoa", None],
        "category": ["Cà phê", "Cà phê", "Sữa", "Cà phê", None, "Cà phê"],
        "amount_minor": [100, 100, 300, 500, 1000, 9999],
    }
)


def test_shares_of_what_the_buyers_of_a_category_spend(load: Any, rows: Any) -> None:
    coffee, milk = rows(share_of_wallet(load(LINES)))
    assert [coffee[name] for name in ("category", "buyers", "customers")] == ["Cà phê", 2, 3]
    assert [coffee[name] for name in ("revenue_minor", "wallet_minor")] == [700, 1000]
    assert [coffee["share_of_wallet"], coffee["revenue_share"]] == [70.0, 35.0]
    assert coffee["rate"] == pytest.approx(200 / 3)
    assert [milk[name] for name in ("category", "buyers", "revenue_minor", "wallet_minor")] == [
        "Sữa",
        1,
        300,
        500,
    ]
    assert milk["share_of_wallet"] == 60.0


def test_a_file_without_categories_has_no_shares(load: Any, rows: Any) -> None:
    bare = pa.table({"customer": ["lan"], "category": pa.array([None], pa.string()), "amount_minor": [5]})
    assert rows(share_of_wallet(load(bare))) == []
