"""What a purchase gives, line by line, and what is carried to the next visit."""

from datetime import date, datetime, timedelta

import pytest

from quen.programme import NEW_MEMBER, Line, apply, evaluate
from quen.programme.errors import StaleState
from quen.programme.words import say
from tests.programme.story import MONDAY, SUNDAY, after, bought, programme, reasons, receipt, result


def test_thirty_and_twenty_are_fifty() -> None:
    shop = programme(base={"per_amount_minor": 50_000})
    lan, (first, second) = after(shop, bought(30_000), bought(20_000, MONDAY))
    assert (first.points, first.remainder_minor) == (0, 30_000)
    assert (second.points, second.remainder_minor) == (1, 0)
    assert lan.remainder_minor == 0


def test_without_carrying_thirty_and_twenty_are_nothing() -> None:
    shop = programme(base={"per_amount_minor": 50_000, "carry_remainder": False})
    lan, outcomes = after(shop, bought(30_000), bought(20_000, MONDAY))
    assert [outcome.points for outcome in outcomes] == [0, 0]
    assert lan.remainder_minor == 0


@pytest.mark.parametrize(
    ("rounding", "points"), [("down", [0, 1, 1]), ("nearest", [0, 2, 2]), ("up", [1, 2, 2])]
)
def test_each_receipt_is_rounded_as_the_shop_likes(rounding: str, points: list[int]) -> None:
    shop = programme(base={"per_amount_minor": 10_000, "carry_remainder": False, "rounding": rounding})
    found = [evaluate(shop, NEW_MEMBER, bought(amount)).points for amount in (4_999, 15_000, 19_999)]
    assert found == points


def test_points_stand_on_the_lines_that_earned_them() -> None:
    lines = [Line(amount_minor=amount) for amount in (25_000, 5_000, 70_000)]
    outcome = evaluate(programme(), NEW_MEMBER, receipt(*lines))
    assert outcome.points == 10
    assert outcome.line_points == (2, 1, 7)


def test_rewards_never_earn() -> None:
    outcome = evaluate(
        programme(), NEW_MEMBER, receipt(Line(amount_minor=50_000, is_reward=True), Line(amount_minor=20_000))
    )
    assert outcome.line_points == (0, 2)


def test_vouchers_lower_what_earns_in_proportion() -> None:
    lines = (Line(amount_minor=60_000), Line(amount_minor=40_000))
    outcome = evaluate(programme(), NEW_MEMBER, receipt(*lines, vouchers_minor=50_000))
    assert (outcome.points, outcome.earning) == (5, (30_000, 20_000))
    counted = programme(amounts={"vouchers": True})
    assert evaluate(counted, NEW_MEMBER, receipt(*lines, vouchers_minor=50_000)).points == 10


def test_a_discount_line_lowers_the_others() -> None:
    outcome = evaluate(
        programme(), NEW_MEMBER, receipt(Line(amount_minor=100_000), Line(amount_minor=-20_000))
    )
    assert (outcome.points, outcome.earning) == (8, (80_000, 0))


def test_tax_and_discounts_count_as_the_programme_says() -> None:
    purchase = bought(108_000, tax_minor=8_000, discount_minor=12_000)
    assert evaluate(programme(), NEW_MEMBER, purchase).points == 10
    assert evaluate(programme(amounts={"tax": False}), NEW_MEMBER, purchase).points == 10
    assert evaluate(programme(amounts={"discounts": True}), NEW_MEMBER, purchase).points == 12


def test_tobacco_never_earns() -> None:
    shop = programme(base={"per_amount_minor": 10_000, "never": {"categories": ["Thuốc lá"]}})
    lines = (Line(amount_minor=30_000, category="thuoc la"), Line(amount_minor=20_000, category="Sữa"))
    assert evaluate(shop, NEW_MEMBER, receipt(*lines)).line_points == (0, 2)


def test_pending_and_expiry_are_dates_of_the_purchase() -> None:
    shop = programme(pending_days=14, expiry={"after": "earning", "months": 12})
    outcome = evaluate(shop, NEW_MEMBER, bought(10_000))
    assert outcome.pending_until == SUNDAY + timedelta(days=14)
    assert outcome.expires_at == datetime(2027, 11, 22)


@pytest.mark.parametrize(
    ("expiry", "expires"),
    [
        ({"after": "never"}, None),
        ({"after": "period_end", "months": 3}, datetime(2027, 4, 1)),
        ({"after": "period_end", "months": 0, "period_months": 3}, datetime(2027, 1, 1)),
        ({"after": "inactivity", "months": 6}, datetime(2027, 5, 22)),
    ],
)
def test_points_expire_as_the_programme_says(expiry: dict[str, object], expires: datetime | None) -> None:
    assert evaluate(programme(expiry=expiry), NEW_MEMBER, bought(10_000)).expires_at == expires


def test_a_month_later_than_the_last_of_january_is_the_last_of_february() -> None:
    shop = programme(expiry={"after": "earning", "months": 1})
    assert evaluate(shop, NEW_MEMBER, bought(10_000, datetime(2026, 1, 31, 8))).expires_at == datetime(
        2026, 2, 28
    )


def test_how_far_the_weekend_bonus_was_is_said_in_money() -> None:
    rule = {
        "key": "weekend",
        "name": "Weekend bonus",
        "when": {"weekdays": ["sat", "sun"], "minimum_minor": 200_000},
        "give": {"multiply": 2},
    }
    outcome = evaluate(programme(rules=[rule]), NEW_MEMBER, bought(70_000))
    missed = result(outcome, "weekend")
    assert (missed.is_fired, missed.points, missed.missing_minor) == (False, 0, 130_000)
    assert say(missed.reasons[0], str, "vi") == "130.000 ₫ more and “Weekend bonus” applies."
    assert reasons(outcome, "*base") == ["7 points for 70,000 ₫.", "10,000 ₫ more to the next points."]


def test_every_reason_is_given_where_several_things_are_missing() -> None:
    rule = {
        "key": "w",
        "name": "W",
        "when": {"weekdays": ["sat"], "stores": ["Quận 1"], "minimum_minor": 200_000},
        "give": {"add": 5},
    }
    outcome = evaluate(programme(rules=[rule]), NEW_MEMBER, bought(70_000, store="Quận 3"))
    assert reasons(outcome, "w") == [
        "Only on Saturday; the next is in 6 days.",
        "Only at: Quận 1.",
        "130,000 ₫ more and it applies.",
    ]


def test_a_multiplier_carries_its_own_remainder() -> None:
    rule = {"key": "half", "name": "Half more", "give": {"multiply": 1.5}}
    _, outcomes = after(
        programme(rules=[rule]), *(bought(10_000, SUNDAY + timedelta(days=day)) for day in range(4))
    )
    assert [outcome.points for outcome in outcomes] == [1, 2, 1, 2]


def test_a_multiplier_acts_on_its_goods_alone() -> None:
    rule = {"key": "tea", "name": "Tea twice", "when": {"categories": ["Trà"]}, "give": {"multiply": 3}}
    lines = (Line(amount_minor=20_000, category="tra"), Line(amount_minor=50_000))
    outcome = evaluate(programme(rules=[rule]), NEW_MEMBER, receipt(*lines))
    assert (outcome.points, outcome.line_points, result(outcome, "tea").points) == (11, (6, 5), 4)


def test_points_per_unit_count_whole_units() -> None:
    rule = {"key": "milk", "name": "Milk", "when": {"products": ["SUA"]}, "give": {"per_unit": 3}}
    outcome = evaluate(
        programme(rules=[rule]), NEW_MEMBER, bought(10_000, product="sua", quantity_milli=2_900)
    )
    assert outcome.points == 1 + 6


def test_the_best_of_a_group_counts_and_the_other_says_so() -> None:
    rules = [
        {"key": "a", "name": "A", "give": {"multiply": 2}, "group": "g"},
        {"key": "b", "name": "B", "give": {"add": 20}, "group": "g"},
    ]
    outcome = evaluate(
        programme(rules=rules, groups=[{"key": "g", "stacking": "best"}]), NEW_MEMBER, bought(100_000)
    )
    assert outcome.points == 10 + 20
    assert reasons(outcome, "a") == ["Another rule of its group counts instead."]


def test_an_exclusive_group_goes_by_priority() -> None:
    rules = [
        {"key": "a", "name": "A", "give": {"multiply": 2}, "group": "g", "priority": 5},
        {"key": "b", "name": "B", "give": {"add": 20}, "group": "g"},
    ]
    shop = programme(rules=rules, groups=[{"key": "g", "stacking": "exclusive"}])
    assert evaluate(shop, NEW_MEMBER, bought(100_000)).points == 10 + 10


@pytest.mark.parametrize("stacking", ["best", "exclusive"])
def test_a_rule_that_is_used_up_gives_way_to_the_others_of_its_group(stacking: str) -> None:
    rules = [
        {"key": "a", "name": "A", "give": {"multiply": 4}, "group": "g", "priority": 5, "caps": {"per_life": 50}},
        {"key": "b", "name": "B", "give": {"multiply": 2}, "group": "g"},
    ]  # fmt: skip
    shop = programme(rules=rules, groups=[{"key": "g", "stacking": stacking}])
    _, (first, *others) = after(shop, *(bought(100_000, SUNDAY + timedelta(days=day)) for day in range(4)))
    assert [result(first, key).points for key in "ab"] == [30, 0]
    given = [[result(outcome, key).points for key in "ab"] for outcome in others]
    assert given == ([[20, 0], [0, 10], [0, 10]])
    assert reasons(others[1], "a") == ["Another rule of its group counts instead."]


def test_what_a_budget_has_left_decides_who_is_best() -> None:
    rules = [
        {"key": "a", "name": "A", "give": {"add": 40}, "group": "g", "caps": {"budget": 100}},
        {"key": "b", "name": "B", "give": {"add": 20}, "group": "g"},
    ]
    shop = programme(rules=rules, groups=[{"key": "g", "stacking": "best"}])
    assert [evaluate(shop, NEW_MEMBER, bought(10_000), budgets={"a": used}).points for used in (0, 75, 85, 100)] == [
        1 + 40, 1 + 25, 1 + 20, 1 + 20,
    ]  # fmt: skip


def test_where_all_of_a_group_is_used_up_a_voucher_in_it_still_comes() -> None:
    rules = [
        {"key": "a", "name": "A", "give": {"add": 40}, "group": "g", "priority": 9, "caps": {"per_day": 0}},
        {"key": "b", "name": "B", "give": {"voucher": "cup"}, "group": "g"},
    ]
    for stacking in ("best", "exclusive"):
        shop = programme(
            rules=rules, groups=[{"key": "g", "stacking": stacking}], vouchers=[{"key": "cup", "name": "Ly"}]
        )
        assert [issued.kind for issued in evaluate(shop, NEW_MEMBER, bought(10_000)).vouchers] == ["cup"]


def test_a_group_that_adds_is_as_no_group() -> None:
    rules = [
        {"key": "a", "name": "A", "give": {"multiply": 2}, "group": "g"},
        {"key": "b", "name": "B", "give": {"add": 20}, "group": "g"},
    ]
    shop = programme(rules=rules, groups=[{"key": "g", "stacking": "add"}])
    assert evaluate(shop, NEW_MEMBER, bought(100_000)).points == 10 + 10 + 20


def test_rules_without_a_group_add_up() -> None:
    rules = [
        {"key": "a", "name": "A", "give": {"multiply": 2}},
        {"key": "b", "name": "B", "give": {"add": 20}},
    ]
    assert evaluate(programme(rules=rules), NEW_MEMBER, bought(100_000)).points == 10 + 10 + 20


def test_caps_hold_per_purchase_day_month_and_life() -> None:
    shop = programme(
        rules=[
            {
                "key": "a",
                "name": "A",
                "give": {"multiply": 2},
                "caps": {"per_purchase": 8, "per_day": 12, "per_month": 15, "per_life": 20},
            }
        ]
    )
    days = [SUNDAY, SUNDAY + timedelta(hours=3), MONDAY, datetime(2026, 12, 1), datetime(2026, 12, 2)]
    _, outcomes = after(shop, *(bought(100_000, day) for day in days))
    assert [result(outcome, "a").points for outcome in outcomes] == [8, 4, 3, 5, 0]
    assert reasons(outcomes[1], "a") == ["4 points more.", "Limited to 4 of 10 points."]
    assert reasons(outcomes[4], "a") == ["0 points more.", "Limited to 0 of 10 points."]


def test_the_programme_as_a_whole_is_capped_too() -> None:
    shop = programme(caps={"per_day": 12}, rules=[{"key": "a", "name": "A", "give": {"add": 20}}])
    assert [outcome.points for outcome in after(shop, bought(100_000), bought(50_000))[1]] == [12, 0]


@pytest.mark.parametrize(
    ("cap", "points"),
    [
        ({"per_purchase": 12}, [12, 12, 12, 12]),
        ({"per_day": 15}, [15, 0, 15, 15]),
        ({"per_month": 35}, [20, 15, 0, 20]),
        ({"per_life": 45}, [20, 20, 5, 0]),
        ({"per_day": 0}, [0, 0, 0, 0]),
        ({}, [20, 20, 20, 20]),
    ],
)
def test_each_cap_holds_alone_for_a_rule_and_for_the_whole_programme(
    cap: dict[str, int], points: list[int]
) -> None:
    days = [SUNDAY, SUNDAY + timedelta(hours=3), MONDAY, datetime(2026, 12, 1)]
    twice = {"key": "a", "name": "A", "give": {"multiply": 2}}
    whole = programme(rules=[twice], caps=cap)
    assert [outcome.points for outcome in after(whole, *(bought(100_000, day) for day in days))[1]] == points
    alone = programme(rules=[twice | {"caps": cap}])
    given = after(alone, *(bought(200_000, day) for day in days))[1]
    assert [result(outcome, "a").points for outcome in given] == points


def test_the_budget_of_the_whole_programme_is_for_all_members_together() -> None:
    shop = programme(caps={"budget": 1_000}, rules=[{"key": "a", "name": "A", "give": {"add": 20}}])
    assert [evaluate(shop, NEW_MEMBER, bought(100_000), budgets={"*": used}).points for used in (0, 985, 1_000)] == [
        30, 15, 0,
    ]  # fmt: skip


def test_a_budget_is_for_all_members_together() -> None:
    shop = programme(rules=[{"key": "a", "name": "A", "give": {"add": 20}, "caps": {"budget": 1_000}}])
    assert evaluate(shop, NEW_MEMBER, bought(10_000), budgets={"a": 985}).points == 1 + 15
    assert evaluate(shop, NEW_MEMBER, bought(10_000), budgets={"a": 1_000}).points == 1


def test_what_is_given_once_for_a_receipt_is_given_once_a_day() -> None:
    shop = programme(rules=[{"key": "a", "name": "A", "give": {"add": 5}}])
    _, (first, second, next_day) = after(shop, bought(10_000), bought(10_000), bought(10_000, MONDAY))
    assert [first.points, second.points, next_day.points] == [6, 1, 6]
    assert reasons(second, "a") == ["Already given today."]


def test_a_rule_may_be_limited_in_times() -> None:
    shop = programme(rules=[{"key": "a", "name": "A", "give": {"multiply": 2}, "times_per_life": 1}])
    _, (first, second) = after(shop, bought(10_000), bought(10_000, MONDAY))
    assert (first.points, second.points) == (2, 1)
    assert reasons(second, "a") == ["Already given as often as it can be."]


def test_a_receipt_that_earns_nothing_earns_no_bonus() -> None:
    shop = programme(rules=[{"key": "a", "name": "A", "give": {"add": 5}}])
    outcome = evaluate(shop, NEW_MEMBER, bought(0))
    assert outcome.points == 0
    assert reasons(outcome, "a") == ["Nothing on this receipt earns points."]


def test_a_state_that_has_moved_on_is_not_overwritten() -> None:
    outcome = evaluate(programme(), NEW_MEMBER, bought(10_000))
    moved = apply(NEW_MEMBER, evaluate(programme(), NEW_MEMBER, bought(15_000)))
    with pytest.raises(StaleState, match="Judge the purchase again"):
        apply(moved, outcome)


def test_receipts_of_one_day_are_one_visit() -> None:
    lan, _ = after(programme(), bought(1), bought(1), bought(1, MONDAY))
    assert (lan.visits, lan.last_day) == (2, date(2026, 11, 23))
