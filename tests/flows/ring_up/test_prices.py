"""Lan buys the same coffee again and again, and it costs her less: taken off, counted once, given back exactly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quen.flows.ring_up import Sale, quote, ring_up
from quen.flows.ring_up.errors import BadSale, OtherPrice
from quen.flows.take_back import TakenLine, take_back
from quen.programme.words import say
from quen.purchases.models import Line, Purchase
from tests.flows.loyal import SUNDAY, bought, line, member, running, sale
from tests.flows.ring_up.test_vouchers import ten_thousand_off
from tests.world import World

STEPS = {
    "price_steps": [
        {"key": "beans", "name": "Giá khách quen", "goods": {"products": ["hat"]},
         "steps": [{"from_purchase": 2, "percent_off": 10}]}
    ]
}  # fmt: skip
TOMORROW = SUNDAY + timedelta(days=1)


@pytest.fixture
def regular(world: World) -> World:
    """Lan has bought beans once."""
    running(world, **STEPS)
    member(world)
    bought(world, line(100_000, product="hat", name="Hạt"))
    return world


def beans(world: World, off_minor: int = 10_000, **facts: object) -> Sale:
    """Beans at the price for her second visit, and a cup beside."""
    told = line(100_000, product="hat", name="Hạt", price="beans", price_off_minor=off_minor)
    return sale(world, told, line(30_000), at=TOMORROW, **facts)


def test_the_quote_says_what_the_price_takes_off_and_what_is_left_earns(regular: World) -> None:
    told = sale(regular, line(100_000, product="hat", name="Hạt"), line(30_000), at=TOMORROW)
    answer = quote(sale=told)
    assert [(price.key, price.lines, price.off_minor) for price in answer.prices] == [
        ("beans", (0,), (10_000,))
    ]
    assert (answer.prices_minor, answer.amount_minor, answer.due_minor) == (10_000, 120_000, 120_000)
    assert answer.points_earned == 12
    assert quote(sale=replace(told, customer=None)).prices == ()


def test_it_is_sold_at_the_price_once_and_kept_as_it_was_paid(regular: World) -> None:
    receipt = ring_up(sale=beans(regular), key="b", by=regular.by_mai)
    assert (receipt.prices_minor, receipt.amount_minor, receipt.due_minor, receipt.points_earned) == (
        10_000, 120_000, 120_000, 12,
    )  # fmt: skip
    kept = Purchase.objects.get(pk=receipt.purchase)
    assert (kept.amount_minor, kept.discount_minor) == (120_000, 10_000)
    first = Line.objects.filter(purchase=receipt.purchase, product__code="hat").get()
    assert (first.amount_minor, first.discount_minor) == (90_000, 10_000)
    again = ring_up(sale=beans(regular), key="b", by=regular.by_mai)
    assert again.is_repeated
    assert (again.prices, again.prices_minor, again.amount_minor) == (receipt.prices, 10_000, 120_000)


def test_half_of_it_brought_back_gives_back_half_of_what_was_paid(regular: World) -> None:
    told = line(
        200_000, product="hat", name="Hạt", quantity_milli=2_000, price="beans", price_off_minor=20_000
    )
    receipt = ring_up(sale=sale(regular, told, at=TOMORROW), key="b", by=regular.by_mai)
    refund = take_back(
        store=regular.store.pk, receipt=receipt.receipt, lines=(TakenLine(line=1, quantity_milli=1_000),),
        at=TOMORROW + timedelta(hours=1), key="r", by=regular.by_mai,
    )  # fmt: skip
    assert (refund.amount_minor, refund.points_taken) == (90_000, 9)


@pytest.mark.parametrize("off_minor", [9_999, 10_001, 100_000])
def test_another_price_is_refused_and_nothing_is_kept(regular: World, off_minor: int) -> None:
    with pytest.raises(OtherPrice, match="Line 1: the price “beans” does not hold"):
        ring_up(sale=beans(regular, off_minor), key="b", by=regular.by_mai)
    assert Purchase.objects.count() == 1


def test_who_is_no_member_or_buys_it_for_the_first_time_has_no_such_price(world: World) -> None:
    running(world, **STEPS)
    with pytest.raises(OtherPrice):
        ring_up(sale=beans(world), key="a", by=world.by_mai)
    member(world)
    with pytest.raises(OtherPrice):
        ring_up(sale=beans(world), key="a", by=world.by_mai)
    assert not Purchase.objects.exists()


def test_a_sale_without_a_line_stands_as_it_was_charged(regular: World) -> None:
    receipt = ring_up(sale=beans(regular, 15_000, was_offline=True), key="b", by=regular.by_mai)
    assert (receipt.prices_minor, receipt.due_minor) == (15_000, 115_000)
    assert (
        say(receipt.sentences[0])
        == "Line 1: the price “beans” did not hold; the sale stands as it was charged."
    )


def test_a_voucher_is_for_what_the_price_leaves(regular: World) -> None:
    code = ten_thousand_off(regular)
    receipt = ring_up(sale=beans(regular, vouchers=(code,)), key="b", by=regular.by_mai)
    assert (receipt.amount_minor, receipt.vouchers_minor, receipt.due_minor) == (120_000, 10_000, 110_000)
    assert receipt.points_earned == 11


@pytest.mark.parametrize("facts", [{"price_off_minor": 1}, {"price": "beans", "price_off_minor": 100_001},
                                   {"price": "beans", "price_off_minor": -1}])  # fmt: skip
def test_what_cannot_be_a_price_is_a_bad_sale(regular: World, facts: dict[str, object]) -> None:
    with pytest.raises(BadSale, match="name the price"):
        bought(regular, line(100_000, product="hat", **facts), key="c")


def test_a_sale_without_prices_is_hashed_as_it_always_was(world: World) -> None:
    plain, priced = sale(world, 95_000), sale(world, line(95_000, price="p", price_off_minor=1))
    assert plain.digest() != priced.digest()
    assert replace(plain, lines=(replace(plain.lines[0], price_off_minor=5),)).digest() == plain.digest()
