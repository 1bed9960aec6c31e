"""Goods bought with vouchers come back in parts: every amount is worked out by hand in the story."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from quen.flows.ring_up import SaleLine
from quen.flows.take_back import Refund, TakenLine, take_back
from quen.kernel.actor import SYSTEM
from quen.programme.conditions import Scope
from quen.programme.words import say
from quen.vouchers.issue import issue
from quen.vouchers.kinds import make_kind
from quen.vouchers.models import State, Use, Voucher
from quen.vouchers.terms import Bundle, BundlePart, FixedOff, HandedOver, PercentOff, Terms
from tests.flows.loyal import SUNDAY, bought, line, member, running
from tests.world import World

COFFEE = line(60_000, quantity_milli=2_000)
CAKE = SaleLine(product="BK", name="Bánh kem", category="Bánh", amount_minor=190_000)
TWENTY = PercentOff(percent=20)


@pytest.fixture
def shop(world: World) -> World:
    running(world)
    member(world)
    return world


def voucher(world: World, terms: Terms, key: str = "off") -> str:
    """The code of Lan's voucher of these terms."""
    make_kind(name="Phiếu", key=key, terms=terms, at=SUNDAY, by=SYSTEM)
    return issue(kind=key, customer=world.lan.pk, at=SUNDAY, key=key, by=SYSTEM).code


def back(world: World, *lines: TakenLine, receipt: str = "till-1-0001", key: str = "r1") -> Refund:
    return take_back(
        store=world.store.pk, receipt=receipt, lines=lines or None, at=SUNDAY + timedelta(days=1), key=key, by=SYSTEM
    )  # fmt: skip


def state(code: str) -> str:
    return Voucher.objects.get(code=code).state


def three_kinds(world: World, key: str = "till-1-0001", code: str = "") -> None:
    """3 cups for 100.000, a cake for 50.000, water for 20.000, 10.000 off: 5.882,35 and 2.941,18 and 1.176,47 of it.
    Rounded down that is 9.999; the water lost most by it and takes the last đồng."""
    bought(
        world, line(100_000, quantity_milli=3_000), SaleLine(name="Bánh", amount_minor=50_000),
        SaleLine(name="Nước", amount_minor=20_000), vouchers=(code,), key=key,
    )  # fmt: skip


def test_parts_of_a_line_hand_back_what_was_paid_for_them(shop: World) -> None:
    code = voucher(shop, Terms(gives=FixedOff(amount_minor=10_000)))
    three_kinds(shop, code=code)
    assert Use.objects.get().line_discounts == [5_882, 2_941, 1_177]
    one = back(shop, TakenLine(1, 1_000))  # 33.333 less a third of 5.882, which is 1.960
    assert (one.amount_minor, one.refund_minor, one.vouchers_given_back) == (33_333, 31_373, ())
    two = back(shop, TakenLine(1, 2_000), TakenLine(2), key="r2")  # 66.667 - 3.922 and 50.000 - 2.941
    assert (two.refund_minor, state(code)) == (62_745 + 47_059, State.USED)
    rest = back(shop, key="r3")
    assert (rest.refund_minor, rest.vouchers_given_back) == (18_823, (code,))
    assert one.refund_minor + two.refund_minor + rest.refund_minor == 160_000
    assert say(rest.sentences[-1]) == f"The voucher {code} can be used again."


@pytest.mark.parametrize("on_return", ["shared", "judged_again", "stays_used"])
def test_two_returns_in_a_row_are_one_of_both(shop: World, on_return: str) -> None:
    terms = Terms(gives=FixedOff(amount_minor=10_000), minimum_minor=150_000, on_return=on_return)  # type: ignore[arg-type]
    first, second = voucher(shop, terms, "a"), voucher(shop, terms, "b")
    three_kinds(shop, "in-a-row", first)
    three_kinds(shop, "at-once", second)
    parts = [TakenLine(3)], [TakenLine(1, 2_000)]
    row = [back(shop, *part, receipt="in-a-row", key=f"r{place}") for place, part in enumerate(parts)]
    both = back(shop, *parts[0], *parts[1], receipt="at-once", key="both")
    assert sum(one.refund_minor for one in row) == both.refund_minor
    assert sum(one.amount_minor for one in row) == both.amount_minor
    assert state(first) == state(second) == ("ready" if on_return == "judged_again" else "used")
    ends = [back(shop, receipt=receipt, key=receipt).refund_minor for receipt in ("in-a-row", "at-once")]
    assert ends == [160_000 - both.refund_minor] * 2
    assert state(first) == state(second) == ("used" if on_return == "stays_used" else "ready")


def test_a_voucher_of_the_cakes_comes_back_with_the_cake(shop: World) -> None:
    code = voucher(shop, Terms(gives=TWENTY, goods=Scope(categories=("bánh",))))
    assert bought(shop, COFFEE, CAKE, vouchers=(code,)).due_minor == 212_000
    cake = back(shop, TakenLine(2))
    assert (cake.refund_minor, cake.vouchers_given_back, state(code)) == (152_000, (code,), State.READY)
    assert back(shop, key="r2").refund_minor == 60_000


def test_where_the_rest_is_below_the_minimum_its_discount_is_kept_and_the_voucher_is_hers_again(
    shop: World,
) -> None:
    code = voucher(shop, Terms(gives=TWENTY, minimum_minor=200_000, on_return="judged_again"))
    assert bought(shop, COFFEE, CAKE, vouchers=(code,)).due_minor == 200_000  # 12.000 and 38.000 off
    cup = back(shop, TakenLine(1, 1_000))  # 220.000 stay: it still counts
    assert (cup.refund_minor, cup.vouchers_given_back) == (24_000, ())
    cake = back(shop, TakenLine(2), key="r2")  # 30.000 stay, and lose their 6.000
    assert (cake.refund_minor, cake.vouchers_given_back) == (152_000 - 6_000, (code,))
    assert say(cake.sentences[-1]) == (
        f"The voucher {code} no longer counts on what stays: 170,000 ₫ more and it counts: it needs 200,000 ₫. "
        "The 6,000 ₫ it had taken off is kept from the money handed back, and it can be used again."
    )
    assert back(shop, key="r3").refund_minor == 30_000


def test_nobody_is_asked_for_money_when_little_comes_back(shop: World) -> None:
    code = voucher(shop, Terms(gives=TWENTY, minimum_minor=200_000, on_return="judged_again"))
    bought(shop, line(15_000), CAKE, vouchers=(code,))  # 3.000 and 38.000 off
    sweet = back(shop, TakenLine(1))  # 12.000 to hand back, 38.000 to keep: the voucher stays as it is
    assert (sweet.refund_minor, sweet.vouchers_given_back, state(code)) == (12_000, (), State.USED)
    assert (back(shop, key="r2").refund_minor, state(code)) == (152_000, State.READY)


def test_half_a_bundle_costs_what_it_costs(shop: World) -> None:
    parts = tuple(BundlePart(goods=Scope(products=(name,))) for name in ("Cà phê sữa", "Bánh kem"))
    terms = Terms(gives=Bundle(parts=parts, price_minor=200_000), on_return="judged_again")
    code = voucher(shop, terms)
    assert bought(shop, line(60_000), CAKE, vouchers=(code,)).due_minor == 200_000  # 12.000 and 38.000 off
    cake = back(shop, TakenLine(2))
    assert (cake.refund_minor, cake.vouchers_given_back) == (152_000 - 12_000, (code,))


def test_of_two_vouchers_each_comes_back_on_its_own(shop: World) -> None:
    cakes = voucher(
        shop, Terms(gives=FixedOff(amount_minor=10_000), goods=Scope(products=("BK",)), stacks=True), "cakes"
    )
    tenth = voucher(shop, Terms(gives=PercentOff(percent=10), stacks=True), "tenth")
    lines: Sequence[SaleLine] = (line(100_000), SaleLine(product="BK", name="Bánh", amount_minor=100_000))
    assert bought(shop, *lines, vouchers=(cakes, tenth)).due_minor == 171_000  # 10.000; 10.000 and 9.000
    cake = back(shop, TakenLine(2))
    assert (cake.refund_minor, cake.vouchers_given_back) == (81_000, (cakes,))
    coffee = back(shop, key="r2")
    assert (coffee.refund_minor, coffee.vouchers_given_back) == (90_000, (tenth,))


def test_what_was_handed_over_is_hers_again_once_all_is_back(shop: World) -> None:
    code = voucher(shop, Terms(gives=HandedOver()))
    bought(shop, COFFEE, CAKE, vouchers=(code,))
    assert back(shop, TakenLine(2)).vouchers_given_back == ()
    assert back(shop, key="r2").vouchers_given_back == (code,)


def test_points_and_a_voucher_on_one_receipt_come_back_to_the_last_dong(world: World) -> None:
    running(world, point_value_minor=1_000)
    member(world)
    bought(world, 500_000, key="before")  # 50 points
    code = voucher(world, Terms(gives=FixedOff(amount_minor=10_000)))
    receipt = bought(world, 60_000, 40_000, vouchers=(code,), redeem_points=50)
    assert receipt.due_minor == 40_000
    part = back(world, TakenLine(1))  # 60.000 less 6.000 of the voucher and 30 of the 50 points
    assert (part.refund_minor, part.points_restored) == (24_000, 30)
    rest = back(world, key="r2")
    assert (rest.refund_minor, rest.points_restored, rest.vouchers_given_back) == (16_000, 20, (code,))
