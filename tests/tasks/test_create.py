"""Somebody has something to do."""

from datetime import datetime, timedelta

import pytest

from quen.people.merge import merge
from quen.people.models import Customer
from quen.shops.roles import Role
from quen.tasks.assign import assign
from quen.tasks.errors import BadTask
from quen.tasks.models import Task
from quen.tasks.reads import due_count, tasks_of
from tests.people.story import told
from tests.tasks.errands import SENSELESS, errand
from tests.world import World


def test_the_same_key_makes_one_task_and_tells_it_once(world: World, now: datetime) -> None:
    first = errand(world, now, key="journey:7:lan")
    again = errand(world, now, key="journey:7:lan", title="Khác")
    assert (again.pk, again.title, Task.objects.count()) == (first.pk, "Gọi hỏi thăm", 1)
    assert told(world.lan.pk) == ["task.created"]


def test_without_a_key_every_task_is_one_of_its_own(world: World, now: datetime) -> None:
    assert errand(world, now).pk != errand(world, now).pk


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "},
        {"title": "x" * 201},
        {"script": "x" * 5001},
        {"owner": 999_999},
        {"owner": 1, "role": Role.CASHIER},
        {"due_at": SENSELESS[0]},
        {"due_at": SENSELESS[1]},
        {"not_before": SENSELESS[0]},
        {"remind_at": SENSELESS[1]},
    ],
)
def test_an_unfit_task_is_refused_and_nothing_is_kept(
    world: World, now: datetime, wrong: dict[str, object]
) -> None:
    with pytest.raises(BadTask):
        errand(world, now, **wrong)
    assert not Task.objects.exists()
    assert told(world.lan.pk) == []


def test_it_cannot_be_due_before_it_may_begin(world: World, now: datetime) -> None:
    with pytest.raises(BadTask):
        errand(world, now, not_before=now + timedelta(hours=1))


def test_a_task_for_one_who_was_merged_is_her_roots(world: World, now: datetime) -> None:
    twin = Customer.objects.create(name="Lan")
    earlier = errand(world, now, customer=twin.pk)
    merge(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    later = errand(world, now + timedelta(minutes=1), customer=twin.pk)
    assert (earlier.customer_id, later.customer_id) == (twin.pk, world.lan.pk)
    assert list(tasks_of(world.lan.pk)) == [earlier, later]


def test_what_is_counted_for_tu_are_his_own_and_his_teams_due_tasks(
    world: World, now: datetime, django_assert_num_queries: object
) -> None:
    errand(world, now, owner=world.tu.pk)
    errand(world, now, role=Role.CASHIER)
    errand(world, now)
    errand(world, now, owner=world.mai.pk)
    errand(world, now, role=Role.MANAGER)
    errand(world, now, owner=world.tu.pk, due_at=now + timedelta(hours=1))
    early = errand(world, now, owner=world.tu.pk, due_at=now + timedelta(hours=1), remind_at=now)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert due_count(world.tu, now) == 4
    assign(task=early.pk, owner=world.mai.pk, by=world.by_mai, at=now)
    assert due_count(world.tu, now) == 3


def test_at_his_store_tu_sees_that_stores_tasks_and_those_of_none(world: World, now: datetime) -> None:
    world.tu.stores.add(world.store)
    other = type(world.store).objects.create(name="Thủ Đức", key="thu duc")
    errand(world, now, store=world.store.pk)
    errand(world, now, store=other.pk)
    errand(world, now)
    assert (due_count(world.tu, now), due_count(world.mai, now)) == (2, 3)
