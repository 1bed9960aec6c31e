"""One row per customer, the same however the facts came."""

from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quen.events.models import Event
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.insight.models import CustomerSummary, Yardsticks
from quen.insight.summary.due import measure_yardsticks, refresh_due
from quen.insight.summary.reader import summary_reader
from quen.insight.summary.refresh import refresh_all, refresh_summaries
from quen.people.classification import Stage, due_on, is_first_big, stage, value_band
from quen.people.models import Customer
from quen.purchases.models import Purchase, Return
from tests.insight.shop import SAIGON, at, bring_back, buy, count_as
from tests.world import World, build

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def read_story(today: date = TODAY) -> None:
    assert catch_up(summary_reader(lambda: today), until=EVERYTHING) > 0


def stage_changes() -> list[tuple[int | None, str, str, str]]:
    told = Event.objects.filter(kind="customer.stage_changed").order_by("id")
    return [(e.customer, e.facts["before"], e.facts["after"], e.facts["cause"]) for e in told]


def test_lans_summary_adds_up_what_she_bought_and_brought_back(world: World) -> None:
    lan, store = world.lan, world.store
    buy(lan, date(2026, 9, 1), 30_000, 15_000, store=store)
    buy(lan, date(2026, 9, 1), 20_000, store=store, hour=18)
    buy(lan, date(2026, 9, 11), 0, store=store)
    buy(lan, date(2026, 10, 1), 55_000, store=store)
    bring_back(lan, date(2026, 10, 2), 15_000, store=store)
    read_story()
    summary = CustomerSummary.objects.get(customer=lan)
    assert (summary.purchases, summary.purchase_days) == (4, 3)
    assert (summary.revenue_minor, summary.returned_minor) == (120_000, 15_000)
    assert (summary.first_at, summary.first_amount_minor) == (at(date(2026, 9, 1)), 45_000)
    assert (summary.second_at, summary.second_gap_days) == (at(date(2026, 9, 1), 18), 10)
    assert (summary.last_at, summary.last_store) == (at(date(2026, 10, 1)), store.pk)
    assert summary.median_gap_days == 15.0
    assert summary.due_on == date(2026, 11, 15)
    assert summary.stage == Stage.LAPSED


def test_a_customer_who_never_bought_is_potential(world: World) -> None:
    refresh_summaries([world.lan.pk], today=TODAY)
    summary = CustomerSummary.objects.get(customer=world.lan)
    assert (summary.stage, summary.purchases, summary.due_on, summary.value_band) == (
        "potential",
        0,
        None,
        "",
    )


def test_days_are_the_shops_days_not_the_servers(world: World) -> None:
    buy(world.lan, date(2026, 11, 20), 1, store=world.store, hour=23)
    buy(world.lan, date(2026, 11, 21), 1, store=world.store, hour=1)  # the same UTC day
    read_story()
    assert CustomerSummary.objects.get(customer=world.lan).purchase_days == 2


def test_a_merged_customer_counts_with_her_root_and_comes_back_whole(world: World) -> None:
    twin = Customer.objects.create(name="Lan Nguyễn")
    buy(world.lan, date(2026, 11, 1), 10, store=world.store)
    buy(twin, date(2026, 11, 5), 7, store=world.store)
    read_story()
    apart = rows()
    count_as(twin, world.lan)
    read_story()
    merged = CustomerSummary.objects.get()
    assert (merged.customer_id, merged.purchases, merged.revenue_minor) == (world.lan.pk, 2, 17)
    count_as(twin, None)
    read_story()
    measure_yardsticks(today=TODAY)
    assert rows() == apart


def test_an_anonymous_sale_is_nobodys(world: World) -> None:
    buy(None, date(2026, 11, 1), 10, store=world.store)
    read_story()
    assert not CustomerSummary.objects.exists()


def test_silence_past_due_moves_lan_to_not_returned_and_says_so_once(world: World) -> None:
    buy(world.lan, date(2026, 11, 20), 10, store=world.store)
    read_story()
    refresh_due(today=TODAY)
    due = CustomerSummary.objects.get().due_on
    assert due == date(2026, 11, 20) + timedelta(days=180)
    before = len(stage_changes())
    assert refresh_due(today=due) == 0
    assert refresh_due(today=due + timedelta(days=20)) == 1
    assert refresh_due(today=due + timedelta(days=20)) == 0
    assert stage_changes()[before:] == [(world.lan.pk, "new", "lapsed", "time")]
    assert CustomerSummary.objects.get().stage == Stage.LAPSED


def test_a_fresh_purchase_is_told_and_the_import_of_history_is_not(world: World) -> None:
    old_friend = Customer.objects.create(name="Bà Tư")
    for month in range(1, 11):
        buy(old_friend, date(2025, month, 3), 10, store=world.store)
    read_story()
    assert stage_changes() == []
    buy(world.lan, TODAY, 10, store=world.store)
    buy(old_friend, TODAY, 10, store=world.store)
    read_story()
    assert stage_changes() == [
        (world.lan.pk, "", "new", "purchase"),
        (old_friend.pk, "lapsed", "loyal", "purchase"),
    ]
    refresh_summaries([world.lan.pk, old_friend.pk], today=TODAY)
    assert len(stage_changes()) == 2, "told once"


def test_what_new_yardsticks_change_is_not_told(world: World) -> None:
    buy(world.lan, date(2026, 8, 1), 10, store=world.store)
    refresh_all(today=TODAY)
    for number in range(10):
        quick = Customer.objects.create(name=f"Khách {number}")
        buy(quick, date(2026, 9, 1), 10, store=world.store)
        buy(quick, date(2026, 9, 6), 10, store=world.store)
    refresh_all(today=TODAY)
    assert CustomerSummary.objects.get(customer=world.lan).stage == Stage.NEW
    measure_yardsticks(today=TODAY)
    assert CustomerSummary.objects.get(customer=world.lan).stage == Stage.LAPSED, (
        "others return within 30 days"
    )
    assert stage_changes() == []


def test_value_bands_and_first_big_purchases_follow_the_businesss_own_distribution(world: World) -> None:
    for number in range(1, 101):
        customer = Customer.objects.create(name=f"Khách {number}")
        buy(customer, date(2026, 11, 1), number * 1000, store=world.store)
    read_story()
    bands = CustomerSummary.objects.values_list("value_band", "revenue_minor")
    found = {band: sum(1 for b, _ in bands if b == band) for band in ("top", "high", "middle", "low")}
    assert found == {"top": 5, "high": 15, "middle": 30, "low": 50}
    assert CustomerSummary.objects.filter(is_first_big=True).count() == 10
    yardsticks = Yardsticks.objects.get()
    assert (yardsticks.customers, yardsticks.top_minor, yardsticks.first_big_minor) == (100, 96_000, 91_000)


def rows() -> dict[int, tuple[Any, ...]]:
    fields = [field.attname for field in CustomerSummary._meta.concrete_fields if field.name != "updated_at"]
    return {row[0]: row for row in CustomerSummary.objects.order_by("pk").values_list(*fields)}


DAYS = st.integers(0, 400).map(lambda n: date(2025, 10, 1) + timedelta(days=n))
BUYS = st.tuples(st.just("buy"), st.integers(0, 4), DAYS, st.integers(0, 5) | st.integers(0, 10**6))
BACK = st.tuples(st.just("back"), st.integers(0, 4), DAYS, st.integers(1, 10**6))
MERGE = st.tuples(st.just("merge"), st.integers(0, 4), st.integers(0, 4), st.just(0))
STEPS = st.lists(BUYS | BUYS | BUYS | BACK | MERGE, min_size=1, max_size=25)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, cuts=st.lists(st.integers(0, 25), max_size=4), order=st.randoms(use_true_random=False))
def test_a_summary_depends_on_the_facts_alone_not_on_how_they_came(
    steps: list[tuple[str, int, Any, int]], cuts: list[int], order: Any, world: World
) -> None:
    clear()
    people = [Customer.objects.create(name=f"Khách {number}") for number in range(5)]
    order.shuffle(steps)
    for place, step in enumerate(steps):
        if place in cuts:
            catch_up(summary_reader(lambda: TODAY), until=EVERYTHING)
        live(step, people, world, place)
    catch_up(summary_reader(lambda: TODAY), until=EVERYTHING)
    measure_yardsticks(today=TODAY)
    step_by_step = {pk: row for pk, row in rows().items() if row[1]}
    assert step_by_step == by_hand()
    CustomerSummary.objects.all().delete()
    refresh_all(today=TODAY)
    assert {pk: row for pk, row in rows().items() if row[1]} == step_by_step


def live(step: tuple[str, int, Any, int], people: list[Customer], world: World, place: int) -> None:
    kind, who, what, amount = step
    if kind == "buy":
        buy(people[who], what, amount, store=world.store, receipt=f"R{amount}-{place}")
    elif kind == "back":
        bring_back(people[who], what, amount, store=world.store)
    else:
        into = Customer.objects.get(pk=people[what].pk)
        root = into.root or into
        if root.pk != people[who].pk and not people[who].merged.exists():
            count_as(people[who], root)


def clear() -> None:
    for model in (Purchase, Return, CustomerSummary, Yardsticks):
        model.objects.all().delete()


def by_hand() -> dict[int, tuple[Any, ...]]:
    """The same rows in plain Python, by the pure rules."""
    bought: dict[int, list[Purchase]] = {}
    for purchase in Purchase.objects.select_related("customer"):
        assert purchase.customer is not None
        bought.setdefault(purchase.customer.root_id or purchase.customer.pk, []).append(purchase)
    sums = {pk: by_hand_one(own) for pk, own in bought.items()}
    second = sorted(s["second_gap_days"] for s in sums.values() if s["second_gap_days"] is not None)
    firsts = sorted((s["first_amount_minor"] for s in sums.values()), reverse=True)
    revenues = [s["revenue_minor"] for s in sums.values()]
    return {pk: judged(pk, s, percentile_90(second), firsts, revenues) for pk, s in sums.items()}


def by_hand_one(own: list[Purchase]) -> dict[str, Any]:
    own.sort(key=lambda p: (p.bought_at, p.receipt))
    days = sorted({p.bought_at.astimezone(SAIGON).date() for p in own})
    gaps = [(b - a).days for a, b in pairwise(days)]
    return {
        "purchases": len(own),
        "purchase_days": len(days),
        "revenue_minor": sum(p.amount_minor for p in own),
        "first_at": own[0].bought_at,
        "first_amount_minor": own[0].amount_minor,
        "second_at": own[1].bought_at if len(own) > 1 else None,
        "second_gap_days": gaps[0] if gaps else None,
        "last_at": own[-1].bought_at,
        "last_store": own[-1].store_id,
        "median_gap_days": float(median(gaps)) if gaps else None,
    }


def judged(
    pk: int, sums: dict[str, Any], second: float | None, firsts: list[int], revenues: list[int]
) -> tuple[Any, ...]:
    returned = Return.objects.filter(customer__pk=pk) | Return.objects.filter(customer__root=pk)
    due = due_on(
        last_day=sums["last_at"].astimezone(SAIGON).date(),
        median_gap_days=sums["median_gap_days"],
        second_purchase_gap_days=second,
    )
    threshold = firsts[-(-len(firsts) // 10) - 1]
    above = sum(1 for revenue in revenues if revenue > sums["revenue_minor"]) / len(revenues)
    return (
        pk, sums["purchases"], sums["purchase_days"], sums["revenue_minor"],
        sum(r.amount_minor for r in returned),
        sums["first_at"], sums["first_amount_minor"], sums["second_at"], sums["second_gap_days"],
        sums["last_at"], sums["last_store"], sums["median_gap_days"],
        due, stage(purchase_days=sums["purchase_days"], due_on=due, today=TODAY),
        is_first_big(first_amount_minor=sums["first_amount_minor"], threshold_minor=threshold),
        value_band(share_above=above),
    )  # fmt: skip


def percentile_90(values: list[int]) -> float | None:
    if not values:
        return None
    place = 0.9 * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
