"""The second purchase."""

from datetime import date
from typing import Any

from quen.measures.second_purchase import first_two_purchases, second_purchase_within

SALES = [
    ("soon", "2026-01-01", 1),
    ("soon", "2026-01-31", 1),
    ("soon", "2026-02-01", 1),
    ("same day", "2026-01-01 09:00", 1),
    ("same day", "2026-01-01 18:00", 1),
    ("same day", "2026-05-01", 1),
    ("late", "2026-01-01", 1),
    ("late", "2026-03-05 08:00", 1),
    ("late", "2026-03-05 09:00", 1),
    ("once", "2026-01-01", 1),
    ("lately", "2026-03-02", 1),
    ("lately", "2026-03-03", 1),
    (None, "2026-01-01", 1),
]
AS_OF = date(2026, 4, 1)


def test_days_from_the_first_purchase_to_the_second(shop: Any, rows: Any) -> None:
    found = rows(first_two_purchases(shop(SALES)))
    assert {row["customer"]: row["second_gap_days"] for row in found} == {
        "soon": 30,
        "same day": 0,
        "late": 63,
        "once": None,
        "lately": 1,
    }
    assert {row["first_day"] for row in found if row["customer"] != "lately"} == {date(2026, 1, 1)}


def test_only_those_who_had_the_whole_time_count(shop: Any, rows: Any) -> None:
    found = rows(second_purchase_within(first_two_purchases(shop(SALES)), as_of=AS_OF))
    # On 31 March the customers of 1 January have been known for 89 days, she of 2 March for 29.
    assert [(row["days"], row["customers"], row["came_back"], row["rate"]) for row in found] == [
        (30, 4, 2, 50.0),
        (60, 4, 2, 50.0),
        (90, 0, 0, None),
    ]
    assert all(row["is_small"] for row in found)


def test_one_day_more_completes_the_time(shop: Any, rows: Any) -> None:
    firsts = first_two_purchases(shop(SALES))
    [found] = rows(second_purchase_within(firsts, as_of=date(2026, 4, 2), windows_days=(90,)))
    assert (found["customers"], found["came_back"], found["rate"]) == (4, 3, 75.0)
