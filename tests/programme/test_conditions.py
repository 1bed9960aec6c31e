"""Each condition, holding and not holding, and the reason it gives."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from quen.programme import NEW_MEMBER, Line, MemberState, Purchase, evaluate
from quen.programme.describe_rules import told_rule
from quen.programme.kept_sentences import sentence_from_json, sentence_to_json
from quen.programme.words import names_segments, say, with_names
from tests.programme.story import MONDAY, SUNDAY, after, bought, programme, reasons, receipt, result

LAN = NEW_MEMBER._replace(
    birthday=date(1990, 11, 25), segments=frozenset({"vip"}), visits=4, last_day=date(2026, 11, 1)
)


def _judged(when: dict[str, Any], purchase: Purchase, state: MemberState = LAN) -> tuple[bool, list[str]]:
    rule = {"key": "r", "name": "R", "when": when, "give": {"add": 1}}
    ladder = {
        "steps": [
            {"key": "low", "name": "Thường", "at_least": 0},
            {"key": "high", "name": "Vàng", "at_least": 5},
        ]
    }
    shop = programme(rules=[rule], tiers=ladder, vouchers=[{"key": "ink", "name": "Mực"}])
    outcome = evaluate(shop, state, purchase)
    fired = result(outcome, "r").is_fired
    return fired, [] if fired else reasons(outcome, "r")


@pytest.mark.parametrize(
    ("when", "purchase"),
    [
        ({"stores": ["Quận 1"]}, bought(1, store="quan 1")),
        ({"channels": ["Online"]}, bought(1, channel="ONLINE")),
        ({"products": ["SP1"]}, bought(1, product="sp1")),
        ({"categories": ["Cà phê"]}, bought(1, category="ca phe")),
        ({"weekdays": ["sun"]}, bought(1)),
        ({"hours": [{"start": "07:00", "end": "10:00"}]}, bought(1)),
        ({"hours": [{"start": "22:00", "end": "02:00"}]}, bought(1, datetime(2026, 11, 22, 1, 59))),
        ({"hours": [{"start": "20:00", "end": "24:00"}]}, bought(1, datetime(2026, 11, 22, 23, 59))),
        ({"dates": {"first": "2026-11-22", "last": "2026-11-22"}}, bought(1)),
        ({"holidays": [{"name": "Phụ nữ", "month": 10, "day": 20}]}, bought(1, datetime(2026, 10, 20))),
        ({"holidays": [{"name": "Tết", "calendar": "lunar", "month": 1, "day": 1}]}, bought(1, datetime(2026, 2, 17))),
        ({"holidays": [{"name": "Tết", "calendar": "lunar", "month": 1, "day": 1, "days_before": 7}]}, bought(1, datetime(2026, 2, 10))),
        ({"holidays": [{"name": "Trung thu", "calendar": "lunar", "month": 8, "day": 15}]}, bought(1, datetime(2026, 9, 25))),
        ({"segments": ["vip"]}, bought(1)),
        ({"tiers": ["low"]}, bought(1)),
        ({"nth_purchase": {"every": 5}}, bought(1)),
        ({"nth_purchase": {"number": 5}}, bought(1)),
        ({"minimum_minor": 100}, bought(100)),
        ({"birthday": {"days_before": 3}}, bought(1)),
        ({"payment_methods": ["Thẻ"]}, bought(1, payment_methods=frozenset({"the", "tiền mặt"}))),
        ({"bought_together": [{"products": ["a"]}, {"categories": ["b"]}]}, receipt(Line(amount_minor=1, product="A"), Line(amount_minor=1, category="B"))),
        ({"voucher_used": "ink"}, bought(1, vouchers_used=frozenset({"ink"}))),
    ],
)  # fmt: skip
def test_a_condition_holds(when: dict[str, Any], purchase: Purchase) -> None:
    assert _judged(when, purchase) == (True, [])


@pytest.mark.parametrize(
    ("when", "purchase", "reason"),
    [
        ({"stores": ["Quận 1"]}, bought(1, store="Quận 3"), "Only at: Quận 1."),
        ({"channels": ["Online"]}, bought(1), "Only through: Online."),
        ({"products": ["SP1"]}, bought(1, product="SP2"), "None of its goods is on this receipt."),
        ({"weekdays": ["wed", "sat"]}, bought(1), "Only on Wednesday, Saturday; the next is in 3 days."),
        ({"hours": [{"start": "07:00", "end": "09:30"}]}, bought(1), "Only at these hours: 07:00–09:30."),
        ({"hours": [{"start": "07:00", "end": "10:00"}]}, bought(1, has_time=False), "Only at these hours: 07:00–10:00."),
        ({"hours": [{"start": "20:00", "end": "24:00"}]}, bought(1), "Only at these hours: 20:00–24:00."),
        ({"dates": {"first": "2026-12-01"}}, bought(1), "It begins on 1 Dec 2026."),
        ({"dates": {"last": "2026-11-21"}}, bought(1), "It ended on 21 Nov 2026."),
        ({"holidays": [{"name": "Tết", "calendar": "lunar", "month": 1, "day": 1, "days_before": 7}]}, bought(1, datetime(2026, 2, 9)), "Only around Tết; that begins tomorrow."),
        ({"segments": ["new"]}, bought(1), "Only for these customers: new."),
        ({"tiers": ["high"]}, bought(1), "Only for members of: Vàng."),
        ({"first_purchase": True}, bought(1), "Only on the first visit."),
        ({"nth_purchase": {"every": 3}}, bought(1), "1 more visit until it applies."),
        ({"nth_purchase": {"number": 7}}, bought(1), "2 more visits until it applies."),
        ({"nth_purchase": {"number": 3}}, bought(1), "It was for visit number 3."),
        ({"minimum_minor": 100_000}, bought(70_000), "30,000 ₫ more and “R” applies."),
        ({"birthday": {"days_before": 2}}, bought(1), "Only around the birthday; that begins tomorrow."),
        ({"payment_methods": ["Thẻ"]}, bought(1), "Only when paid with: Thẻ."),
        ({"bought_together": [{"products": ["a"]}]}, bought(1), "Missing on this receipt: a."),
        ({"voucher_used": "ink"}, bought(1), "Only with the voucher Mực."),
    ],
)  # fmt: skip
def test_a_condition_that_does_not_hold_says_why(
    when: dict[str, Any], purchase: Purchase, reason: str
) -> None:
    assert _judged(when, purchase) == (False, [reason])


def test_segments_are_named_by_whoever_knows_their_names_also_of_a_kept_reason() -> None:
    rule = {"key": "r", "name": "R", "when": {"segments": ["new", "gone"]}, "give": {"add": 1}}
    (why,) = result(evaluate(programme(rules=[rule]), LAN, bought(1)), "r").reasons
    assert names_segments(why) and say(with_names(why, {"new": "Khách mới"})) == (
        "Only for these customers: Khách mới, gone."
    )
    kept = sentence_from_json(json.loads(json.dumps(sentence_to_json(why))))
    assert kept == why


def test_days_of_the_week_are_translated_and_goods_called_like_one_are_not() -> None:
    rule = {"key": "r", "name": "R", "when": {"weekdays": ["mon"], "products": ["mon"]}, "give": {"add": 1}}
    told = [
        say(each, lambda text: {"Monday": "thứ Hai"}.get(text, text))
        for each in told_rule(programme(rules=[rule]).rules[0], programme(rules=[rule])).when
    ]
    assert told == ["on these products: mon", "on thứ Hai"]
    (day,) = [
        each
        for each in result(evaluate(programme(rules=[rule]), LAN, bought(1)), "r").reasons
        if "Only on" in each.template
    ]
    assert sentence_from_json(json.loads(json.dumps(sentence_to_json(day)))) == day


def test_an_unknown_birthday_asks_to_be_noted_down() -> None:
    found = _judged({"birthday": {"days_before": 2}}, bought(1), LAN._replace(birthday=None))
    assert found == (False, ["The birthday is not known. Ask the customer and note it down."])


def test_a_leap_day_birthday_is_kept_on_the_first_of_march() -> None:
    lan = LAN._replace(birthday=date(2000, 2, 29))
    assert _judged({"birthday": {}}, bought(1, datetime(2027, 3, 1)), lan)[0]
    assert _judged({"birthday": {}}, bought(1, datetime(2028, 2, 29)), lan)[0]
    assert not _judged({"birthday": {}}, bought(1, datetime(2028, 3, 1)), lan)[0]


def test_a_window_around_new_year_reaches_into_the_old_one() -> None:
    lan = LAN._replace(birthday=date(1990, 1, 2))
    assert _judged({"birthday": {"days_before": 5}}, bought(1, datetime(2026, 12, 29)), lan)[0]


def test_the_first_visit_is_the_whole_first_day() -> None:
    rule = {"key": "r", "name": "R", "when": {"first_purchase": True}, "give": {"multiply": 2}}
    _, outcomes = after(programme(rules=[rule]), bought(10_000), bought(10_000), bought(10_000, MONDAY))
    assert [outcome.points for outcome in outcomes] == [2, 2, 1]


def test_a_minimum_is_measured_on_the_goods_of_the_rule() -> None:
    when = {"categories": ["Cà phê"], "minimum_minor": 100_000}
    lines = (Line(amount_minor=60_000, category="Cà phê"), Line(amount_minor=90_000, category="Bánh"))
    assert _judged(when, receipt(*lines, at=SUNDAY)) == (False, ["40,000 ₫ more and “R” applies."])
