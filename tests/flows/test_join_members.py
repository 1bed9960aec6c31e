"""Two members who are one person: one tier, one punch card, one count of visits; and each her own again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from quen.enrolment.join import join
from quen.enrolment.models import Member, Way
from quen.events.models import Event
from quen.flows.judge_history import judge_history
from quen.flows.merge_customers import merge_customers, part_customers
from quen.flows.models import MembersJoined
from quen.flows.ring_up import Receipt, ring_up
from quen.flows.take_back import take_back
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.points.reads import balance_of
from quen.purchases.models import Purchase
from quen.vouchers.models import State, Voucher
from tests.flows.judge_history.past import brought_back
from tests.flows.loyal import SUNDAY, bought, line, member, running, sale
from tests.points.books import assert_the_books_agree
from tests.world import World

LATER = SUNDAY + timedelta(hours=1)
TIERS = {
    "by": "spending",
    "steps": [
        {"key": "basic", "name": "Thường", "at_least": 0},
        {"key": "silver", "name": "Bạc", "at_least": 200_000},
    ],
}
CARD = {
    "vouchers": [{"key": "cup", "name": "Ly", "valid_days": 30}],
    "punch_cards": [{"key": "card", "name": "Thẻ", "stamps": 4, "voucher": "cup"}],
    "rules": [{"key": "stamp", "name": "Tem", "give": {"stamp": "card"}}],
}


@pytest.fixture
def twin(world: World) -> Customer:
    return Customer.objects.create(name="Lan N.")


def joined(customer: Customer) -> int:
    join(customer=customer.pk, way=Way.TILL, by=SYSTEM, at=SUNDAY)
    return customer.pk


def sold(world: World, customer: int, amount: int, key: str, **facts: Any) -> Receipt:
    return bought(world, amount, key=key, customer=customer, **facts)


def rows(*customers: int) -> list[dict[str, Any]]:
    """The members' rows, without the turns, which only go up."""
    found = Member.objects.filter(pk__in=customers).order_by("pk").values()
    return [{name: value for name, value in row.items() if name != "turn"} for row in found]


def merged(world: World, twin: Customer) -> int:
    return merge_customers(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=LATER).pk


def test_two_members_are_one_and_each_again_exactly_as_she_was(world: World, twin: Customer) -> None:
    running(world, tiers=TIERS, **CARD)
    lan, other = member(world), joined(twin)
    sold(world, lan, 126_000, "a")
    sold(world, other, 97_000, "b")
    before = rows(lan, other)
    merge = merged(world, twin)
    one = Member.objects.get(pk=lan)
    assert (one.tier, one.counters["remainder"], one.counters["stamps"]) == ("silver", 13_000, {"card": 2})
    assert one.counters["visits"] == 1, "both came on Sunday"
    assert Member.objects.get(pk=other).left_at == LATER
    assert Event.objects.filter(kind="tier.moved", customer=lan).count() == 1
    part_customers(merge=merge, by=world.by_mai, at=LATER)
    assert rows(lan, other) == before
    assert not MembersJoined.objects.exists()
    assert_the_books_agree()


def test_the_point_of_two_remainders_comes_once_and_what_came_since_stays_with_who_stays(
    world: World, twin: Customer
) -> None:
    running(world)
    lan, other = member(world), joined(twin)
    sold(world, lan, 6_000, "a")
    sold(world, other, 7_000, "b")
    merge = merged(world, twin)
    assert sold(world, other, 1_000, "c", at=LATER).points_earned == 1
    assert sold(world, lan, 1_000, "d", at=LATER).points_earned == 0
    part_customers(merge=merge, by=world.by_mai, at=LATER)
    one, two = Member.objects.get(pk=lan), Member.objects.get(pk=other)
    assert (one.counters["remainder"], two.counters["remainder"]) == (-2_000, 7_000)
    assert sold(world, lan, 12_000, "e", at=LATER).points_earned == 1
    assert_the_books_agree()


@pytest.mark.parametrize("is_by_import", [False, True])
def test_a_return_counts_for_whom_its_purchase_was(world: World, twin: Customer, is_by_import: bool) -> None:
    running(world, tiers=TIERS)
    third = Customer.objects.create(name="N. T. Lan")
    lan, other, last = member(world), joined(twin), joined(third)
    sold(world, lan, 126_000, "a")
    receipt = sold(world, other, 99_000, "b")
    sold(world, other, 16_000, "c")
    first = merged(world, twin)
    second = merge_customers(customer=lan, into=last, by=world.by_mai, at=LATER)
    if is_by_import:
        purchase = Purchase.objects.get(pk=receipt.purchase)
        brought_back(purchase, LATER, purchase.lines.get(), 1_000)
        judge_history(by=SYSTEM, at=LATER)
    else:
        take_back(store=world.store.pk, receipt=receipt.receipt, at=LATER, key="r", by=SYSTEM)
    assert balance_of(customer=last, at=LATER).available == 12 + 2
    part_customers(merge=second.pk, by=world.by_mai, at=LATER)
    part_customers(merge=first, by=world.by_mai, at=LATER)
    spent = [row["counters"]["reached"][-1][2] if row["counters"] else 0 for row in rows(lan, other, last)]
    assert spent == [126_000, 16_000, 0]
    assert [balance_of(customer=each, at=LATER).available for each in (lan, other, last)] == [12, 2, 0]
    assert_the_books_agree()


def test_a_customer_who_was_no_member_is_one_through_who_was(world: World, twin: Customer) -> None:
    running(world)
    other = joined(twin)
    sold(world, other, 95_000, "a")
    merge = merged(world, twin)
    receipt = sold(world, world.lan.pk, 5_000, "b", at=LATER)
    assert (receipt.points_earned, receipt.standing.available) == (1, 10)
    part_customers(merge=merge, by=world.by_mai, at=LATER)
    assert Member.objects.get(pk=world.lan.pk).left_at is None, "she has bought as a member since"
    assert Member.objects.get(pk=other).counters["remainder"] == 5_000


def test_who_was_no_member_and_bought_nothing_since_is_none_again(world: World, twin: Customer) -> None:
    running(world)
    other = joined(twin)
    before = rows(other)
    part_customers(merge=merged(world, twin), by=world.by_mai, at=LATER)
    assert rows(other, world.lan.pk) == before


def test_a_card_full_together_gives_its_voucher_once_and_takes_it_back_with_the_merge(
    world: World, twin: Customer
) -> None:
    running(world, **CARD)
    lan, other = member(world), joined(twin)
    three = {"quantity_milli": 3_000}
    bought(world, line(30_000, **three), key="a", customer=lan)
    bought(world, line(30_000, **three), key="b", customer=other)
    before = rows(lan, other)
    merge = merged(world, twin)
    voucher = Voucher.objects.get()
    assert (voucher.customer_id, voucher.kind.key, voucher.source) == (lan, "cup", "programme:card")
    assert Member.objects.get(pk=lan).counters["stamps"] == {"card": 2}
    part_customers(merge=merge, by=world.by_mai, at=LATER)
    assert Voucher.objects.get().state == State.VOID
    assert rows(lan, other) == before


def test_a_voucher_of_both_that_was_used_costs_who_stays_its_stamps(world: World, twin: Customer) -> None:
    running(world, **CARD)
    lan, other = member(world), joined(twin)
    bought(world, line(30_000, quantity_milli=3_000), key="a", customer=lan)
    bought(world, line(30_000, quantity_milli=3_000), key="b", customer=other)
    merge = merged(world, twin)
    Voucher.objects.update(state=State.USED)
    part_customers(merge=merge, by=world.by_mai, at=LATER)
    assert [row["counters"]["stamps"] for row in rows(lan, other)] == [{"card": -1}, {"card": 3}]


def test_merges_come_apart_in_any_order(world: World, twin: Customer) -> None:
    running(world, tiers=TIERS)
    third = Customer.objects.create(name="N. T. Lan")
    numbers = [member(world), joined(twin), joined(third)]
    for number, amount in zip(numbers, (101_000, 52_000, 53_000), strict=True):
        sold(world, number, amount, f"s{number}")
    before = rows(*numbers)
    first = merge_customers(customer=third.pk, into=twin.pk, by=world.by_mai, at=LATER)
    second = merge_customers(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=LATER)
    assert Member.objects.get(pk=world.lan.pk).tier == "silver"
    part_customers(merge=first.pk, by=world.by_mai, at=LATER)
    alone = Member.objects.get(pk=world.lan.pk)
    assert (alone.tier, alone.counters["remainder"]) == ("basic", 3_000)
    part_customers(merge=second.pk, by=world.by_mai, at=LATER)
    assert rows(*numbers) == before
    assert_the_books_agree()


def test_two_merges_into_one_come_apart_oldest_first(world: World, twin: Customer) -> None:
    running(world, tiers=TIERS)
    third = Customer.objects.create(name="N. T. Lan")
    numbers = [member(world), joined(twin), joined(third)]
    for number, amount in zip(numbers, (101_000, 52_000, 53_000), strict=True):
        sold(world, number, amount, f"s{number}")
    before = rows(*numbers)
    merges = [
        merge_customers(customer=each.pk, into=world.lan.pk, by=world.by_mai, at=LATER)
        for each in (twin, third)
    ]
    for merge in merges:
        part_customers(merge=merge.pk, by=world.by_mai, at=LATER)
    assert rows(*numbers) == before


def test_who_left_stays_gone(world: World, twin: Customer) -> None:
    running(world)
    member(world)
    joined(twin)
    Member.objects.filter(pk=twin.pk).update(left_at=SUNDAY)
    before = rows(world.lan.pk, twin.pk)
    merged(world, twin)
    assert rows(world.lan.pk, twin.pk) == before


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Tills sell to both, and take back, while they are made one and two again."""

    @pytest.fixture
    def hands(self) -> Iterator[ThreadPoolExecutor]:
        with ThreadPoolExecutor(8) as pool:
            yield pool

    def test_every_sale_counts_once_whoever_she_is_at_that_moment(
        self, world: World, hands: ThreadPoolExecutor
    ) -> None:
        running(world, tiers=TIERS)
        twin = Customer.objects.create(name="Lan N.")
        lan, other = member(world), joined(twin)
        for number in range(6):
            sold(world, (lan, other)[number % 2], 15_000, f"old-{number}")

        def act(number: int) -> None:
            try:
                if number == 9:
                    merge = merged(world, twin)
                    part_customers(merge=merge, by=world.by_mai, at=LATER)
                    merged(world, twin)
                elif number % 4 == 3:
                    receipt = f"old-{number // 4}"
                    take_back(store=world.store.pk, receipt=receipt, at=LATER, key=f"r{number}", by=SYSTEM)
                else:
                    each = sale(world, 15_000, customer=(lan, other)[number % 2], at=LATER)
                    ring_up(sale=each, key=f"new-{number}", by=SYSTEM)
            finally:
                connections.close_all()

        list(hands.map(act, range(24)))
        sales, returns = 6 + 17, 6
        one, two = Member.objects.get(pk=lan), Member.objects.get(pk=other)
        spending = one.counters["reached"][-1][2]
        assert spending == 15_000 * (sales - returns)
        assert (two.counters, two.tier) == ({}, "")
        points = balance_of(customer=lan, at=LATER).available
        assert points * 10_000 + one.counters.get("remainder", 0) == spending
        assert_the_books_agree()
