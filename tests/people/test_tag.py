"""Tags, one customer or a whole list at once."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quen.people.errors import BadTag
from quen.people.models import Customer
from quen.people.tag import tag, untag
from tests.people.story import last_facts, told
from tests.world import World


def tags_of(customer: Customer) -> list[str]:
    return Customer.objects.get(pk=customer.pk).tags


def test_lan_is_tagged_once_however_often_it_is_said(world: World, now: datetime) -> None:
    lan = [world.lan.pk]
    assert tag(customers=lan, tags=["vip", " quen  phố "], by=world.by_mai, at=now) == 1
    assert tag(customers=lan, tags=["vip"], by=world.by_mai, at=now) == 0
    assert tags_of(world.lan) == ["quen phố", "vip"]
    assert untag(customers=lan, tags=["vip", "khác"], by=world.by_mai, at=now) == 1
    assert tags_of(world.lan) == ["quen phố"]
    assert told(world.lan.pk) == ["customer.tagged"] * 2
    assert last_facts(world.lan.pk) == {"added": [], "removed": ["vip"]}


def test_a_hundred_customers_cost_no_more_queries_than_one(world: World, now: datetime) -> None:
    made = Customer.objects.bulk_create(Customer(name=f"Khách {number}") for number in range(100))
    with CaptureQueriesContext(
        connection,
    ) as few:
        tag(customers=[world.lan.pk], tags=["tết"], by=world.by_mai, at=now)
    with CaptureQueriesContext(connection) as many:
        assert tag(customers=[one.pk for one in made], tags=["tết"], by=world.by_mai, at=now) == 100
    assert len(many) == len(few)
    assert Customer.objects.filter(tags__contains=["tết"]).count() == 101


@pytest.mark.parametrize("tags", [[], [" "], ["x" * 61], [str(number) for number in range(51)]])
def test_what_is_no_tag_changes_nobody(world: World, now: datetime, tags: list[str]) -> None:
    with pytest.raises(BadTag):
        tag(customers=[world.lan.pk], tags=tags, by=world.by_mai, at=now)
    assert tags_of(world.lan) == []


def test_the_fifty_first_tag_is_one_too_many_for_everyone(world: World, now: datetime) -> None:
    full = Customer.objects.create(name="Đầy", tags=[str(number) for number in range(50)])
    with pytest.raises(BadTag, match="at most 50 tags"):
        tag(customers=[world.lan.pk, full.pk], tags=["vip"], by=world.by_mai, at=now)
    assert tags_of(world.lan) == []
