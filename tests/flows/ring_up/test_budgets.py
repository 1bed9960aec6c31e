"""A budget of all members together is never passed, however many tills give of it at one moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.db.models import Sum

from quen.enrolment.draft import draft
from quen.enrolment.join import join
from quen.enrolment.launch import launch
from quen.enrolment.models import Way
from quen.flows.models import BudgetUsed
from quen.flows.ring_up import ring_up
from quen.flows.ring_up.budgets import PARTS, share
from quen.flows.ring_up.own_connections import OwnConnections
from quen.flows.ring_up.statements import OfDjango, Statements
from quen.flows.take_back import take_back
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.programme import dump
from tests import world as cast
from tests.flows.loyal import SUNDAY, bought, running, sale
from tests.points.books import assert_the_books_agree
from tests.programme.story import programme
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> cast.World:
    return cast.build()


@pytest.fixture
def own() -> Iterator[OwnConnections]:
    found = OwnConnections()
    yield found
    found.close()


def gift(points: int, budget: int | None) -> dict[str, Any]:
    caps = {} if budget is None else {"caps": {"budget": budget}}
    return {"rules": [{"key": "gift", "name": "Quà", "give": {"add": points}, "times_per_day": 99, **caps}]}


def members(count: int) -> list[int]:
    people = [Customer.objects.create(name=f"Khách {number}").pk for number in range(count)]
    for person in people:
        join(customer=person, way=Way.TILL, by=SYSTEM, at=SUNDAY)
    return people


def parts() -> list[int]:
    return list(BudgetUsed.objects.order_by("part").values_list("points", flat=True))


def given() -> int:
    return int(BudgetUsed.objects.aggregate(given=Sum("points", default=0))["given"])


@pytest.mark.parametrize("budget", [7, 100, 333])
def test_many_tills_at_once_give_all_of_a_budget_and_never_more(
    world: World, own: OwnConnections, budget: int
) -> None:
    running(world, **gift(5, budget))
    people = members(24)
    ways: list[Statements] = [own, own, OfDjango()]

    def till(number: int) -> int:
        try:
            each = sale(world, 1_000, customer=people[number % len(people)])
            return ring_up(sale=each, key=f"s{number}", by=SYSTEM, on=ways[number % 3]).points_earned
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as tills:
        points = sum(tills.map(till, range(96)))
    assert points == given() == min(budget, 96 * 5)
    assert_the_books_agree()


def test_far_from_its_end_a_sale_takes_of_its_members_part_alone(world: World, own: OwnConnections) -> None:
    running(world, **gift(3, 1_600))
    one, other = members(2)
    ring_up(sale=sale(world, 1_000, customer=one), key="first", by=SYSTEM, on=own)
    before = parts()
    assert before == [share(3, part) for part in range(PARTS)], "the first sale deals the budget out"
    ring_up(sale=sale(world, 1_000, customer=other), key="second", by=SYSTEM, on=own)
    after = parts()
    assert [new - old for old, new in zip(before, after, strict=True)] == [
        3 * (part == other % PARTS) for part in range(PARTS)
    ]


def test_returns_make_room_and_a_lowered_budget_holds_at_once(world: World) -> None:
    running(world, **gift(10, 160))
    (lan,) = members(1)
    for number in range(14):
        bought(world, 1_000, key=f"s{number}", customer=lan)
    assert given() == 140
    lower = draft(
        text=dump(programme(effective_from=SUNDAY.date() + timedelta(days=1), **gift(10, 145))), by=SYSTEM,
        at=SUNDAY,
    )  # fmt: skip
    launch(number=lower.number, by=SYSTEM, at=SUNDAY)
    monday = SUNDAY + timedelta(days=1)
    assert bought(world, 1_000, key="m1", customer=lan, at=monday).points_earned == 5
    assert bought(world, 1_000, key="m2", customer=lan, at=monday).points_earned == 0
    take_back(store=world.store.pk, receipt="s0", at=monday, key="r", by=SYSTEM)
    assert given() == 135
    assert bought(world, 1_000, key="m3", customer=lan, at=monday).points_earned == 10
    assert bought(world, 1_000, key="late", customer=lan, at=SUNDAY).points_earned == 10, "by its own version"
    assert bought(world, 1_000, key="m4", customer=lan, at=monday).points_earned == 0
    assert given() == 155
