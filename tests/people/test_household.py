"""Who lives and buys together."""

from datetime import datetime

import pytest

from quen.people.errors import NotInHousehold
from quen.people.household import join_household, leave_household, split_household
from quen.people.models import Customer, Household
from quen.people.reads import basics
from tests.people.story import told
from tests.world import World


@pytest.fixture
def minh(world: World) -> Customer:
    return Customer.objects.create(name="Phạm Minh")


def test_minh_moves_in_with_lan_and_out_again(world: World, minh: Customer, now: datetime) -> None:
    household = join_household(customer=minh.pk, of=world.lan.pk, by=world.by_mai, at=now)
    assert household.name == "Nguyễn Thị Lan"
    assert list(basics(world.lan.pk).household) == [minh]
    leave_household(customer=minh.pk, by=world.by_mai, at=now)
    assert list(basics(world.lan.pk).household) == []
    assert told(minh.pk) == ["household.joined", "household.left"]
    leave_household(customer=world.lan.pk, by=world.by_mai, at=now)
    assert Household.objects.count() == 0


def test_who_joins_another_household_leaves_the_old_one(world: World, minh: Customer, now: datetime) -> None:
    bach = Customer.objects.create(name="Bạch")
    join_household(customer=minh.pk, of=world.lan.pk, by=world.by_mai, at=now)
    join_household(customer=minh.pk, of=bach.pk, by=world.by_mai, at=now)
    assert told(minh.pk) == ["household.joined", "household.left", "household.joined"]
    assert list(basics(minh.pk).household) == [bach]


def test_the_children_found_a_household_of_their_own(world: World, minh: Customer, now: datetime) -> None:
    household = join_household(customer=minh.pk, of=world.lan.pk, by=world.by_mai, at=now)
    founded = split_household(household=household.pk, customers=[minh.pk], by=world.by_mai, at=now)
    assert list(founded.customers.all()) == [minh]
    assert list(household.customers.all()) == [world.lan]


def test_a_stranger_cannot_split_from_a_household(world: World, minh: Customer, now: datetime) -> None:
    household = join_household(customer=minh.pk, of=world.lan.pk, by=world.by_mai, at=now)
    stranger = Customer.objects.create(name="Người lạ")
    with pytest.raises(NotInHousehold):
        split_household(household=household.pk, customers=[minh.pk, stranger.pk], by=world.by_mai, at=now)
    with pytest.raises(NotInHousehold):
        leave_household(customer=stranger.pk, by=world.by_mai, at=now)
    with pytest.raises(NotInHousehold):
        join_household(customer=stranger.pk, of=stranger.pk, by=world.by_mai, at=now)
    assert household.customers.count() == 2
