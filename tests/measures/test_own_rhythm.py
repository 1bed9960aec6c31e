"""Each customer's own rhythm with its spread."""

from typing import Any

from quen.measures.gaps import gaps
from quen.measures.own_rhythm import own_rhythms, regularity


def test_median_and_quartiles_of_her_own_gaps(shop: Any, rows: Any) -> None:
    # Gaps of 2, 4, 6, 8 and 10 days; a second receipt on one day is no gap.
    days = ["01-01", "01-03", "01-07", "01-07", "01-13", "01-21", "01-31"]
    [found] = rows(own_rhythms(gaps(shop([("lan", f"2026-{day}", 1) for day in days]))))
    assert [found["gaps"], found["median_gap_days"]] == [5, 6.0]
    assert [found["low_gap_days"], found["high_gap_days"], found["spread_days"]] == [4.0, 8.0, 4.0]


def test_three_gaps_have_a_median_and_no_spread(shop: Any, rows: Any) -> None:
    days = ["01-01", "01-08", "01-15", "01-29"]
    [found] = rows(own_rhythms(gaps(shop([("lan", f"2026-{day}", 1) for day in days]))))
    assert [found["gaps"], found["median_gap_days"], found["spread_days"]] == [3, 7.0, None]


def test_one_day_makes_no_rhythm(shop: Any, rows: Any) -> None:
    assert rows(own_rhythms(gaps(shop([("lan", "2026-01-01", 1), ("lan", "2026-01-01", 1)])))) == []


def test_lan_comes_like_clockwork_and_minh_when_he_likes(shop: Any, rows: Any) -> None:
    lan = [("lan", f"2026-01-{day:02}", 1) for day in (1, 8, 15, 22, 29)]
    minh = [("minh", f"2026-01-{day:02}", 1) for day in (1, 2, 4, 14, 30)]
    new = [("hoa", "2026-01-01", 1), ("hoa", "2026-01-02", 1)]
    found = rows(regularity(own_rhythms(gaps(shop([*lan, *minh, *new])))))
    # Minh's gaps are 1, 2, 10 and 16 days: median 6, quartiles 1.75 and 11.5.
    assert [tuple(row.values()) for row in found] == [(0, 1, 7.0, 2), (2, 1, 6.0, 2)]
