"""Punch cards, vouchers, complementary offers and prices."""

from datetime import date, datetime, timedelta

from quen.programme import NEW_MEMBER, Line, evaluate
from quen.programme.gifts import Issued
from quen.programme.words import say
from tests.programme.story import MONDAY, SUNDAY, after, bought, programme, receipt

VOUCHERS = [
    {"key": "cup", "name": "Một ly", "worth_minor": 30_000, "valid_days": 30},
    {"key": "ink", "name": "Mực giảm 20%", "valid_days": 60},
]
CARD = {"key": "coffee", "name": "Mua 5 tặng 1", "stamps": 5, "voucher": "cup"}
STAMP = {"key": "stamp", "name": "Đóng dấu", "when": {"categories": ["Cà phê"]}, "give": {"stamp": "coffee"}}


def test_buy_five_get_one() -> None:
    shop = programme(rules=[STAMP], punch_cards=[CARD], vouchers=VOUCHERS)
    cups = [
        bought(30_000, SUNDAY + timedelta(days=day), category="Cà phê", quantity_milli=3_000)
        for day in range(4)
    ]
    lan, outcomes = after(shop, *cups)
    assert [dict(outcome.stamps) for outcome in outcomes] == [{"coffee": 3}] * 4
    assert [len(outcome.vouchers) for outcome in outcomes] == [0, 1, 0, 1]
    assert outcomes[1].vouchers == (Issued("cup", "coffee", date(2026, 12, 23)),)
    assert lan.stamps == {"coffee": 2}


def test_one_large_receipt_fills_two_cards() -> None:
    shop = programme(rules=[STAMP], punch_cards=[CARD], vouchers=VOUCHERS)
    lan, (outcome,) = after(shop, bought(330_000, category="Cà phê", quantity_milli=11_000))
    assert (len(outcome.vouchers), lan.stamps) == (2, {"coffee": 1})


def test_a_stamp_for_the_receipt_is_one_a_day() -> None:
    rule = {"key": "visit", "name": "Ghé quán", "give": {"stamp": "coffee", "stamp_for": "receipt"}}
    lan, _ = after(
        programme(rules=[rule], punch_cards=[CARD], vouchers=VOUCHERS),
        bought(1),
        bought(1),
        bought(1, MONDAY),
    )
    assert lan.stamps == {"coffee": 2}


def test_a_rule_may_issue_a_voucher() -> None:
    rule = {"key": "hello", "name": "Chào mừng", "when": {"first_purchase": True}, "give": {"voucher": "cup"}}
    _, (first, second) = after(
        programme(rules=[rule], vouchers=VOUCHERS), bought(10_000), bought(10_000, MONDAY)
    )
    assert first.vouchers == (Issued("cup", "hello", date(2026, 12, 22)),)
    assert second.vouchers == ()


def test_who_buys_a_printer_gets_ink_and_used_the_next_one_comes() -> None:
    offer = {
        "key": "printer",
        "name": "Máy in và mực",
        "bought": {"categories": ["Máy in"]},
        "voucher": "ink",
    }
    shop = programme(complementary_offers=[offer], vouchers=VOUCHERS)
    used = frozenset({"ink"})
    _, outcomes = after(
        shop,
        bought(3_000_000, SUNDAY, category="Máy in"),
        bought(3_000_000, MONDAY, category="Máy in"),
        bought(200_000, datetime(2026, 12, 1), category="Mực", vouchers_used=used),
        bought(200_000, datetime(2027, 6, 1), category="Mực"),
    )
    assert [[issued.valid_until for issued in outcome.vouchers] for outcome in outcomes] == [
        [date(2027, 1, 21)], [], [date(2027, 1, 30)], [],
    ]  # fmt: skip


def test_an_offer_that_does_not_repeat_ends_with_its_use() -> None:
    offer = {
        "key": "printer",
        "name": "P",
        "bought": {"categories": ["Máy in"]},
        "voucher": "ink",
        "repeats": False,
    }
    shop = programme(complementary_offers=[offer], vouchers=VOUCHERS)
    lan, outcomes = after(
        shop, bought(1, category="Máy in"), bought(1, MONDAY, vouchers_used=frozenset({"ink"}))
    )
    assert [len(outcome.vouchers) for outcome in outcomes] == [1, 0]
    assert lan.open_offers == {}


def test_the_price_falls_with_the_visits() -> None:
    steps = {
        "key": "milk",
        "name": "Sữa",
        "goods": {"products": ["SUA"]},
        "steps": [{"from_purchase": 2, "percent_off": 5}, {"from_purchase": 3, "percent_off": 10}],
    }
    shop = programme(price_steps=[steps])
    _, outcomes = after(
        shop, *(bought(30_000, SUNDAY + timedelta(days=day), product="SUA") for day in range(3))
    )
    prices = [outcome.prices[0] for outcome in outcomes]
    assert [(price.applies, price.percent_off) for price in prices] == [(False, 5), (True, 5), (True, 10)]
    assert say(prices[0].reason) == "1 more visit with it, and the price is 5 % lower."
    assert prices[0].lines == (0,)
    assert [price.off_minor for price in prices] == [(0,), (1_500,), (3_000,)]


def test_prices_never_add_up_and_never_take_off_more_than_their_share() -> None:
    goods = {"products": ["SUA"]}
    steps = {"key": "milk", "name": "Sữa", "goods": goods, "steps": [{"from_purchase": 1, "percent_off": 5}]}
    refill = {"key": "again", "name": "Mua lại", "goods": goods, "after_purchases": 1, "percent_off": 15}
    shop = programme(price_steps=[steps], refill_prices=[refill])
    lines = [Line(amount_minor=9_999, product="SUA"), Line(amount_minor=10_000, product="TRA"),
             Line(amount_minor=0, product="SUA", is_reward=True)]  # fmt: skip
    lan, _ = after(shop, bought(9_999, SUNDAY, product="SUA"))
    milk, again = evaluate(shop, lan, receipt(*lines, at=MONDAY)).prices
    assert (milk.applies, milk.lines, milk.off_minor) == (True, (0,), (0,))
    assert (again.applies, again.lines, again.off_minor) == (True, (0,), (1_499,))


def test_goods_that_never_earn_have_their_price_too() -> None:
    steps = {
        "key": "milk",
        "name": "Sữa",
        "goods": {"products": ["SUA"]},
        "steps": [{"from_purchase": 2, "percent_off": 5}],
    }
    shop = programme(price_steps=[steps], base={"per_amount_minor": 10_000, "never": {"products": ["SUA"]}})
    _, outcomes = after(
        shop, *(bought(30_000, SUNDAY + timedelta(days=day), product="SUA") for day in (0, 1))
    )
    assert [outcome.prices[0].off_minor for outcome in outcomes] == [(0,), (1_500,)]


def test_a_refill_has_its_price_in_time() -> None:
    refill = {
        "key": "water",
        "name": "Nước",
        "goods": {"products": ["NUOC"]},
        "after_purchases": 2,
        "within_days": 30,
        "percent_off": 8,
    }
    shop = programme(refill_prices=[refill])
    days = [datetime(2026, 1, 1), datetime(2026, 1, 8), datetime(2026, 1, 15), datetime(2026, 3, 1)]
    _, outcomes = after(shop, *(bought(50_000, day, product="NUOC") for day in days))
    assert [outcome.prices[0].applies for outcome in outcomes] == [False, False, True, False]
    assert say(outcomes[2].prices[0].reason) == "Bought regularly, last on 8 Jan 2026."
    assert say(outcomes[3].prices[0].reason) == "Last bought 45 days ago; the price holds for 30."


def test_goods_that_are_not_on_the_receipt_have_no_price() -> None:
    refill = {"key": "water", "name": "Nước", "goods": {"products": ["NUOC"]}, "percent_off": 8}
    assert (
        evaluate(programme(refill_prices=[refill]), NEW_MEMBER, receipt(Line(amount_minor=10_000))).prices
        == ()
    )
