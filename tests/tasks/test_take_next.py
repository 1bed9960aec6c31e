"""Nobody is called by two at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connections

from quen.people.merge import merge
from quen.people.models import Customer
from quen.shops.models import Staff
from quen.shops.roles import Role
from quen.tasks.finish import finish
from quen.tasks.models import Lease, Outcome, Task, TaskKind
from quen.tasks.take_next import LASTS, let_go, take_next
from tests import world as cast
from tests.tasks.errands import errand
from tests.world import World, staff


def test_the_longest_waiting_call_is_dealt_and_stays_hers(world: World, now: datetime) -> None:
    hoa = Customer.objects.create(name="Hoa")
    later = errand(world, now)
    first = errand(world, now, customer=hoa.pk, due_at=now - timedelta(hours=1))
    assert take_next(staff=world.mai, at=now) == take_next(staff=world.mai, at=now) == first
    assert take_next(staff=world.tu, at=now) == later
    assert Lease.objects.count() == 2


def test_one_customer_with_two_calls_is_with_one_of_the_staff(world: World, now: datetime) -> None:
    twin = Customer.objects.create(name="Lan")
    errand(world, now, customer=twin.pk)
    merge(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    errand(world, now)
    errand(world, now)
    assert take_next(staff=world.mai, at=now) is not None
    assert take_next(staff=world.tu, at=now) is None
    assert take_next(staff=world.tu, at=now + LASTS) is not None
    let_go(staff=world.tu)
    assert take_next(staff=world.mai, at=now + LASTS) is not None


def test_a_call_of_somebody_else_or_for_later_is_not_dealt(world: World, now: datetime) -> None:
    errand(world, now, owner=world.mai.pk)
    errand(world, now, due_at=now + timedelta(days=1), not_before=now + timedelta(hours=1))
    errand(world, now, kind=TaskKind.CARE)
    assert take_next(staff=world.tu, at=now) is None
    assert not Lease.objects.exists()


def test_after_the_outcome_the_next_one_comes(world: World, now: datetime) -> None:
    first, second = errand(world, now), errand(world, now)
    assert take_next(staff=world.mai, at=now) == first
    finish(task=first.pk, outcome=Outcome.REACHED, at=now, by=world.by_mai)
    assert take_next(staff=world.mai, at=now) == second


@pytest.mark.django_db(transaction=True)
def test_six_at_once_never_have_the_same_customer(now: datetime) -> None:
    world = cast.build()
    callers = [staff(name=f"Gọi {i}", email=f"c{i}@example.com", role=Role.SUPPORT) for i in range(6)]
    people = [Customer.objects.create(name=f"Khách {i}") for i in range(4)]
    for _ in range(3):
        for person in people:
            errand(world, now, customer=person.pk)
    together = Barrier(len(callers))

    def dial(caller: Staff) -> Task | None:
        together.wait()
        try:
            return take_next(staff=caller, at=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(callers)) as pool:
        dealt = [task for task in pool.map(dial, callers) if task is not None]
    called = [task.customer_id for task in dealt]
    assert sorted(filter(None, called)) == sorted(person.pk for person in people)
    assert {lease.customer for lease in Lease.objects.all()} == set(called)
