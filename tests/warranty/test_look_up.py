"""Warranty in one look: by phone, receipt, serial number or card."""

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from quen.people.merge import merge
from quen.people.models import Customer, Identity, IdentityKind
from quen.purchases.models import Line
from quen.warranty.look_up import MOST, Way, look_up
from quen.warranty.models import Place
from tests.warranty.machines import SERIAL, claimed, product, promised, returned, settled, sold
from tests.world import World

DAY = timedelta(days=1)


def found(text: str, now: datetime) -> list[tuple[Way, list[int]]]:
    return [(one.way, [goods.line.pk for goods in one.goods]) for one in look_up(text, at=now)]


def test_one_box_knows_what_it_was_given(world: World, now: datetime) -> None:
    machine = sold(world, now - 30 * DAY, warranty_months=12)
    Identity.objects.create(customer=world.lan, kind=IdentityKind.CARD, value="2912345678901234")
    for phone in ("0912 345 678", "+84912345678", "84912345678", "912345678", "0912.345.678"):
        assert found(phone, now) == [(Way.PHONE, [machine.pk])]
    for card in ("2912345678901234", "2912 3456 7890 1234", "https://quen.example/m/2912345678901234"):
        assert found(card, now) == [(Way.CARD, [machine.pk])]
    for serial in (SERIAL, SERIAL.lower(), f" {SERIAL} "):
        assert found(serial, now) == [(Way.SERIAL, [machine.pk])]
    for receipt in ("HD001", "hd001"):
        assert found(receipt, now) == [(Way.RECEIPT, [machine.pk])]
    for nothing in ("", "  ", "0987654321", "không ai"):
        assert found(nothing, now) == []


def test_a_text_that_means_two_things_shows_both(world: World, now: datetime) -> None:
    machine = sold(world, now - DAY, receipt="0912345678", warranty_months=12)
    assert found("0912345678", now) == [(Way.PHONE, [machine.pk]), (Way.RECEIPT, [machine.pk])]


def test_her_coffee_has_no_warranty_and_is_not_in_the_way(world: World, now: datetime) -> None:
    coffee = sold(world, now - DAY, serial="", product=product("CF", "Cà phê", category=None))
    machine = sold(world, now - DAY, warranty_months=12)
    assert found("0912345678", now) == [(Way.PHONE, [machine.pk])]
    (receipt,) = look_up("HD001", at=now)
    assert [(one.line.pk, one.proposal.is_accepted) for one in receipt.goods] == [
        (coffee.pk, False),
        (machine.pk, True),
    ]


def test_terms_bring_goods_into_sight_that_bear_no_months(world: World, now: datetime) -> None:
    machine = sold(world, now - DAY, serial="")
    assert found("0912345678", now) == [(Way.PHONE, [])]
    promised(world, now)
    (one,) = look_up("0912345678", at=now)
    assert [goods.line.pk for goods in one.goods] == [machine.pk]
    clause = one.goods[0].proposal.clause
    assert clause is not None and clause.words == "Máy móc được bảo hành 12 tháng"


def test_whoever_was_merged_with_her_brings_her_goods_along(world: World, now: datetime) -> None:
    twin = Customer.objects.create(name="Lan")
    Identity.objects.create(customer=twin, kind=IdentityKind.PHONE, value="+84987654321")
    machine = sold(world, now - DAY, customer=twin, warranty_months=12)
    merge(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    for phone in ("0912345678", "0987654321"):
        (one,) = look_up(phone, at=now)
        assert (one.customer, [goods.line.pk for goods in one.goods]) == (world.lan, [machine.pk])
        assert one.goods[0].customer == world.lan


def test_a_number_sold_twice_is_told_and_the_newest_sale_stands_first(world: World, now: datetime) -> None:
    first = sold(world, now - 90 * DAY, warranty_months=12)
    returned(first, now - 60 * DAY)
    second = sold(world, now - 30 * DAY, receipt="HD002", customer=None, warranty_months=12)
    (one,) = look_up(SERIAL, at=now)
    assert [(goods.line.pk, goods.proposal.is_accepted, goods.is_sold_again) for goods in one.goods] == [
        (second.pk, True, True),
        (first.pk, False, True),
    ]
    assert one.goods[0].customer is None


def test_a_return_that_names_no_receipt_closes_the_sale_before_it(world: World, now: datetime) -> None:
    first = sold(world, now - 90 * DAY, warranty_months=12)
    second = sold(world, now - 30 * DAY, receipt="HD002", warranty_months=12)
    returned(first, now - 60 * DAY, is_linked=False)
    (one,) = look_up(SERIAL, at=now)
    assert [(goods.line.pk, goods.sold.pieces) for goods in one.goods] == [(second.pk, 1), (first.pk, 0)]


def test_goods_given_in_exchange_are_found_by_their_own_number(world: World, now: datetime) -> None:
    machine = sold(world, now - 300 * DAY, warranty_months=12)
    settled(
        world, claimed(world, machine, now - 10 * DAY), now - 5 * DAY, Place.EXCHANGED, new_serial="MP-NEW 1"
    )
    (one,) = look_up("mp-new 1", at=now)
    assert one.goods[0].line == machine
    assert one.goods[0].serial == "MP-NEW 1"
    assert one.goods[0].proposal.starts_on == (now - 5 * DAY).date()


def test_more_goods_than_are_shown_are_told(world: World, now: datetime) -> None:
    for number in range(MOST + 1):
        sold(world, now - number * DAY, receipt=f"HD{number}", serial=f"S{number}", warranty_months=1)
    (one,) = look_up("0912345678", at=now)
    assert (len(one.goods), one.is_cut) == (MOST, True)
    assert one.goods[0].line.serial == "S0"
    assert Line.objects.count() == MOST + 1


def test_a_look_asks_few_queries_even_where_a_text_means_everything(world: World, now: datetime) -> None:
    machine = sold(
        world, now - 30 * DAY, receipt="0912345678", warranty_months=12, quantity=2, serial="0912345678"
    )
    returned(machine, now - 20 * DAY)
    claimed(world, machine, now - 10 * DAY)
    with CaptureQueriesContext(connection) as asked:
        assert len(look_up("0912345678", at=now)) == 3
    assert len(asked) <= 27
    with CaptureQueriesContext(connection) as asked:
        assert len(look_up("HD9", at=now)) == 0
    assert len(asked) <= 5
