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
from quen.programme import Programme, dump, to_values
from quen.programme import Purchase as Receipt
from quen.purchases.models import Line, Purchase
from quen.shops.clock import day_of
from quen.shops.models import Store
from quen.vouchers.models import State, Voucher
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


def usable_vouchers(customer: int, at: datetime) -> list[tuple[object, ...]]:
    """What she can use on that day or later."""
    rows = Voucher.objects.filter(customer=customer, state=State.READY, valid_until__gte=day_of(at))
    return sorted(rows.values_list("kind__key", "source", "issued_at", "valid_until"))


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
        end += data.draw(st.sampled_from([0, 5, 400])) * DAY
        expire_due(at=end)
        judge_history(by=SYSTEM, at=end, customers=[minh.pk])
        assert usable_vouchers(minh.pk, end) == usable_vouchers(lan.pk, end)
        assert books_of(minh.pk) == books_of(lan.pk)
        one, other = Member.objects.get(pk=minh.pk), Member.objects.get(pk=lan.pk)
        for name in ("counters", "version", "tier", "tier_until"):
            assert getattr(one, name) == getattr(other, name)
        assert_the_books_agree()
        before = Transfer.objects.count()
        assert judge_history(by=SYSTEM, at=end).purchases == 0
        assert Transfer.objects.count() == before
        transaction.set_rollback(True)


@SLOW
@given(
    programmes(),
    st.lists(st.tuples(st.integers(0, 2), histories(most=4)), min_size=1, max_size=5),
    st.integers(0, 60),
    st.integers(0, 100),
    st.integers(1, 4),
    st.data(),
)
def test_a_budget_of_all_is_spent_in_the_order_of_time(
    world: World, programme: Programme, bought: list[tuple[int, list[Receipt]]], small: int, large: int, most: int,
    data: st.DataObject,
) -> None:  # fmt: skip
    """The same sales of three members, rung up as they happened and judged as a past, by spans of a few occasions."""
    values = with_budgets(programme, small, large)
    happened = sorted(
        ((receipt.at, who, receipt) for who, receipts in bought for receipt in receipts), key=lambda one: one[:2]
    )  # fmt: skip
    later = [at for at, _who, _receipt in happened[1:]] + [datetime.max]
    # Nothing happens between a purchase and its return: tills would have judged that in the order it was told.
    comes_back = [
        data.draw(st.integers(0, 4)) == 0 and next_at > at + timedelta(seconds=1)
        for (at, _who, _receipt), next_at in zip(happened, later, strict=True)
    ]
    ends: list[dict[str, object]] = []
    for is_judged in (False, True):
        with transaction.atomic():
            running(world, **values)
            start = happened[0][0].replace(tzinfo=SAIGON) - DAY
            people = [
                joined(Customer.objects.create(name=f"Khách {number}"), start).pk for number in range(3)
            ]
            end = start
            for number, ((moment, who, receipt), is_back) in enumerate(
                zip(happened, comes_back, strict=True)
            ):
                at, lines, name = moment.replace(tzinfo=SAIGON), lines_of(receipt), f"R{number}"
                back_at, end = at + timedelta(seconds=1), at + timedelta(seconds=1)
                milli = lines[0].quantity_milli
                is_back = (
                    is_back and milli > 0 and [line.product for line in lines].count(lines[0].product) == 1
                )
                if is_judged:
                    purchase = imported(Customer.objects.get(pk=people[who]), world.store, at, lines, name)
                    if is_back:
                        first = Line.objects.filter(purchase=purchase).order_by("pk")[0]
                        brought_back(purchase, back_at, first, milli)
                    continue
                expire_due(at=at)
                sale = Sale(
                    store=world.store.pk, customer=people[who], at=at, lines=tuple(lines), receipt=name
                )
                ring_up(sale=sale, key=name, by=SYSTEM)
                if is_back:
                    expire_due(at=back_at)
                    take_back(
                        store=world.store.pk,
                        receipt=name,
                        lines=[TakenLine(1, milli)],
                        at=back_at,
                        key=name,
                        by=SYSTEM,
                    )
            if is_judged:
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr("quen.flows.judge_history.run._OCCASIONS_AT_ONCE", most)
                    judge_history(by=SYSTEM, at=end)
                assert judge_history(by=SYSTEM, at=end).purchases == 0
            expire_due(at=end)
            ends.append(
                {
                    "books": [
                        books_of(person) for person in people if Account.objects.filter(customer=person)
                    ],
                    "counters": list(
                        Member.objects.filter(pk__in=people).order_by("pk").values_list("counters", "tier")
                    ),
                    "budgets": dict(BudgetUsed.objects.values_list("rule").annotate(Sum("points"))),
                    "vouchers": [usable_vouchers(person, end) for person in people],
                }
            )
            assert_the_books_agree()
            transaction.set_rollback(True)
    rung_up, judged = ends
    rung_up["budgets"] = {rule: points for rule, points in rung_up["budgets"].items() if points}  # type: ignore[attr-defined]
    judged["budgets"] = {rule: points for rule, points in judged["budgets"].items() if points}  # type: ignore[attr-defined]
    assert judged == rung_up


def with_budgets(programme: Programme, small: int, large: int) -> dict[str, object]:
    """The same programme with a budget for its first rule and one for all it gives."""
    values = to_values(programme)
    rules = [dict(rule) for rule in values.get("rules", [])]
    for rule in rules[:1]:
        rule["caps"] = {**rule.get("caps", {}), "budget": small}
    values |= {"rules": rules, "caps": {**values.get("caps", {}), "budget": large}}
    return {name: value for name, value in values.items() if name not in {"key", "version"}}


def test_vouchers_still_good_are_there_and_those_over_or_brought_back_are_not(world: World) -> None:
    running(world, vouchers=[{"key": "cup", "name": "Ly", "valid_days": 10}], rules=[
        {"key": "gift", "name": "Quà", "give": {"voucher": "cup"}, "times_per_day": 5},
    ])  # fmt: skip
    joined(world.lan)
    for number, days in enumerate((-11, -10, 0)):
        imported(world.lan, world.store, NOON + days * DAY, coffee(10_000), str(number))
    back = imported(world.lan, world.store, NOON, coffee(20_000), "back")
    brought_back(back, NOON, back.lines.get(), 1_000)
    judge_history(by=SYSTEM, at=NOON)
    good = Voucher.objects.order_by("valid_until").values_list(
        "purchase__receipt", "source", "issued_at", "state"
    )
    assert list(good) == [
        ("1", "programme:gift", NOON - 10 * DAY, State.READY), ("2", "programme:gift", NOON, State.READY)
    ]  # fmt: skip
    assert (
        list(Event.objects.filter(kind="voucher.issued").values_list("customer", flat=True))
        == [world.lan.pk] * 2
    )
    judge_history(by=SYSTEM, at=NOON)
    assert Voucher.objects.count() == 2
    late = Purchase.objects.get(receipt="2")
    brought_back(late, NOON + DAY, late.lines.get(), 1_000)
    judge_history(by=SYSTEM, at=NOON + DAY)
    assert list(Voucher.objects.order_by("valid_until").values_list("state", flat=True)) == [
        State.READY,
        State.VOID,
    ]


def test_a_run_that_breaks_off_goes_on_to_the_same_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quen.flows.judge_history.run._OCCASIONS_AT_ONCE", 2)
    gift = {"key": "gift", "name": "Quà", "give": {"add": 20}, "caps": {"budget": 50}}
    running(world, rules=[gift])
    people = [joined(Customer.objects.create(name=f"Khách {number}")) for number in range(3)]
    for number in range(6):
        imported(people[number % 3], world.store, NOON + number * DAY, coffee(10_000), str(number))

    def stop(done: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge_history(by=SYSTEM, at=NOON + 9 * DAY, on_progress=stop)
    assert Accrual.objects.count() == 2
    judge_history(by=SYSTEM, at=NOON + 9 * DAY)
    assert list(Accrual.objects.order_by("purchase__bought_at").values_list("points", flat=True)) == [
        21, 21, 11, 1, 1, 1
    ]  # fmt: skip
    assert_the_books_agree()


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
