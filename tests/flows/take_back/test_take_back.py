"""Lan brings things back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from quen.enrolment.models import Member
from quen.events.models import Event
from quen.flows.errors import KeyUsedForSomethingElse
from quen.flows.take_back import Refund, TakenLine, take_back
from quen.flows.take_back.errors import (
    BeforeItWasBought,
    MoreThanBought,
    NoSuchPurchase,
    NothingToTakeBack,
    ReturnReceiptTaken,
)
from quen.points.models import Account, Accrual, Lot
from quen.points.settings import change_points_settings
from quen.points.terms import ReturnPolicy
from quen.programme.words import say
from quen.purchases.models import Return, ReturnLine
from tests.flows.loyal import SUNDAY, bought, line, member, running
from tests.people.story import told
from tests.world import World

LATER = SUNDAY + timedelta(days=2)


def returned(
    world: World, *lines: TakenLine, receipt: str = "till-1-0001", key: str = "r1", **facts: Any
) -> Refund:
    return take_back(
        store=world.store.pk, receipt=receipt, lines=lines or None, at=LATER, key=key, by=world.by_mai, **facts
    )  # fmt: skip


def said(refund: Refund) -> list[str]:
    return [say(sentence) for sentence in refund.sentences]


def test_a_whole_purchase_comes_back_with_its_points(world: World) -> None:
    running(world)
    member(world)
    bought(world, 30_000, 65_000)
    refund = returned(world)
    assert (refund.amount_minor, refund.refund_minor, refund.points_taken) == (95_000, 95_000, 9)
    assert said(refund) == ["Points taken back: 9."]
    back = Return.objects.get()
    assert (back.amount_minor, back.purchase_id, back.customer_id) == (95_000, refund.purchase, world.lan.pk)
    assert sorted(ReturnLine.objects.values_list("quantity", "amount_minor")) == [
        (Decimal(1), 30_000),
        (Decimal(1), 65_000),
    ]
    assert (Account.objects.get().balance, Lot.objects.get().remaining) == (0, 0)
    assert Member.objects.get().counters["visits"] == 1 and "remainder" not in Member.objects.get().counters
    assert told(world.lan.pk)[-2:] == ["purchase.returned", "points.taken_back"]
    assert Event.objects.get(kind="purchase.returned").facts == {"amount_minor": 95_000}


def test_parts_of_a_line_add_up_to_the_line(world: World) -> None:
    running(world)
    member(world)
    bought(world, line(100_000, quantity_milli=3_000), 20_000)
    one, two = returned(world, TakenLine(1, 1_000)), returned(world, TakenLine(1, 2_000), key="r2")
    assert (one.amount_minor, two.amount_minor) == (33_333, 66_667)
    assert (one.points_taken, two.points_taken) == (3, 7)
    with pytest.raises(MoreThanBought):
        returned(world, TakenLine(1, 1), key="r3")
    with pytest.raises(MoreThanBought):
        returned(world, TakenLine(3), key="r3")
    assert returned(world, key="r3").points_taken == 2
    with pytest.raises(NothingToTakeBack):
        returned(world, key="r4")
    assert Account.objects.get().balance == 0 and Return.objects.count() == 3


def test_the_same_return_twice_is_one(world: World) -> None:
    running(world)
    member(world)
    bought(world)
    first, again = returned(world), returned(world)
    assert (again.number, again.points_taken, again.is_repeated, first.is_repeated) == (
        first.number,
        9,
        True,
        False,
    )
    assert Return.objects.count() == 1
    with pytest.raises(KeyUsedForSomethingElse):
        returned(world, TakenLine(1))
    bought(world, key="till-1-0002")
    with pytest.raises(ReturnReceiptTaken):
        returned(world, receipt="till-1-0002", key="r2", return_receipt=first.receipt)
    assert Return.objects.count() == 1


def test_points_it_was_paid_with_go_back_to_their_own_lots(world: World) -> None:
    running(world)
    member(world)
    bought(world, 100_000, key="a", at=SUNDAY - timedelta(days=40))
    bought(world, 200_000, key="b", at=SUNDAY - timedelta(days=80))
    before = list(Lot.objects.order_by("pk").values_list("pk", "remaining", "expires_at"))
    bought(world, 40_000, 10_000, key="c", redeem_points=25)
    half = returned(world, TakenLine(1), receipt="c")
    assert (half.points_restored, half.amount_minor, half.refund_minor) == (20, 40_000, 36_000)
    rest = returned(world, receipt="c", key="r2")
    assert (rest.points_restored, rest.refund_minor) == (5, 9_000)
    assert (
        list(
            Lot.objects.filter(points__in=(10, 20))
            .order_by("pk")
            .values_list("pk", "remaining", "expires_at")
        )
        == before
    )
    assert Account.objects.get().balance == 30
    assert said(rest)[-1] == "5 spent points were given back."


@pytest.mark.parametrize(
    ("policy", "taken", "owed", "left"),
    [(ReturnPolicy.PENDING, 0, 0, 3), (ReturnPolicy.ZERO, 3, 0, 0), (ReturnPolicy.NEGATIVE, 3, 6, -6)],
)
def test_points_spent_already_are_the_policys_matter(
    world: World, policy: ReturnPolicy, taken: int, owed: int, left: int
) -> None:
    running(world)
    member(world)
    change_points_settings(return_policy=policy, by=world.by_mai)
    bought(world)
    bought(world, 2_000, key="b", redeem_points=6)
    refund = returned(world)
    assert (refund.points_asked, refund.points_taken, refund.points_owed) == (9, taken, owed)
    assert (Account.objects.get().balance, refund.standing.owed) == (left, owed)


def test_a_tier_the_purchase_had_brought_is_lost_again(world: World) -> None:
    running(world, tiers={"by": "spending", "steps": [
        {"key": "a", "name": "Thành viên", "at_least": 0}, {"key": "b", "name": "Bạc", "at_least": 500_000},
    ]})  # fmt: skip
    member(world)
    bought(world, 100_000, key="a")
    assert bought(world, 450_000).tier is not None
    assert Member.objects.get().tier == "b"
    refund = returned(world)
    assert (refund.tier_before, refund.tier, Member.objects.get().tier) == ("b", "a", "a")
    moves = Event.objects.filter(kind="tier.moved").order_by("pk").values_list("facts", flat=True)
    assert list(moves) == [
        {"before": "a", "after": "b", "name": "Bạc"},
        {"before": "b", "after": "a", "name": "Thành viên"},
    ]


def test_a_sale_to_nobody_comes_back_as_often_as_it_was_sold(world: World) -> None:
    bought(world, line(20_000, quantity_milli=2_000), customer=None)
    assert returned(world, TakenLine(1, 1_000)).refund_minor == 10_000
    assert returned(world, key="r2").refund_minor == 10_000
    with pytest.raises(NothingToTakeBack):
        returned(world, key="r3")
    assert not Accrual.objects.exists()


def test_what_was_never_sold_does_not_come_back(world: World) -> None:
    bought(world)
    with pytest.raises(NoSuchPurchase):
        returned(world, receipt="nobody's")
    with pytest.raises(BeforeItWasBought):
        take_back(
            store=world.store.pk, receipt="till-1-0001", at=SUNDAY - timedelta(days=1), key="r", by=world.by_mai
        )  # fmt: skip
    assert not Return.objects.exists()
