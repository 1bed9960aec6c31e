"""A past judged at once leaves the books that judging it day by day would have left."""

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quen.enrolment.draft import draft
from quen.enrolment.join import join
from quen.enrolment.launch import launch
from quen.enrolment.models import Member, Way
from quen.events.models import Event
from quen.flows.judge_history import judge_history
from quen.flows.models import BudgetUsed, JudgedReturn
from quen.flows.ring_up import Sale, SaleLine, ring_up
from quen.flows.take_back import TakenLine, take_back
from quen.kernel.actor import SYSTEM
from quen.people.merge import merge
from quen.people.models import Customer
from quen.points.expire import expire_due
from quen.points.models import Account, Accrual, Lot, Transfer, TransferKind
from quen.points.settings import change_points_settings
from quen.points.terms import ReturnPolicy
from quen.programme import Purchase as Receipt
from quen.programme import dump, to_values
from quen.purchases.models import Line, Purchase
from quen.shops.models import Store
from tests.flows.judge_history.past import Pays, books_of, brought_back, imported
from tests.flows.loyal import running
from tests.points.books import assert_the_books_agree
from tests.programme.programmes import histories, programmes
from tests.programme.story import programme
from tests.world import World

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
DAY = timedelta(days=1)
SLOW = settings(
    max_examples=int(os.environ.get("QUEN_TEST_PASTS", "25")), deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)  # fmt: skip


def joined(customer: Customer, at: datetime = NOON - 900 * DAY) -> Customer:
    """A member since long ago."""
    join(customer=customer.pk, way=Way.IMPORT, by=SYSTEM, at=at)
    return customer


def coffee(*amounts: int) -> list[SaleLine]:
    return [
        SaleLine(product="ca-phe", name="Cà phê", category="Đồ uống", amount_minor=amount)
        for amount in amounts
    ]


GROUPS = {"tra": "Đồ uống", "ca-phe": "Đồ uống", "banh": "Bánh"}
"""A file's product is of one category, whatever a random receipt says."""


def lines_of(receipt: Receipt) -> list[SaleLine]:
    """A random receipt's lines, without what a file does not tell."""
    return [
        SaleLine(
            product=line.product, name=line.product_name, category=GROUPS[line.product], amount_minor=line.amount_minor,
            quantity_milli=line.quantity_milli, discount_minor=line.discount_minor,
        )
        for line in receipt.lines
    ]  # fmt: skip


@SLOW
@given(programmes(), histories(), st.sampled_from(ReturnPolicy), st.data())
def test_a_past_judged_at_once_is_the_past_judged_day_by_day(
    world: World, programme: object, receipts: list[Receipt], policy: ReturnPolicy, data: st.DataObject
) -> None:
    with transaction.atomic():
        values = to_values(programme)  # type: ignore[arg-type]
        running(world, **{name: value for name, value in values.items() if name not in {"key", "version"}})
        change_points_settings(return_policy=policy, by=SYSTEM)
        stores = {
            name: Store.objects.get_or_create(key=name, defaults={"name": name})[0] for name in ("Quận 3",)
        }
        start = receipts[0].at.replace(tzinfo=SAIGON) if receipts else NOON
        lan, minh = joined(world.lan, start - DAY), joined(Customer.objects.create(name="Minh"), start - DAY)
        end = start
        for number, receipt in enumerate(receipts):
            at, store = receipt.at.replace(tzinfo=SAIGON), stores.get(receipt.store, world.store)
            lines = lines_of(receipt)
            expire_due(at=at)
            sale = Sale(store=store.pk, customer=lan.pk, at=at, lines=tuple(lines), receipt=f"L{number}")
            ring_up(sale=sale, key=f"L{number}", by=SYSTEM)
            purchase = imported(minh, store, at, lines, f"M{number}")
            end = at
            if data.draw(st.integers(0, 3)) == 0:
                end = at + timedelta(minutes=1)
                first = Line.objects.filter(purchase=purchase).order_by("pk")[0]
                milli = lines[0].quantity_milli // 2 or lines[0].quantity_milli
                if milli and [line.product for line in lines].count(lines[0].product) == 1:
                    back = [TakenLine(1, milli)]
                    take_back(
                        store=store.pk, receipt=f"L{number}", lines=back, at=end, key=f"L{number}", by=SYSTEM
                    )
                    brought_back(purchase, end, first, milli)
        expire_due(at=end + 400 * DAY)
        judge_history(by=SYSTEM, at=end + 400 * DAY, customers=[minh.pk])
        assert books_of(minh.pk) == books_of(lan.pk)
        one, other = Member.objects.get(pk=minh.pk), Member.objects.get(pk=lan.pk)
        for name in ("counters", "version", "tier", "tier_until"):
            assert getattr(one, name) == getattr(other, name)
        assert_the_books_agree()
        before = Transfer.objects.count()
        assert judge_history(by=SYSTEM, at=end + 400 * DAY).purchases == 0
        assert Transfer.objects.count() == before
        transaction.set_rollback(True)


def test_strangers_and_times_before_enrolment_give_nothing(world: World) -> None:
    running(world)
    stranger = Customer.objects.create(name="Người lạ")
    joined(world.lan, NOON)
    for customer, day in ((stranger, 1), (world.lan, -1), (world.lan, 1)):
        imported(customer, world.store, NOON + day * DAY, coffee(50_000), f"{customer.pk}{day}")
    found = judge_history(by=SYSTEM, at=NOON + 2 * DAY)
    assert (found.members, found.purchases, found.points) == (1, 1, 5)
    assert Account.objects.get().balance == 5


def test_nothing_is_judged_without_a_programme(world: World) -> None:
    joined(world.lan)
    imported(world.lan, world.store, NOON, coffee(50_000), "1")
    assert judge_history(by=SYSTEM, at=NOON).members == 0
    assert not Accrual.objects.exists()


def test_each_day_is_judged_by_its_own_version(world: World) -> None:
    running(world, effective_from=date(2026, 1, 1), effective_until=date(2026, 6, 30))
    joined(world.lan)
    for number, day in enumerate((date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))):
        at = datetime(day.year, day.month, day.day, 12, tzinfo=SAIGON)
        imported(world.lan, world.store, at, coffee(50_000), str(number))
    assert judge_history(by=SYSTEM, at=NOON).points == 5
    accrual = Accrual.objects.get()
    assert Purchase.objects.get(pk=accrual.purchase_id).receipt == "1"


def test_a_late_purchase_leaves_the_tier_a_newer_version_gave(world: World) -> None:
    def tiers(key: str) -> dict[str, object]:
        return {"by": "visits", "steps": [{"key": key, "name": key, "at_least": 0}]}

    running(world, effective_from=date(2026, 1, 1), tiers=tiers("old"))
    newer = draft(
        text=dump(programme(effective_from=date(2026, 11, 22), tiers=tiers("new"))), by=world.by_mai, at=NOON
    )
    launch(number=newer.number, by=world.by_mai, at=NOON)
    joined(world.lan)
    imported(world.lan, world.store, datetime(2026, 11, 23, 12, tzinfo=SAIGON), coffee(20_000), "1")
    judge_history(by=SYSTEM, at=NOON + 5 * DAY)
    assert Member.objects.get().tier == "new"
    imported(world.lan, world.store, datetime(2026, 11, 10, 12, tzinfo=SAIGON), coffee(20_000), "2")
    judge_history(by=SYSTEM, at=NOON + 5 * DAY)
    late = Member.objects.get()
    assert (late.tier, late.version) == ("new", newer.number)


def test_what_came_later_goes_on_where_it_was(world: World) -> None:
    running(world)
    joined(world.lan)
    first = imported(world.lan, world.store, NOON, coffee(45_000), "1")
    judge_history(by=SYSTEM, at=NOON)
    imported(world.lan, world.store, NOON + DAY, coffee(15_000), "2")
    brought_back(first, NOON + DAY, first.lines.get(), 1_000)
    assert judge_history(by=SYSTEM, at=NOON + DAY).points == 2
    account = Account.objects.get()
    assert account.balance == 2
    assert list(Lot.objects.order_by("pk").values_list("points", "remaining")) == [(4, 0), (2, 2)]
    assert JudgedReturn.objects.get().points == 4
    assert Transfer.objects.get(kind=TransferKind.TAKE_BACK).purchase_id == first.pk
    assert Accrual.objects.get(pk=first.pk).judged["back"] == [1_000]
    assert_the_books_agree()


def test_a_budget_of_all_members_holds_for_a_past_and_comes_back_with_returns(world: World) -> None:
    rule = {"key": "gift", "name": "Quà", "give": {"add": 20}, "caps": {"budget": 30}}
    running(world, rules=[rule])
    joined(world.lan)
    minh = joined(Customer.objects.create(name="Minh"))
    first = imported(world.lan, world.store, NOON, coffee(10_000), "1")
    imported(minh, world.store, NOON, coffee(10_000), "2")
    assert judge_history(by=SYSTEM, at=NOON).points == (1 + 20) + (1 + 10)
    used = BudgetUsed.objects.filter(rule="main:gift").aggregate(points=Sum("points"))
    assert used["points"] == 30
    brought_back(first, NOON + DAY, first.lines.get(), 1_000)
    judge_history(by=SYSTEM, at=NOON + DAY)
    used = BudgetUsed.objects.filter(rule="main:gift").aggregate(points=Sum("points"))
    assert used["points"] == 10
    sale = Sale(
        store=world.store.pk, customer=minh.pk, at=NOON + DAY, lines=tuple(coffee(10_000)), receipt="3"
    )
    assert ring_up(sale=sale, key="3", by=SYSTEM).points_earned == 1 + 20


def test_merged_customers_are_judged_as_one(world: World, now: datetime) -> None:
    running(world)
    joined(world.lan)
    double = Customer.objects.create(name="Lan")
    imported(double, world.store, NOON, coffee(25_000), "1")
    imported(world.lan, world.store, NOON + DAY, coffee(25_000), "2")
    merge(customer=double.pk, into=world.lan.pk, by=SYSTEM, at=now)
    assert judge_history(by=SYSTEM, at=now).points == 5
    assert Account.objects.get(customer=world.lan.pk).balance == 5


def test_points_may_have_been_spent_on_the_way(world: World) -> None:
    running(world)
    joined(world.lan)
    for number in range(4):
        imported(world.lan, world.store, NOON + number * DAY, coffee(200_000), str(number))
    judge_history(by=SYSTEM, at=NOON + 4 * DAY, story=Pays(30))
    # 20, 20, then 30 of the 40 are spent; what they paid (3,000 ₫) earns nothing.
    assert Transfer.objects.filter(kind=TransferKind.REDEEM).count() == 1
    assert Account.objects.get().balance == 20 + 20 - 30 + 19 + 20
    assert_the_books_agree()


def test_the_story_tells_of_points_and_tiers(world: World) -> None:
    tiers = {
        "by": "visits",
        "steps": [{"key": "a", "name": "A", "at_least": 0}, {"key": "b", "name": "B", "at_least": 2}],
    }
    running(world, tiers=tiers)
    joined(world.lan)
    for number in range(2):
        imported(world.lan, world.store, NOON + number * DAY, coffee(20_000), str(number))
    judge_history(by=SYSTEM, at=NOON + 2 * DAY)
    kinds = list(Event.objects.filter(customer=world.lan.pk).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["member.enrolled", "points.earned", "points.earned", "tier.moved"]
    assert Event.objects.get(kind="tier.moved").facts == {"before": "a", "after": "b", "name": "B"}
    assert Member.objects.get().tier == "b"


@pytest.mark.parametrize("at_once", [1, 2])
def test_batches_do_not_matter(world: World, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quen.flows.judge_history.run._AT_ONCE", at_once)
    running(world)
    for number in range(3):
        customer = joined(Customer.objects.create(name=f"Khách {number}"))
        imported(customer, world.store, NOON, coffee(10_000 * (number + 1)), str(number))
    done: list[float] = []
    found = judge_history(by=SYSTEM, at=NOON, on_progress=done.append)
    assert (found.members, found.points) == (3, 6)
    assert done[-1] == 1.0
