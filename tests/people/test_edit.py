"""Facts change; what was known before stays in the story."""

from datetime import date, datetime

import pytest

from quen.people.edit import edit_customer
from quen.people.errors import NoSuchCustomer, UnknownFact
from quen.people.models import Customer, Gender
from quen.people.search import matching
from tests.people.story import last_facts, told
from tests.world import World


def test_lan_marries_and_is_found_under_her_new_name_only(world: World, now: datetime) -> None:
    Customer.objects.filter(pk=world.lan.pk).update(named_at=now)
    edit_customer(
        customer=world.lan.pk,
        name="Nguyễn Thị Lan Hương",
        birth_date=date(1992, 5, 1),
        by=world.by_mai,
        at=now,
    )
    lan = Customer.objects.get(pk=world.lan.pk)
    assert (lan.name, lan.birth_date, lan.named_at) == ("Nguyễn Thị Lan Hương", date(1992, 5, 1), None)
    assert Customer.objects.filter(matching("hương")).count() == 1
    assert last_facts(lan.pk) == {
        "before": {"name": "Nguyễn Thị Lan", "birth_date": None},
        "after": {"name": "Nguyễn Thị Lan Hương", "birth_date": "1992-05-01"},
    }


def test_saying_what_is_known_already_tells_no_story(world: World, now: datetime) -> None:
    edit_customer(customer=world.lan.pk, name="Nguyễn  Thị Lan", by=world.by_mai, at=now)
    assert told(world.lan.pk) == []


def test_only_what_was_said_changes(world: World, now: datetime) -> None:
    edit_customer(customer=world.lan.pk, gender=Gender.FEMALE, by=world.by_mai, at=now)
    edit_customer(customer=world.lan.pk, area="Quận 3", by=world.by_mai, at=now)
    lan = Customer.objects.get(pk=world.lan.pk)
    assert (lan.gender, lan.area, lan.name) == ("female", "Quận 3", "Nguyễn Thị Lan")
    edit_customer(customer=world.lan.pk, gender="", by=world.by_mai, at=now)
    lan.refresh_from_db()
    assert lan.gender == ""


def test_what_is_no_fact_is_refused(world: World, now: datetime) -> None:
    with pytest.raises(UnknownFact, match="no fact search"):
        edit_customer(customer=world.lan.pk, search="x", by=world.by_mai, at=now)  # type: ignore[call-arg]
    with pytest.raises(NoSuchCustomer, match="no customer number 0"):
        edit_customer(customer=0, name="Ai", by=world.by_mai, at=now)
    assert told(world.lan.pk) == []
