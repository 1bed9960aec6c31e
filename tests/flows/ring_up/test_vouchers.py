"""Lan pays with vouchers, gets some, and brings things back."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections

from quen.flows.ring_up import quote, ring_up
from quen.flows.take_back import Refund, TakenLine, take_back
from quen.kernel.actor import SYSTEM
from quen.points.models import Account
from quen.programme.words import say
from quen.purchases.models import Purchase
from quen.vouchers.errors import VoucherRefused
from quen.vouchers.issue import issue
from quen.vouchers.kinds import make_kind
from quen.vouchers.models import State, Use, Voucher
from quen.vouchers.terms import FixedOff, Terms
from tests import world as cast
from tests.flows.loyal import SUNDAY, bought, line, member, running, sale
from tests.world import World

CUP = {"vouchers": [{"key": "cup", "name": "Ly cà phê", "worth_minor": 25_000}]}
STAMPS = CUP | {
    "punch_cards": [{"key": "card", "name": "Thẻ", "stamps": 2, "voucher": "cup"}],
    "rules": [{"key": "stamp", "name": "Đóng dấu", "when": {}, "give": {"stamp": "card"}}],
}


def ten_thousand_off(world: World, code: str = "") -> str:
    """A voucher of Lan's (or a public code); its code."""
    make_kind(
        name="Giảm 10k",
        key="off",
        code=code,
        terms=Terms(gives=FixedOff(amount_minor=10_000)),
        at=SUNDAY,
        by=SYSTEM,
    )
    return code or issue(kind="off", customer=world.lan.pk, at=SUNDAY, key="k", by=SYSTEM).code


def test_a_voucher_pays_and_what_it_pays_earns_nothing(world: World) -> None:
    running(world)
    member(world)
    code = ten_thousand_off(world)
    would = quote(sale=sale(world, 30_000, vouchers=(code,)))
    assert (would.vouchers_minor, would.due_minor, would.points_earned) == (10_000, 20_000, 2)
    assert not Use.objects.exists()
    receipt = bought(world, 30_000, vouchers=(code,))
    assert (receipt.vouchers_minor, receipt.due_minor, receipt.points_earned) == (10_000, 20_000, 2)
    assert [(voucher.code, voucher.discount_minor) for voucher in receipt.vouchers_used] == [(code, 10_000)]
    assert Use.objects.get().purchase_id == receipt.purchase
    again = bought(world, 30_000, vouchers=(code,))
    assert again.is_repeated and again.vouchers_used == receipt.vouchers_used
    with pytest.raises(VoucherRefused):
        bought(world, 30_000, vouchers=(code,), key="b")
    assert Purchase.objects.count() == Use.objects.count() == 1
    twice = quote(sale=sale(world, 30_000, vouchers=(code,)))
    assert twice.vouchers_minor == 0 and say(twice.sentences[0]).startswith(
        f"Voucher {code} does not count: "
    )


def test_a_sale_without_a_line_leaves_out_what_does_not_count(world: World) -> None:
    running(world)
    member(world)
    late = bought(world, 30_000, vouchers=("NOSUCH",), was_offline=True)
    assert (late.vouchers_minor, late.due_minor, late.points_earned) == (0, 30_000, 3)
    assert say(late.sentences[0]) == "Voucher NOSUCH does not count: There is no voucher with this code."


def test_a_full_punch_card_brings_a_voucher_that_pays_the_next_cup(world: World) -> None:
    running(world, **STAMPS)
    member(world)
    receipt = bought(world, line(50_000, quantity_milli=2_000))
    (cup,) = receipt.vouchers_issued
    assert (cup.kind, cup.name) == ("cup", "Ly cà phê")
    assert Voucher.objects.get().code == cup.code
    assert bought(world, 40_000, key="b", vouchers=(cup.code,)).due_minor == 15_000


def test_who_buys_a_printer_pays_less_for_ink_and_used_the_next_one_comes(world: World) -> None:
    offer = {"key": "printer", "name": "Máy in và mực", "bought": {"products": ["may-in"]}, "voucher": "ink"}
    ink = {"key": "ink", "name": "Mực giảm 20.000 ₫", "worth_minor": 20_000, "valid_days": 60}
    running(world, complementary_offers=[offer], vouchers=[ink])
    member(world)
    (first,) = bought(world, line(3_000_000, product="may-in", name="Máy in")).vouchers_issued
    assert (first.name, first.valid_until) == ("Mực giảm 20.000 ₫", date(2027, 1, 21))
    cartridge = line(200_000, product="muc", name="Mực")
    december = SUNDAY + timedelta(days=9)
    receipt = bought(world, cartridge, key="b", vouchers=(first.code,), at=december)
    (second,) = receipt.vouchers_issued
    assert (receipt.due_minor, second.valid_until) == (180_000, date(2027, 1, 30))
    assert second.code != first.code
    late = bought(
        world, cartridge, key="c", vouchers=(second.code,), at=SUNDAY + timedelta(days=200), was_offline=True
    )
    assert (late.vouchers_minor, late.vouchers_issued) == (0, ()), "its time is over, and with it the offer"


def test_a_return_voids_what_it_brought_and_gives_back_what_it_was_paid_with(world: World) -> None:
    running(world, **STAMPS)
    member(world)
    code = ten_thousand_off(world)
    brought = bought(world, line(50_000, quantity_milli=2_000), 10_000, vouchers=(code,))
    assert brought.due_minor == 50_000
    part = _back(world, key="r1", lines=[1])
    assert (part.amount_minor, part.refund_minor, part.vouchers_given_back) == (50_000, 41_667, ())
    rest = _back(world, key="r2")
    assert (rest.refund_minor, rest.vouchers_given_back) == (8_333, (code,))
    assert part.vouchers_revoked + rest.vouchers_revoked == tuple(
        voucher.code for voucher in brought.vouchers_issued
    )
    assert Voucher.objects.get(code=code).state == State.READY
    assert Account.objects.get().balance == 0
    assert bought(world, 30_000, key="again", vouchers=(code,)).due_minor == 20_000


def _back(world: World, *, key: str, lines: list[int] | None = None) -> Refund:
    return take_back(
        store=world.store.pk, receipt="till-1-0001", lines=[TakenLine(number) for number in lines] if lines else None,
        at=SUNDAY + timedelta(days=1), key=key, by=SYSTEM,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_one_voucher_at_sixteen_tills_is_used_once(transactional_db: None) -> None:
    world = cast.build()
    running(world)
    member(world)
    code = ten_thousand_off(world)

    def till(number: int) -> str:
        try:
            ring_up(sale=sale(world, 30_000, vouchers=(code,)), key=f"till-{number // 2}", by=SYSTEM)
        except VoucherRefused:
            return "refused"
        finally:
            connections.close_all()
        return "rung up"

    with ThreadPoolExecutor(16) as tills:
        came = Counter(tills.map(till, range(16)))
    assert came == {"rung up": 2, "refused": 14}  # each key was sent twice
    assert Purchase.objects.count() == Use.objects.count() == 1
