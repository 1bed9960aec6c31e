"""Lan gives points to Hoa."""

from datetime import datetime, timedelta

import pytest

from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.errors import CannotGive, NotEnoughPoints
from quen.points.gift import gift
from quen.points.models import Lot, Transfer
from quen.points.reads import balance_of
from tests.people.story import told
from tests.points.books import assert_the_books_agree
from tests.world import World


def test_given_points_keep_their_dates(world: World, now: datetime) -> None:
    hoa = Customer.objects.create(name="Hoa")
    ends = now + timedelta(days=9)
    earn(customer=world.lan.pk, points=10, at=now, expires_at=ends, purchase=7, key="e", by=world.by_mai)
    first = gift(customer=world.lan.pk, to=hoa.pk, points=6, at=now, key="g", by=world.by_mai)
    assert gift(customer=world.lan.pk, to=hoa.pk, points=6, at=now, key="g", by=world.by_mai) == first
    lot = Lot.objects.get(account__customer=hoa)
    assert (lot.points, lot.expires_at, lot.earned_at, lot.purchase_id) == (6, ends, now, None)
    assert balance_of(customer=world.lan.pk, at=now).available == 4
    assert (told(world.lan.pk)[-1], told(hoa.pk)) == ("points.given", ["points.received"])
    assert_the_books_agree()


def test_lan_cannot_give_what_she_does_not_have_or_to_herself(world: World, now: datetime) -> None:
    hoa = Customer.objects.create(name="Hoa")
    twin = Customer.objects.create(name="Lan N.", root=world.lan)
    earn(customer=world.lan.pk, points=10, at=now, key="e", by=world.by_mai)
    with pytest.raises(NotEnoughPoints):
        gift(customer=world.lan.pk, to=hoa.pk, points=11, at=now, key="g", by=world.by_mai)
    with pytest.raises(CannotGive):
        gift(customer=world.lan.pk, to=twin.pk, points=1, at=now, key="g", by=world.by_mai)
    assert Transfer.objects.count() == 1
