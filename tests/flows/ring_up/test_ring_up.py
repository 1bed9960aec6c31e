"""Lan buys at the till."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import yaml

from quen.enrolment.draft import draft
from quen.enrolment.join import join
from quen.enrolment.launch import launch
from quen.enrolment.models import Member, Way
from quen.events.models import Event
from quen.flows.errors import KeyUsedForSomethingElse
from quen.flows.models import BudgetUsed
from quen.flows.restart_receipts import restart_receipts
from quen.flows.ring_up import Sale, quote, ring_up
from quen.flows.ring_up.errors import BadSale, CannotSpend, NoSuchStore, ReceiptTaken
from quen.flows.take_back import take_back
from quen.kernel.receipt_periods import Restart
from quen.people.create_customer import create_customer
from quen.points.errors import NotEnoughPoints
from quen.points.models import Account, Accrual, Entry, Lot, Transfer
from quen.programme import to_values
from quen.programme.words import say
from quen.purchases.models import Line, Product, Purchase
from quen.vouchers.errors import VoucherRefused
from tests.flows.loyal import SUNDAY, bought, line, member, running, sale
from tests.people.story import told
from tests.programme.story import programme
from tests.world import World


def test_lan_gets_points_and_hears_how_far_the_next_one_is(world: World) -> None:
    running(world)
    member(world)
    receipt = bought(world, 30_000, 65_000)
    assert (receipt.points_earned, receipt.standing.available, receipt.due_minor) == (9, 9, 95_000)
    assert [say(reason) for reason in receipt.results[0].reasons] == [
        "9 points for 95,000 ₫.",
        "5,000 ₫ more to the next points.",
    ]
    assert bought(world, 5_000, key="till-1-0002").points_earned == 1
    kept = Member.objects.get()
    assert (kept.turn, kept.version, kept.counters["visits"]) == (2, 1, 1)


def test_every_row_of_a_sale_is_there(world: World) -> None:
    running(world, pending_days=7)
    member(world)
    receipt = bought(world, line(30_000, quantity_milli=2_000), 65_000, channel="till", staff_name="Tú")
    purchase = Purchase.objects.get()
    assert (purchase.pk, purchase.receipt, purchase.amount_minor) == (receipt.purchase, "till-1-0001", 95_000)
    assert [(row.quantity, row.unit_price, row.amount_minor) for row in Line.objects.order_by("pk")] == [
        (Decimal(2), Decimal(15_000), 30_000),
        (Decimal(1), Decimal(65_000), 65_000),
    ]
    assert Product.objects.get().name == "Cà phê sữa"
    lot, account = Lot.objects.get(), Account.objects.get()
    assert (lot.points, lot.remaining, lot.purchase_id, lot.version) == (9, 9, purchase.pk, 1)
    assert lot.pending_until == SUNDAY + timedelta(days=7)
    assert lot.expires_at is not None and lot.expires_at.isoformat() == "2027-11-21T17:00:00+00:00"
    assert (account.customer_id, account.balance, account.turn) == (world.lan.pk, 9, 1)
    assert (receipt.standing.available, receipt.standing.pending) == (0, 9)
    assert sorted((entry.book, entry.points) for entry in Entry.objects.all()) == [
        ("expense", -9),
        ("liability", 9),
    ]
    assert Transfer.objects.get().purchase_id == purchase.pk
    assert Accrual.objects.get().points == 9
    assert told(world.lan.pk) == ["member.enrolled", "purchase.recorded", "points.earned"]
    assert Event.objects.get(kind="purchase.recorded").facts == {"amount_minor": 95_000}


def test_the_same_key_is_answered_once(world: World) -> None:
    running(world)
    member(world)
    first, again = bought(world), bought(world)
    assert again.is_repeated and not first.is_repeated
    assert (again.purchase, again.results, again.standing) == (first.purchase, first.results, first.standing)
    assert Purchase.objects.count() == Transfer.objects.count() == 1
    with pytest.raises(KeyUsedForSomethingElse):
        bought(world, 5_000)


def test_the_same_receipt_under_another_key_is_the_same_sale(world: World) -> None:
    running(world)
    member(world)
    first = bought(world, receipt="HD-7")
    again = bought(world, receipt="HD-7", key="another")
    assert (again.purchase, again.points_earned, again.is_repeated) == (first.purchase, 9, True)
    with pytest.raises(ReceiptTaken):
        bought(world, 5_000, receipt="HD-7", key="a-third")
    assert Purchase.objects.count() == 1


def test_who_is_no_member_gets_no_points_but_the_sale_counts(world: World) -> None:
    running(world)
    receipt = bought(world)
    nobody = bought(world, customer=None, key="till-1-0002")
    assert [say(sentence) for sentence in receipt.sentences] == [
        "The customer is not a member: no points.",
        "A new member would get 9 points for it.",
    ]
    assert say(nobody.sentences[0]) == "Sold without a customer: no points."
    assert Purchase.objects.count() == 2
    assert not Transfer.objects.exists() and not Accrual.objects.exists()
    assert told(world.lan.pk) == ["purchase.recorded"]


def test_without_a_programme_sales_are_recorded_all_the_same(world: World) -> None:
    member(world)
    assert say(bought(world).sentences[0]) == "There is no loyalty programme on the day of this sale."
    assert Purchase.objects.count() == 1


def test_lan_pays_with_points_soonest_expiring_first(world: World) -> None:
    running(world)
    member(world)
    bought(world, 100_000, key="a", at=SUNDAY - timedelta(days=40))
    bought(world, 200_000, key="b", at=SUNDAY - timedelta(days=80))
    receipt = bought(world, 50_000, key="c", redeem_points=25)
    assert (receipt.redeemed_minor, receipt.due_minor) == (5_000, 45_000)
    assert (receipt.points_earned, receipt.standing.available) == (4, 30 - 25 + 4)
    assert [lot.remaining for lot in Lot.objects.order_by("expires_at")] == [0, 5, 4]
    assert Account.objects.get().balance == 9
    assert told(world.lan.pk)[-3:] == ["purchase.recorded", "points.redeemed", "points.earned"]


def test_points_that_are_not_there_refuse_the_sale_whole(world: World) -> None:
    running(world)
    member(world)
    bought(world, 100_000, key="a")
    with pytest.raises(NotEnoughPoints) as refused:
        bought(world, 50_000, key="b", redeem_points=11)
    assert refused.value.available == 10
    with pytest.raises(CannotSpend):
        bought(world, 1_000, key="b", redeem_points=6)
    assert Purchase.objects.count() == 1 and Account.objects.get().balance == 10


def test_points_spent_offline_and_elsewhere_are_owed_and_made_good(world: World) -> None:
    running(world)
    member(world)
    bought(world, 100_000, key="a")
    late = bought(world, 45_000, key="b", redeem_points=13, was_offline=True)
    assert (late.standing.available, late.standing.owed) == (1, 0)
    assert (late.points_earned, Account.objects.get().balance) == (4, 1)
    assert say(late.sentences[0]) == "3 of the points had been spent elsewhere meanwhile; they are owed."
    assert sorted(Lot.objects.values_list("points", "remaining")) == [(-3, 0), (4, 1), (10, 0)]
    owing = bought(world, 1_000, key="c", redeem_points=4, was_offline=True)
    assert (owing.standing.owed, owing.points_earned, Account.objects.get().balance) == (3, 0, -3)
    assert bought(world, 50_000, key="d").standing.available == 2


def test_a_merged_customer_gives_her_points_to_whom_she_counts_as(world: World) -> None:
    from quen.people.merge import merge

    running(world)
    member(world)
    double = create_customer(by=world.by_mai, at=SUNDAY, name="Lan N.")
    merge(customer=double.pk, into=world.lan.pk, by=world.by_mai, at=SUNDAY)
    receipt = bought(world, customer=double.pk)
    assert (receipt.customer, receipt.points_earned) == (world.lan.pk, 9)
    assert Purchase.objects.get().customer_id == double.pk
    assert Account.objects.get().customer_id == world.lan.pk


def test_a_late_sale_is_judged_at_its_own_time(world: World) -> None:
    happy = {
        "key": "happy",
        "name": "Giờ vàng",
        "when": {"hours": [{"start": "09:00", "end": "10:00"}]},
        "give": {"add": 5},
    }
    running(world, rules=[happy])
    member(world)
    assert bought(world, 10_000, key="a", at=SUNDAY + timedelta(hours=5)).points_earned == 1
    late = bought(world, 10_000, key="b")
    assert late.points_earned == 6
    assert Member.objects.get().counters["visits"] == 1


def test_a_quote_says_the_same_and_writes_nothing(world: World) -> None:
    running(world)
    member(world)
    told_before = quote(sale=sale(world, 95_000))
    assert not Purchase.objects.exists() and not Transfer.objects.exists()
    receipt = bought(world, 95_000)
    assert (told_before.points_earned, told_before.results, told_before.tier) == (
        9,
        receipt.results,
        receipt.tier,
    )


def test_what_cannot_be_is_refused(world: World) -> None:
    with pytest.raises(BadSale):
        ring_up(sale=Sale(store=world.store.pk, at=SUNDAY, lines=()), key="a", by=world.by_mai)
    with pytest.raises(BadSale):
        bought(world, key="k" * 101)
    with pytest.raises(NoSuchStore):
        bought(world, store=999_999)
    with pytest.raises(VoucherRefused):
        bought(world, vouchers=("GIAM10",))
    assert not Purchase.objects.exists()


def test_a_visit_keeps_points_alive_that_end_by_inactivity(world: World) -> None:
    running(world, expiry={"after": "inactivity", "months": 6})
    member(world)
    bought(world, 100_000, key="a", at=SUNDAY - timedelta(days=100))
    bought(world, 50_000, key="b", redeem_points=4, at=SUNDAY - timedelta(days=50))
    bought(world, 1_000, key="c")
    ends = Lot.objects.order_by("pk").values_list("remaining", "expires_at")
    assert [(left, str(day)) for left, day in ends] == [
        (6, "2027-05-21 17:00:00+00:00"),
        (4, "2027-05-21 17:00:00+00:00"),
        (1, "2027-05-21 17:00:00+00:00"),
    ]
    assert Account.objects.get().turn == Transfer.objects.count() == 4


def test_a_first_purchase_that_reaches_a_tier_tells_it(world: World) -> None:
    running(world, tiers={"by": "spending", "steps": [
        {"key": "a", "name": "Thành viên", "at_least": 0}, {"key": "b", "name": "Bạc", "at_least": 500_000},
    ]})  # fmt: skip
    member(world)
    receipt = bought(world, 500_000)
    assert receipt.tier is not None and (receipt.tier.before, receipt.tier.key) == ("a", "b")
    assert Event.objects.get(kind="tier.moved").facts == {"before": "a", "after": "b", "name": "Bạc"}
    kept = Member.objects.get()
    assert (kept.tier, str(kept.tier_until)) == ("b", "2027-11-22")


def test_a_budget_is_for_all_members_together_and_a_return_makes_room(world: World) -> None:
    rule = {
        "key": "gift",
        "name": "Quà",
        "when": {},
        "give": {"add": 8},
        "times_per_day": 9,
        "caps": {"budget": 10},
    }
    running(world, rules=[rule])
    member(world)
    hoa = create_customer(by=world.by_mai, at=SUNDAY, name="Hoa").pk
    join(customer=hoa, way=Way.TILL, by=world.by_mai, at=SUNDAY)
    given = [
        bought(world, 10_000, key="a").points_earned,
        bought(world, 10_000, key="b", customer=hoa).points_earned,
        bought(world, 10_000, key="c").points_earned,
    ]
    assert given == [1 + 8, 1 + 2, 1]
    take_back(store=world.store.pk, receipt="a", at=SUNDAY, key="r", by=world.by_mai)
    assert bought(world, 10_000, key="d").points_earned == 1 + 8
    assert sum(BudgetUsed.objects.values_list("points", flat=True)) == 10


def test_a_sale_later_than_a_new_version_is_judged_by_the_old_one_and_leaves_the_new_tier(
    world: World,
) -> None:
    running(world)
    member(world)
    text = yaml.safe_dump(to_values(programme(effective_from=SUNDAY.date() + timedelta(days=1), base={"per_amount_minor": 1_000}, tiers={"by": "spending", "steps": [
            {"key": "a", "name": "Thành viên", "at_least": 0}, {"key": "b", "name": "Bạc", "at_least": 50_000},
        ]})), allow_unicode=True)  # fmt: skip
    launch(number=draft(text=text, by=world.by_mai, at=SUNDAY).number, by=world.by_mai, at=SUNDAY)
    assert bought(world, 60_000, key="a", at=SUNDAY + timedelta(days=1)).points_earned == 60
    late = bought(world, 20_000, key="b")
    assert (late.version, late.points_earned) == (1, 2)
    kept = Member.objects.get()
    assert (kept.version, kept.tier, str(kept.tier_until)) == (2, "b", "2027-11-23")
    assert bought(world, 1_000, key="c", at=SUNDAY + timedelta(days=2)).points_earned == 1


def test_where_numbers_start_again_every_day_a_number_is_another_sale_tomorrow(world: World) -> None:
    restart_receipts(store_id=world.store.pk, restart=Restart.DAY, by=world.by_mai)
    today = sale(world, 10_000, receipt="1", customer=None)
    tomorrow = replace(today, at=today.at + timedelta(days=1))

    first = ring_up(sale=today, key="a", by=world.by_mai)
    second = ring_up(sale=tomorrow, key="b", by=world.by_mai)

    assert ring_up(sale=today, key="c", by=world.by_mai).purchase == first.purchase
    assert (first.purchase, first.receipt) != (second.purchase, second.receipt)
    assert list(Purchase.objects.order_by("bought_at").values_list("receipt", "receipt_period")) == [
        ("1", f"{today.at:%Y-%m-%d}"),
        ("1", f"{tomorrow.at:%Y-%m-%d}"),
    ]
    with pytest.raises(ReceiptTaken):
        ring_up(sale=replace(today, channel="web"), key="d", by=world.by_mai)
