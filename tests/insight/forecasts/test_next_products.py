"""What everybody is likeliest to take next, kept every night."""

from datetime import UTC, date, datetime, timedelta

import pytest

from quen.insight.as_of import AsOf
from quen.insight.forecasts.reads import next_products_of
from quen.insight.forecasts.run import run_forecasts
from quen.insight.lake.export import export_all
from quen.insight.models import ForecastRun, NextProduct
from quen.insight.summary.refresh import refresh_summaries
from quen.people.models import Customer
from quen.purchases.models import Line, Product, Purchase
from tests.insight.shop import at, count_as, product
from tests.world import World, build

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 10, 31)
NOW = datetime(2026, 11, 1, 1, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return build()


def run() -> ForecastRun:
    export_all()
    return run_forecasts(today=LAST_DAY, as_of=AsOf(LAST_DAY, LAST_DAY, is_stale=False), at=NOW)


def take(world: World, taken: list[tuple[Customer, Product, date]]) -> None:
    """A purchase of one line each."""
    purchases = Purchase.objects.bulk_create(
        Purchase(
            store=world.store, receipt=f"T{place}", customer=customer, bought_at=at(day), amount_minor=10_000
        )
        for place, (customer, _what, day) in enumerate(taken)
    )
    Line.objects.bulk_create(
        Line(purchase=purchase, fingerprint=0, product=what, quantity=1, amount_minor=10_000)
        for purchase, (_who, what, _day) in zip(purchases, taken, strict=True)
    )


PAIRS = (
    ("coffee", "filters"),
    ("tea", "pot"),
    ("ink", "paper"),
    ("dog food", "bone"),
    ("cat food", "litter"),
)


def pairs(world: World) -> list[Customer]:
    """240 customers of five kinds: each takes the first of a pair, and half a year later most of them the second."""
    people = Customer.objects.bulk_create(Customer(name=f"Khách {number}") for number in range(240))
    goods = [(product(first), product(second)) for first, second in PAIRS]
    taken = []
    for number, person in enumerate(people):
        first, second = goods[number % len(goods)]
        taken.append((person, first, LAST_DAY - timedelta(days=190)))
        if number < 220:
            taken.append((person, second, LAST_DAY - timedelta(days=150 if number < 100 else 30)))
    take(world, taken)
    return people


def test_who_took_coffee_is_named_filters_because_of_the_coffee(world: World) -> None:
    people = pairs(world)
    told = run().next_product
    assert told["named"] == 3 and told["horizon_days"] == 90
    assert {each["asked"] for each in told["judged"].values()} == {120}
    assert told["judged"]["popular"]["hits"] == 0
    assert told["judged"][told["method"]]["hits"] == 120
    named = next_products_of(people[220].pk)
    assert (named[0].product.code, named[0].because and named[0].because.code) == ("filters", "coffee")
    assert [one.rank for one in named] == list(range(1, len(named) + 1))
    assert "coffee" not in {one.product.code for one in named}
    assert next_products_of(people[221].pk)[0].product.code == "pot"


def test_a_merged_customer_is_named_nothing_and_a_second_run_changes_nothing(world: World) -> None:
    people = pairs(world)
    run()
    before = set(NextProduct.objects.values_list("customer_id", "rank", "product_id", "because_id"))
    run()
    assert set(NextProduct.objects.values_list("customer_id", "rank", "product_id", "because_id")) == before
    count_as(people[221], people[220])
    refresh_summaries([people[221].pk], today=LAST_DAY)
    assert not NextProduct.objects.filter(customer=people[221].pk).exists()
    assert NextProduct.objects.filter(customer=people[222].pk).exists()


def test_who_has_not_come_for_a_year_is_named_nothing(world: World) -> None:
    pairs(world)
    gone = Customer.objects.create(name="Bùi Văn Im")
    take_at = Purchase.objects.count()
    purchase = Purchase.objects.create(
        store=world.store, receipt=f"T{take_at}", customer=gone, bought_at=at(LAST_DAY - timedelta(days=400)),
        amount_minor=10_000,
    )  # fmt: skip
    Line.objects.create(
        purchase=purchase, fingerprint=0, product=product("coffee"), quantity=1, amount_minor=10_000
    )
    run()
    assert next_products_of(gone.pk) == []


def test_too_few_new_tastes_are_said_and_nothing_is_named(world: World) -> None:
    coffee, tea = product("coffee"), product("tea")
    days = (LAST_DAY - timedelta(days=120), LAST_DAY - timedelta(days=3))
    take(world, [(world.lan, coffee, days[0]), (world.lan, tea, days[1])])
    told = run().next_product
    template, facts = told["missing"]
    assert template.startswith("Not yet") and facts == {
        "day": "02/08/2026", "days": 90, "needed": 100, "asked": 1
    }  # fmt: skip
    assert not NextProduct.objects.exists()
