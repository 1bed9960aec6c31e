"""What Lan may look forward to between two visits."""

from datetime import date, datetime, timedelta
from typing import Any

from quen.programme import NEW_MEMBER, MemberState
from quen.programme.ahead import ahead
from quen.programme.words import say
from tests.programme.story import MONDAY, SUNDAY, after, bought, programme

RULES: list[dict[str, Any]] = [
    {"key": "weekend", "name": "Cuối tuần", "when": {"weekdays": ["sat", "sun"], "minimum_minor": 200_000}, "give": {"multiply": 2}},
    {"key": "tenth", "name": "Lần thứ mười", "when": {"nth_purchase": {"every": 10}}, "give": {"add": 50}},
    {"key": "born", "name": "Sinh nhật", "when": {"birthday": {"days_before": 2}}, "give": {"add": 20}},
    {"key": "gold", "name": "Hạng Vàng", "when": {"tiers": ["high"]}, "give": {"add": 1}},
    {"key": "hello", "name": "Chào mừng", "when": {"first_purchase": True}, "give": {"add": 9}},
    {"key": "old", "name": "Đã hết", "when": {"dates": {"last": "2026-11-01"}}, "give": {"add": 9}},
    {"key": "second", "name": "Lần thứ hai", "when": {"nth_purchase": {"number": 2}}, "give": {"add": 9}},
    {"key": "once", "name": "Một lần", "times_per_life": 1, "give": {"add": 9}},
    {"key": "full", "name": "Đã đủ", "caps": {"per_life": 9}, "give": {"add": 9}},
    {"key": "dear", "name": "Khách ruột", "when": {"segments": ["secret"]}, "give": {"add": 9}},
    {"key": "stamp", "name": "Đóng dấu", "when": {"categories": ["Cà phê"]}, "give": {"stamp": "coffee"}},
]  # fmt: skip
SHOP = programme(
    rules=RULES,
    tiers={"steps": [{"key": "low", "name": "Đồng", "at_least": 0}, {"key": "high", "name": "Vàng", "at_least": 9_000_000}]},
    vouchers=[{"key": "cup", "name": "Một ly"}],
    punch_cards=[{"key": "coffee", "name": "Mua 5 tặng 1", "stamps": 5, "voucher": "cup"}],
)  # fmt: skip
LAN = NEW_MEMBER._replace(birthday=date(1990, 11, 27))


def told(state: MemberState, day: date) -> dict[str, tuple[str, list[str], list[str]]]:
    found = ahead(programme=SHOP, state=state, day=day)
    return {
        each.name: (say(each.gives), [say(one) for one in each.when], [say(one) for one in each.waits])
        for each in found
    }


def test_every_rule_of_hers_is_told_with_how_far_it_is_and_her_card_with_its_stamps() -> None:
    cups = [
        bought(30_000, SUNDAY - timedelta(days=day), category="Cà phê", quantity_milli=1_000)
        for day in (9, 8, 7)
    ]
    lan, _ = after(SHOP, *cups, state=LAN)
    assert told(lan, MONDAY.date()) == {
        "Hạng Vàng": ("1 point more", ["for members of: Vàng"], ["Only for members of: Vàng."]),
        "Lần thứ mười": ("50 points more", ["on every visit number 10"], ["6 more visits until it applies."]),
        "Sinh nhật": (
            "20 points more",
            ["from 2 days before the birthday to 0 after"],
            ["Only around the birthday; that begins in 2 days."],
        ),
        "Cuối tuần": (
            "Base points times 2",
            ["on Saturday, Sunday", "from 200,000 ₫ on"],
            ["Only on Saturday, Sunday; the next is in 5 days."],
        ),
        "Đóng dấu": ("A stamp on “Mua 5 tặng 1” for every unit", ["on these categories: Cà phê"], []),
        "Mua 5 tặng 1": ("3 of 5 stamps; full, it brings: Một ly.", [], []),
    }


def test_what_is_over_is_not_promised_and_a_segment_is_named_to_nobody() -> None:
    new = told(NEW_MEMBER, MONDAY.date())
    assert {"Chào mừng", "Lần thứ hai", "Một lần", "Đã đủ"} <= set(new)
    assert not {"Đã hết", "Khách ruột"} & set(new)
    hers = told(NEW_MEMBER._replace(segments=frozenset({"secret"})), MONDAY.date())
    assert hers["Khách ruột"] == ("9 points more", [], [])
    assert "Đã hết" in told(NEW_MEMBER, date(2026, 11, 1))
    lan, _ = after(SHOP, bought(30_000), bought(30_000, MONDAY), state=LAN)
    later = told(lan, datetime(2026, 11, 24).date())
    assert not {"Chào mừng", "Lần thứ hai", "Một lần", "Đã đủ"} & set(later)


def test_what_waits_is_what_the_next_purchase_would_be_told() -> None:
    lan, _ = after(SHOP, bought(30_000, SUNDAY), state=LAN)
    _, (next_one,) = after(SHOP, bought(10_000, MONDAY, category="Bánh"), state=lan)
    judged = {result.name: [say(reason) for reason in result.reasons] for result in next_one.not_fired}
    for name, (_gives, _when, waits) in told(lan, MONDAY.date()).items():
        if name in judged:
            assert set(waits) <= set(judged[name]), name
