"""A list to call through is made once, however often it is asked for."""

from datetime import datetime
from typing import Any

import pytest

from quen.events.models import Event
from quen.people.models import Customer
from quen.tasks.create_many import create_many
from quen.tasks.errors import BadTask
from quen.tasks.models import Task, TaskKind
from tests.tasks.errands import SENSELESS
from tests.world import World


def make(world: World, at: datetime, customers: list[int], **wished: Any) -> int:
    usual: dict[str, Any] = {
        "title": "Gọi mời",
        "kind": TaskKind.CALL,
        "due_at": at,
        "key": "list:vip",
        "owner": world.tu.pk,
    }
    return create_many(customers=customers, by=world.by_mai, at=at, **(usual | wished))


def test_each_customer_of_a_list_has_one_task(
    world: World, now: datetime, django_assert_max_num_queries: Any
) -> None:
    people = [Customer.objects.create(name=f"Khách {number}").pk for number in range(600)]
    with django_assert_max_num_queries(12):
        assert make(world, now, people) == 600
    assert make(world, now, [*people, world.lan.pk]) == 1
    assert Event.objects.filter(kind="task.created").count() == Task.objects.count() == 601
    assert set(Task.objects.values_list("owner", flat=True)) == {world.tu.pk}


def test_merged_customers_and_insiders_are_left_out(world: World, now: datetime) -> None:
    twin = Customer.objects.create(name="Lan", root=world.lan)
    insider = Customer.objects.create(name="Tú", is_internal=True)
    assert make(world, now, [world.lan.pk, twin.pk, insider.pk, 999_999]) == 1
    with pytest.raises(BadTask):
        make(world, now, [world.lan.pk], title=" ", key="other")
    assert Task.objects.count() == 1


@pytest.mark.parametrize("moment", SENSELESS)
def test_a_list_due_in_a_year_that_cannot_be_is_refused(
    world: World, now: datetime, moment: datetime
) -> None:
    with pytest.raises(BadTask):
        make(world, now, [world.lan.pk], due_at=moment)
    assert not Task.objects.exists()
