"""What a tier has for nothing, and what only a tier may buy."""

from datetime import timedelta

from quen.programme import NEW_MEMBER, Line, MemberState, Programme, evaluate
from quen.programme.engine import ready
from quen.programme.evaluate import settled_visit
from quen.programme.exclusive import reserved
from quen.programme.prices import FREE
from quen.programme.words import say
from tests.programme.story import SUNDAY, after, bought, programme, receipt

WATER = {"free_items": ["Nước suối"]}
WINE = {"exclusive_products": {"products": ["RUOU"]}}


def ladder(**silver: object) -> Programme:
    steps = [
        {"key": "low", "name": "Đồng", "at_least": 0},
        {"key": "silver", "name": "Bạc", "at_least": 100_000, "benefits": silver},
        {
            "key": "gold",
            "name": "Vàng",
            "at_least": 900_000,
            "benefits": silver if "free_items" in silver else {},
        },
    ]
    return programme(tiers={"steps": steps})


def silver_member(shop: Programme) -> MemberState:
    return after(shop, bought(100_000, SUNDAY))[0]


def test_one_of_the_dearest_is_free_with_the_first_purchase_of_a_day() -> None:
    shop = ladder(**WATER)
    lines = [
        Line(amount_minor=30_000, product_name="nuoc suoi", quantity_milli=3_000),
        Line(amount_minor=12_000, product_name="Nước suối"),
        Line(amount_minor=50_000, product_name="Cà phê"),
    ]
    monday = receipt(*lines, at=SUNDAY + timedelta(days=1))
    (free,) = evaluate(shop, silver_member(shop), monday).prices
    assert (free.key, free.name, free.applies, free.lines, free.off_minor) == (
        FREE,
        "Bạc",
        True,
        (0, 1),
        (0, 12_000),
    )
    (again,) = evaluate(shop, silver_member(shop), receipt(*lines, at=SUNDAY + timedelta(hours=2))).prices
    assert (again.applies, again.off_minor) == (False, (0, 0))
    assert say(again.reason) == "One of it is free on this tier with the first purchase of a day only."
    assert evaluate(shop, NEW_MEMBER, monday).prices == ()


def test_of_three_bottles_one_is_free_and_the_others_cost_what_they_cost() -> None:
    shop = ladder(**WATER)
    water = Line(amount_minor=30_000, product_name="Nước suối", quantity_milli=3_000)
    (free,) = evaluate(shop, silver_member(shop), receipt(water, at=SUNDAY + timedelta(days=1))).prices
    assert free.off_minor == (10_000,)


def test_what_is_kept_for_a_tier_may_be_bought_by_it_and_those_above() -> None:
    shop = ladder(**WINE)
    engine = ready(shop)
    wine = receipt(Line(amount_minor=10_000, product="TRA"), Line(amount_minor=500_000, product="RUOU"))
    gold, _ = after(shop, bought(1_000_000, SUNDAY))
    visits = [settled_visit(engine, state, wine) for state in (NEW_MEMBER, silver_member(shop), gold)]
    assert [reserved(engine, visit, is_member=True) for visit in visits] == [((1, "Bạc"),), (), ()]
    assert reserved(engine, visits[0], is_member=False) == ((1, "Bạc"),)
