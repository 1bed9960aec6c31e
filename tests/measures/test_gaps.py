"""The days between two visits."""

from datetime import date
from typing import Any

from quen.measures.gaps import gaps, median_days_between_purchases, pairs_by_days, quantile_days, rhythms

LAN_AND_MINH = [
    ("lan", "2026-01-31 08:00", 1),
    ("lan", "2026-01-31 20:00", 2),
    ("lan", "2026-02-03 07:00", 4),
    ("minh", "2026-01-01", 8),
    ("minh", "2026-01-11", 16),
    ("hoa", "2026-01-01", 32),
    (None, "2026-01-01", 64),
    (None, "2026-01-03", 64),
]


def test_gaps_are_calendar_days_whatever_the_hour(shop: Any, rows: Any) -> None:
    found = [(row["customer"], row["day"], row["gap_days"]) for row in rows(gaps(shop(LAN_AND_MINH)))]
    assert sorted(found, key=lambda gap: (gap[0], gap[1], gap[2] if gap[2] is not None else -1)) == [
        ("hoa", date(2026, 1, 1), None),
        ("lan", date(2026, 1, 31), None),
        ("lan", date(2026, 1, 31), 0),
        ("lan", date(2026, 2, 3), 3),
        ("minh", date(2026, 1, 1), None),
        ("minh", date(2026, 1, 11), 10),
    ]


def test_the_median_is_over_all_pairs_and_same_day_counts_as_zero(shop: Any, rows: Any) -> None:
    assert rows(median_days_between_purchases(shop(LAN_AND_MINH))) == [{"median_days": 3.0}]


def test_an_even_number_of_pairs_has_the_mean_of_the_middle_two(shop: Any, rows: Any) -> None:
    sales = shop([("lan", "2026-01-01", 1), ("lan", "2026-01-02", 1), ("lan", "2026-01-06", 1)])
    assert rows(median_days_between_purchases(sales)) == [{"median_days": 2.5}]


def test_without_a_second_purchase_there_is_no_median(shop: Any, rows: Any) -> None:
    assert rows(median_days_between_purchases(shop([("hoa", "2026-01-01", 1)]))) == [{"median_days": None}]


def test_pairs_are_counted_by_the_days_between_them(shop: Any, rows: Any) -> None:
    assert rows(pairs_by_days(gaps(shop(LAN_AND_MINH)))) == [
        {"gap_days": 0, "pairs": 1},
        {"gap_days": 3, "pairs": 1},
        {"gap_days": 10, "pairs": 1},
    ]


def test_quantiles_are_read_off_the_counted_pairs() -> None:
    pairs = {10: 1, 0: 2, 4: 1}  # 0, 0, 4, 10
    assert [quantile_days(pairs, share) for share in (0.0, 0.5, 0.75, 1.0)] == [0, 2.0, 5.5, 10]
    assert quantile_days({7: 3}, 0.5) == 7
    assert quantile_days({}, 0.5) is None


def test_a_rhythm_counts_days_and_not_receipts(shop: Any, rows: Any) -> None:
    found = sorted(rows(rhythms(shop(LAN_AND_MINH))), key=lambda row: row["customer"])
    first, last = date(2026, 1, 31), date(2026, 2, 3)
    assert found[1] == {
        "customer": "lan",
        "purchase_days": 2,
        "median_gap_days": 3.0,
        "revenue_minor": 7,
        "first_day": first,
        "last_day": last,
    }
    assert [(row["customer"], row["purchase_days"], row["median_gap_days"]) for row in found] == [
        ("hoa", 1, None),
        ("lan", 2, 3.0),
        ("minh", 2, 10.0),
    ]
