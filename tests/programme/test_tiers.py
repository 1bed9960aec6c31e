"""Climbing, keeping and losing a tier."""

from datetime import datetime
from typing import Any

import pytest

from quen.programme import NEW_MEMBER, Outcome, evaluate
from quen.programme.words import say
from tests.programme.story import after, bought, programme, result

STEPS = [
    {"key": "member", "name": "Thành viên", "at_least": 0},
    {"key": "silver", "name": "Bạc", "at_least": 1_000_000},
    {"key": "gold", "name": "Vàng", "at_least": 3_000_000},
]


def _shop(**tiers: Any) -> Any:
    return programme(tiers={"steps": STEPS} | tiers)


def _tiers(outcomes: list[Outcome]) -> list[str]:
    return [outcome.tier.key if outcome.tier else "" for outcome in outcomes]


def _told(outcome: Outcome) -> list[str]:
    assert outcome.tier
    return [say(reason) for reason in outcome.tier.reasons]


def test_lan_climbs_at_once_and_is_told_how_far_the_next_step_is() -> None:
    _, (first, second) = after(
        _shop(), bought(600_000, datetime(2026, 1, 5)), bought(400_000, datetime(2026, 2, 5))
    )
    assert _tiers([first, second]) == ["member", "silver"]
    assert _told(first) == ["400,000 ₫ more to Bạc."]
    assert _told(second) == ["Welcome to Bạc.", "2,000,000 ₫ more to Vàng."]
    assert second.tier and (second.tier.before, second.tier.balance, second.tier.missing) == (
        "member",
        1_000_000,
        2_000_000,
    )


def test_money_older_than_the_window_counts_no_more() -> None:
    _, outcomes = after(_shop(), bought(600_000, datetime(2025, 1, 5)), bought(400_000, datetime(2026, 1, 5)))
    assert _tiers(outcomes) == ["member", "member"]
    _, outcomes = after(_shop(), bought(600_000, datetime(2025, 1, 5)), bought(400_000, datetime(2026, 1, 4)))
    assert _tiers(outcomes) == ["member", "silver"]


def test_a_tier_is_lost_step_by_step() -> None:
    visits = [datetime(2024, 1, 5), datetime(2025, 1, 4), datetime(2025, 1, 5), datetime(2026, 1, 5)]
    _, outcomes = after(_shop(), bought(3_000_000, visits[0]), *(bought(10_000, day) for day in visits[1:]))
    assert _tiers(outcomes) == ["gold", "gold", "gold", "silver"]
    _, outcomes = after(
        _shop(downgrade="by_balance"),
        bought(3_000_000, visits[0]),
        *(bought(10_000, day) for day in visits[1:]),
    )
    assert _tiers(outcomes) == ["gold", "gold", "gold", "member"]


def test_years_away_are_judged_year_by_year() -> None:
    _, outcomes = after(
        _shop(), bought(3_000_000, datetime(2024, 1, 5)), bought(10_000, datetime(2027, 1, 5))
    )
    assert _tiers(outcomes) == ["gold", "member"]


def test_grace_gives_more_time_and_counts_what_is_bought_in_it() -> None:
    days = [datetime(2024, 1, 5), datetime(2025, 1, 20), datetime(2025, 2, 10)]
    amounts = [1_000_000, 1_000_000, 10_000]
    kept = after(_shop(grace_days=30), *map(bought, amounts, days))[1]
    assert _tiers(kept) == ["silver", "silver", "silver"]
    lost = after(
        _shop(downgrade="by_balance"),
        *map(
            bought,
            [1_000_000, 10_000, 10_000],
            [datetime(2024, 1, 5), datetime(2024, 2, 1), datetime(2026, 1, 20)],
        ),
    )[1]
    assert _tiers(lost) == ["silver", "silver", "member"]


def test_a_warning_comes_before_the_tier_is_lost() -> None:
    shop = _shop(warn_days=30)
    _, (_, early, late) = after(
        shop,
        bought(1_000_000, datetime(2024, 1, 5)),
        bought(10_000, datetime(2025, 2, 5)),
        bought(10_000, datetime(2025, 12, 20)),
    )
    assert _tiers([early, late]) == ["silver", "silver"]
    assert _told(late) == ["2,980,000 ₫ more to Vàng.", "980,000 ₫ more by 5 Jan 2026 to keep Bạc."]
    assert not any("to keep" in told for told in _told(early))


def test_calendar_periods_begin_on_the_first_of_january() -> None:
    shop = _shop(window={"kind": "calendar", "months": 12})
    days = [datetime(2025, 12, 30), datetime(2026, 1, 2), datetime(2026, 12, 31), datetime(2027, 1, 1)]
    _, outcomes = after(shop, *map(bought, [600_000, 600_000, 400_000, 10_000], days))
    assert _tiers(outcomes) == ["member", "member", "silver", "silver"]
    _, outcomes = after(
        shop,
        *map(
            bought,
            [1_000_000, 10_000, 10_000],
            [datetime(2025, 12, 30), datetime(2026, 6, 1), datetime(2027, 1, 1)],
        ),
    )
    assert _tiers(outcomes) == ["silver", "silver", "member"]


def test_members_climb_at_the_end_of_the_period_where_the_shop_says_so() -> None:
    shop = _shop(window={"kind": "calendar", "months": 12}, upgrade="period_end")
    _, outcomes = after(shop, *map(bought, [1_000_000, 10_000], [datetime(2025, 6, 1), datetime(2026, 1, 1)]))
    assert _tiers(outcomes) == ["member", "silver"]
    assert _told(outcomes[0]) == ["Bạc begins with the next period.", "2,000,000 ₫ more to Vàng."]
    _, (first,) = after(shop, bought(4_000_000, datetime(2025, 6, 1)))
    assert _told(first) == ["Vàng begins with the next period."], "both steps at once"


@pytest.mark.parametrize(
    ("by", "tiers"), [("visits", ["member", "member", "silver"]), ("points", ["member", "silver", "silver"])]
)
def test_tiers_may_count_visits_or_points(by: str, tiers: list[str]) -> None:
    steps = [{"key": "member", "name": "M", "at_least": 0}, {"key": "silver", "name": "S", "at_least": 2}]
    shop = programme(tiers={"by": by, "steps": steps})
    days = [datetime(2026, 1, 5, 8), datetime(2026, 1, 5, 18), datetime(2026, 1, 6)]
    _, outcomes = after(shop, *(bought(10_000, day) for day in days))
    assert _tiers(outcomes) == tiers


def test_bonus_points_qualify_only_where_the_rule_says_so() -> None:
    steps = [{"key": "member", "name": "M", "at_least": 0}, {"key": "silver", "name": "S", "at_least": 5}]
    rule = {"key": "r", "name": "R", "give": {"add": 10}}
    for qualifies, tier, counted in ((False, "member", 1), (True, "silver", 11)):
        shop = programme(tiers={"by": "points", "steps": steps}, rules=[rule | {"qualifies": qualifies}])
        outcome = evaluate(shop, NEW_MEMBER, bought(10_000))
        assert (outcome.points, outcome.qualifying_points, _tiers([outcome])) == (11, counted, [tier])


def test_a_tier_multiplies_from_the_purchase_after_it_was_reached() -> None:
    steps = [STEPS[0], STEPS[1] | {"benefits": {"multiplier": 1.5}}]
    _, (first, second) = after(
        programme(tiers={"steps": steps}),
        bought(1_000_000, datetime(2026, 1, 5)),
        bought(100_000, datetime(2026, 1, 6)),
    )
    assert (first.points, second.points, result(second, "*tier").points) == (100, 15, 5)


def test_a_sale_that_arrives_late_counts_on_its_own_day() -> None:
    lan, outcomes = after(
        _shop(),
        bought(500_000, datetime(2026, 3, 1)),
        bought(400_000, datetime(2026, 2, 1)),
        bought(100_000, datetime(2026, 3, 2)),
    )
    assert _tiers(outcomes) == ["member", "member", "silver"]
    assert [day.spending_minor for day in lan.reached] == [400_000, 900_000, 1_000_000]
    assert str(lan.last_day) == "2026-03-02"


def test_a_long_history_is_forgotten_where_it_no_longer_counts() -> None:
    purchases = [bought(10_000, datetime(2020 + month // 12, month % 12 + 1, 5)) for month in range(72)]
    lan, outcomes = after(_shop(), *purchases)
    last = outcomes[-1].tier
    assert last and last.balance == 120_000
    assert len(lan.reached) < 30
