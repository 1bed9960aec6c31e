"""Those who used to come."""

from datetime import date
from typing import Any

from quen.measures.gaps import rhythms
from quen.measures.lapsed import lapsed_regulars, regulars

WEEKLY_LAN = [("lan", f"2026-01-{day:02}", 100) for day in (1, 8, 15, 22)]


def _lan_lapsed(shop: Any, rows: Any, as_of: date) -> bool:
    found = rows(regulars(rhythms(shop(WEEKLY_LAN)), as_of=as_of))
    return bool(found[0]["has_lapsed"])


def test_weekly_lan_has_not_lapsed_after_thirty_days(shop: Any, rows: Any) -> None:
    assert not _lan_lapsed(shop, rows, date(2026, 2, 21))


def test_weekly_lan_has_lapsed_after_thirty_one_days(shop: Any, rows: Any) -> None:
    assert _lan_lapsed(shop, rows, date(2026, 2, 22))


def test_a_slow_regular_is_measured_by_her_own_rhythm(shop: Any, rows: Any) -> None:
    slow_hoa = shop([("hoa", day, 1) for day in ("2025-01-01", "2025-03-02", "2025-05-01")])
    patient, over = date(2025, 10, 28), date(2025, 10, 29)
    assert [rows(regulars(rhythms(slow_hoa), as_of=day))[0]["silence_days"] for day in (patient, over)] == [
        180,
        181,
    ]
    assert [rows(regulars(rhythms(slow_hoa), as_of=day))[0]["has_lapsed"] for day in (patient, over)] == [
        False,
        True,
    ]


def test_half_days_of_patience_are_rounded_up(shop: Any, rows: Any) -> None:
    # Gaps 10, 11, 12, 15: median 11.5, patience 34.5 days, so day 35 is still in time.
    sales = shop(
        [("tu", day, 1) for day in ("2026-01-01", "2026-01-11", "2026-01-22", "2026-02-03", "2026-02-18")]
    )
    in_time, late = date(2026, 3, 25), date(2026, 3, 26)
    assert [rows(regulars(rhythms(sales), as_of=day))[0]["has_lapsed"] for day in (in_time, late)] == [
        False,
        True,
    ]


def test_after_a_year_of_silence_no_rhythm_is_slow_enough(shop: Any, rows: Any) -> None:
    yearly = shop([("hoa", day, 1) for day in ("2022-01-01", "2023-01-01", "2024-01-01")])
    in_time, late = date(2024, 12, 31), date(2025, 1, 1)
    assert [rows(regulars(rhythms(yearly), as_of=day))[0]["has_lapsed"] for day in (in_time, late)] == [
        False,
        True,
    ]


def test_three_receipts_on_two_days_make_no_regular(shop: Any, rows: Any) -> None:
    sales = shop([("minh", "2026-01-01", 1), ("minh", "2026-01-01", 1), ("minh", "2026-01-09", 1)])
    assert rows(regulars(rhythms(sales), as_of=date(2027, 1, 1))) == []


def test_a_short_life_is_not_blown_up_to_a_year_and_a_long_one_is_spread(shop: Any, rows: Any) -> None:
    two_years = [("hoa", day, 500) for day in ("2023-01-01", "2024-01-01", "2024-12-31")]
    found = rows(regulars(rhythms(shop(WEEKLY_LAN + two_years)), as_of=date(2026, 6, 1)))
    # Hoa spent 1,500 in 730 days; Lan spent 400 in three weeks and nobody knows the rest of her year.
    assert {row["customer"]: row["yearly_minor"] for row in found} == {"hoa": 750, "lan": 400}


def test_what_the_lapsed_would_bring_a_year_is_at_stake(shop: Any, rows: Any) -> None:
    here = [("tu", day, 10) for day in ("2026-01-01", "2026-02-20", "2026-03-01")]
    found = rows(lapsed_regulars(regulars(rhythms(shop(WEEKLY_LAN + here)), as_of=date(2026, 3, 15))))
    assert found == [
        {
            "count": 1,
            "revenue_at_stake_minor": 400,
            "lapsed_revenue_minor": 400,
            "active": 1,
            "active_revenue_minor": 30,
        }
    ]


def test_nobody_regular_means_nothing_at_stake(shop: Any, rows: Any) -> None:
    found = rows(lapsed_regulars(regulars(rhythms(shop([("lan", "2026-01-01", 1)])), as_of=date(2027, 1, 1))))
    assert [found[0]["count"], found[0]["revenue_at_stake_minor"]] == [0, 0]
