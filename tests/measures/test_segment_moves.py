"""Who moved between segments."""

from typing import Any

import pyarrow as pa

from quen.measures.segment_moves import segment_moves


def test_everybody_moves_or_stays_and_newcomers_come_from_nowhere(load: Any, rows: Any) -> None:
    before = load(
        pa.table(
            {"customer": ["a", "b", "c", "d"], "segment": ["Champions", "Champions", "Lost", "Champions"]}
        )
    )
    after = load(
        pa.table(
            {
                "customer": ["a", "b", "c", "d", "e"],
                "segment": ["Champions", "At Risk", "Champions", "Champions", "New Customers"],
            }
        )
    )
    found = rows(segment_moves(before, after))
    moves = {(row["before"], row["after"]): (row["customers"], row["whole"], row["rate"]) for row in found}
    assert moves == {
        ("Champions", "At Risk"): (1, 3, 100 / 3),
        ("Champions", "Champions"): (2, 3, 200 / 3),
        ("Lost", "Champions"): (1, 1, 100.0),
        (None, "New Customers"): (1, None, None),
    }
