"""A stretch of days asked about at once says the same as asking about each of its days, on a random past."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from quen.enrolment.models import Member, Way
from quen.insight.models import CustomerSummary
from quen.journeys.days import people_of_day
from quen.journeys.days_within import Dated, people_of_days
from quen.journeys.triggers import OnDate
from quen.people.models import Customer, CustomerKind
from quen.purchases.models import Product, Purchase
from tests.insight.shop import SAIGON, bring_back, buy
from tests.world import World

FIRST, LAST = date(2027, 2, 1), date(2028, 3, 5)
"""With the end of a February that has a 29th, and of one that has none."""


def some_day(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days))


def some_moment(chance: Random, first: date, last: date) -> datetime:
    at = some_day(chance, first, last)
    return datetime(at.year, at.month, at.day, chance.choice([0, 6, 23]), 30, tzinfo=SAIGON)


@pytest.fixture
def past(shop: World) -> list[Customer]:
    """A hundred and twenty people and companies, some of them records of others, who bought, enrolled and left."""
    chance = Random(20261127)
    people: list[Customer] = []
    for number in range(120):
        is_company, leaps = number % 17 == 0, number % 9 == 0
        born = date(1996, 2, 29) if leaps else some_day(chance, date(1950, 1, 1), date(2027, 12, 31))
        people.append(
            Customer.objects.create(
                name=f"Khách {number}", birth_date=born if number % 5 else None, is_internal=number % 13 == 0,
                kind=CustomerKind.COMPANY if is_company else CustomerKind.PERSON,
                root=people[number - 7] if number % 11 == 10 and people[number - 7].root_id is None else None,
            )
        )  # fmt: skip
    for each in chance.sample(people, 80):
        first = datetime(2024, 2, 29, 9, tzinfo=SAIGON) if chance.random() < 0.1 else some_moment(
            chance, date(2022, 1, 1), LAST
        )  # fmt: skip
        CustomerSummary.objects.create(customer=each, first_at=first)
    for each in chance.sample(people, 80):
        at = some_moment(chance, date(2023, 1, 1), LAST)
        left_at = at if chance.random() < 0.2 else None
        Member.objects.create(
            customer=each, enrolled_at=at, way=Way.values[0], enrolled_by="system", left_at=left_at
        )
    warranted(shop, people, chance)
    return people


def warranted(shop: World, people: list[Customer], chance: Random) -> None:
    """Machines bought on ends of months, too, with a year, a month or nothing promised; some brought back."""
    machines = tuple(
        Product.objects.create(code=f"may-{months}", name=f"Máy {months}", warranty_months=months)
        for months in (1, 6, 12, None)
    )
    for number in range(150):
        day = date(2027, chance.choice([1, 3, 8, 12]), 31) if number % 6 == 0 else some_day(
            chance, date(2025, 10, 1), LAST
        )  # fmt: skip
        bought = buy(
            chance.choice(people), day, 900_000, 50_000, store=shop.store, products=tuple(chance.choices(machines, k=2)),
            hour=chance.choice([0, 9, 23]),
        )  # fmt: skip
        if chance.random() < 0.2:
            gone_back(shop, bought)


def gone_back(shop: World, bought: Purchase) -> None:
    line = bought.lines.order_by("pk").first()
    assert line is not None
    back = bring_back(bought.customer, date(2028, 1, 1), 900_000, store=shop.store, of=bought)
    back.lines.update(product=line.product)


def day_by_day(trigger: OnDate, among: set[int]) -> list[Dated]:
    found = []
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        found += [(day, each) for each in people_of_day(trigger, day, SAIGON) if each.customer in among]
    return found


@pytest.mark.parametrize(
    "said",
    [
        {"date": "birthday"}, {"date": "birth_month", "days": 1}, {"date": "first_purchase", "days": 30},
        {"date": "member_since", "days": -60}, {"date": "warranty_end"}, {"date": "warranty_end", "days": -30},
        {"date": "day", "day": "02-29"}, {"date": "day", "day": "lunar-12-23"},
        {"date": "day", "day": "lunar-01-01", "days": -5},
    ],
)  # fmt: skip
def test_all_days_at_once_say_what_each_day_says(past: list[Customer], said: dict[str, Any]) -> None:
    trigger = OnDate(**said)
    roots = {each.pk for each in past if each.root_id is None}
    among = {number for number in roots if number % 4}
    expected = day_by_day(trigger, among)
    assert expected, "the past has nobody with such a day"
    found = people_of_days(trigger, FIRST, LAST, SAIGON, among=sorted(among))
    assert found == expected
