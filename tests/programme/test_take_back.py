"""Returns give back exactly what they gave."""

from datetime import datetime

import pytest

from quen.programme import NEW_MEMBER, Line, ReturnedLine, apply, evaluate, take_back, undo
from quen.programme.errors import BadReturn
from tests.programme.story import MONDAY, after, bought, programme, receipt

BONUS = {
    "key": "tea",
    "name": "Trà",
    "when": {"categories": ["Trà"]},
    "give": {"multiply": 2},
    "caps": {"per_life": 30},
}


def test_a_whole_return_takes_back_points_and_remainder() -> None:
    shop = programme(rules=[BONUS])
    purchase = receipt(Line(amount_minor=37_000, category="Trà"), Line(amount_minor=18_000))
    lan, (outcome,) = after(shop, purchase)
    taken = take_back(
        shop,
        outcome,
        [ReturnedLine(line=0, quantity_milli=1_000), ReturnedLine(line=1, quantity_milli=1_000)],
    )
    assert (outcome.points, taken.points) == (5 + 3, 8)
    back = undo(shop, lan, taken)
    assert (back.remainder_minor, back.meters, back.tallies["tea"].life_points) == (0, {"tea": 0}, 0)
    assert back.visits == 1


def test_parts_of_a_line_add_up_to_the_whole() -> None:
    shop = programme()
    lan, (outcome,) = after(shop, bought(100_000, quantity_milli=3_000))
    points, judged = [], outcome
    for _ in range(3):
        taken = take_back(shop, judged, [ReturnedLine(line=0, quantity_milli=1_000)])
        lan, judged = undo(shop, lan, taken), taken.outcome
        points.append(taken.points)
    assert points == [3, 3, 4]
    assert lan.remainder_minor == 0


def test_money_that_earned_for_a_later_visit_is_made_good_by_the_next() -> None:
    shop = programme()
    lan, (first, _) = after(shop, bought(15_000), bought(5_000, MONDAY))
    lan = undo(shop, lan, take_back(shop, first, [ReturnedLine(line=0, quantity_milli=1_000)]))
    assert lan.remainder_minor == -5_000
    assert evaluate(shop, lan, bought(14_000, MONDAY)).points == 0
    assert evaluate(shop, lan, bought(15_000, MONDAY)).points == 1


def test_more_than_was_bought_cannot_come_back() -> None:
    shop = programme()
    outcome = evaluate(shop, NEW_MEMBER, bought(10_000, quantity_milli=2_000))
    rest = take_back(shop, outcome, [ReturnedLine(line=0, quantity_milli=1_500)]).outcome
    with pytest.raises(BadReturn, match="Line 1: more comes back"):
        take_back(shop, rest, [ReturnedLine(line=0, quantity_milli=600)])
    with pytest.raises(BadReturn, match="no line 2"):
        take_back(shop, outcome, [ReturnedLine(line=1, quantity_milli=1_000)])


def test_a_return_is_judged_by_the_version_of_its_purchase() -> None:
    outcome = evaluate(programme(version=1), NEW_MEMBER, bought(10_000))
    with pytest.raises(BadReturn, match="judged by version 1"):
        take_back(programme(version=2), outcome, [ReturnedLine(line=0, quantity_milli=1_000)])


def test_a_returned_cup_takes_its_stamp_and_the_voucher_it_filled() -> None:
    shop = programme(
        rules=[{"key": "stamp", "name": "S", "give": {"stamp": "coffee"}}],
        punch_cards=[{"key": "coffee", "name": "C", "stamps": 5, "voucher": "cup"}],
        vouchers=[{"key": "cup", "name": "Cup"}],
    )
    lan, (_, full) = after(
        shop, bought(90_000, quantity_milli=3_000), bought(90_000, MONDAY, quantity_milli=3_000)
    )
    one = take_back(shop, full, [ReturnedLine(line=0, quantity_milli=1_000)])
    assert (dict(one.stamps), one.revoked) == ({"coffee": -1}, ())
    rest = take_back(shop, one.outcome, [ReturnedLine(line=0, quantity_milli=2_000)])
    assert (dict(rest.stamps), rest.revoked) == ({"coffee": 3}, full.vouchers)
    assert undo(shop, undo(shop, lan, one), rest).stamps == {"coffee": 3}


def test_a_voucher_goes_when_all_that_earned_it_is_back() -> None:
    shop = programme(
        rules=[{"key": "gift", "name": "G", "give": {"voucher": "cup"}}],
        vouchers=[{"key": "cup", "name": "Cup"}],
    )
    outcome = evaluate(shop, NEW_MEMBER, receipt(Line(amount_minor=10_000), Line(amount_minor=10_000)))
    half = take_back(shop, outcome, [ReturnedLine(line=0, quantity_milli=1_000)])
    whole = take_back(shop, half.outcome, [ReturnedLine(line=1, quantity_milli=1_000)])
    assert (half.revoked, whole.revoked) == ((), outcome.vouchers)


def test_a_tier_the_purchase_brought_is_lost_with_it() -> None:
    steps = [
        {"key": "member", "name": "M", "at_least": 0},
        {"key": "silver", "name": "S", "at_least": 1_000_000},
    ]
    shop = programme(tiers={"steps": steps})
    lan, (_, rise) = after(shop, bought(500_000, datetime(2026, 1, 5)), bought(500_000, datetime(2026, 2, 5)))
    assert lan.tier and lan.tier.key == "silver"
    returned = undo(shop, lan, take_back(shop, rise, [ReturnedLine(line=0, quantity_milli=1_000)]))
    assert returned.tier and (returned.tier.key, returned.reached[-1].spending_minor) == ("member", 500_000)


def test_a_tier_that_is_still_deserved_stays() -> None:
    steps = [
        {"key": "member", "name": "M", "at_least": 0},
        {"key": "silver", "name": "S", "at_least": 1_000_000},
    ]
    shop = programme(tiers={"steps": steps})
    lan, (rise, _) = after(
        shop, bought(1_000_000, datetime(2026, 1, 5)), bought(1_000_000, datetime(2026, 2, 5))
    )
    returned = undo(shop, lan, take_back(shop, rise, [ReturnedLine(line=0, quantity_milli=1_000)]))
    assert returned.tier == lan.tier


def test_a_line_without_quantity_comes_back_whole() -> None:
    shop = programme()
    lan = NEW_MEMBER
    outcome = evaluate(shop, lan, bought(25_000, quantity_milli=0))
    taken = take_back(shop, outcome, [ReturnedLine(line=0, quantity_milli=0)])
    assert taken.points == 2
    assert undo(shop, apply(lan, outcome), taken).remainder_minor == 0
