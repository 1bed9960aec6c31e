"""Everything known of a person, in a fixed number of questions."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quen.people.errors import NoSuchCustomer
from quen.people.household import join_household
from quen.people.merge import merge
from quen.people.models import Customer, Identity, IdentityKind
from quen.people.note import write_note
from quen.people.reads import basics
from quen.people.tag import tag
from tests.world import World


def test_what_lan_left_open_is_known_from_who_was_merged_into_her(world: World, now: datetime) -> None:
    other = Customer.objects.create(
        name="Chị Lan", birth_date=date(1992, 5, 1), area="Quận 3", interests=["trà"], gender="female"
    )
    Customer.objects.filter(pk=world.lan.pk).update(area="Quận 1", interests=["cà phê"])
    Identity.objects.create(customer=other, kind=IdentityKind.CARD, value="KQ-1")
    tag(customers=[other.pk], tags=["vip"], by=world.by_mai, at=now)
    tag(customers=[world.lan.pk], tags=["quen"], by=world.by_mai, at=now)
    write_note(customer=other.pk, text="Cũ", by=world.by_mai, at=now)
    write_note(customer=world.lan.pk, text="Mới", by=world.by_mai, at=now + timedelta(hours=1))
    merge(customer=other.pk, into=world.lan.pk, by=world.by_mai, at=now)
    lan = basics(other.pk)
    assert lan.customer == world.lan
    assert lan.everyone == [world.lan.pk, other.pk]
    assert (lan.birth_date, lan.area, lan.gender) == (date(1992, 5, 1), "Quận 1", "female")
    assert (lan.interests, lan.tags) == (["cà phê", "trà"], ["quen", "vip"])
    assert [identity.value for identity in lan.identities] == ["+84912345678", "KQ-1"]
    assert [note.text for note in lan.notes] == ["Mới", "Cũ"]


def test_at_most_seven_queries_however_much_there_is(world: World, now: datetime) -> None:
    for number in range(5):
        other = Customer.objects.create(name=f"Lan {number}")
        Identity.objects.create(customer=other, kind=IdentityKind.CODE, value=f"KH{number}")
        write_note(customer=other.pk, text="Ghi", by=world.by_mai, at=now)
        merge(customer=other.pk, into=world.lan.pk, by=world.by_mai, at=now)
        friend = Customer.objects.create(name=f"Bạn {number}")
        join_household(customer=friend.pk, of=world.lan.pk, by=world.by_mai, at=now)
    with CaptureQueriesContext(connection) as queries:
        lan = basics(world.lan.pk)
    assert len(queries) <= 7
    assert (len(lan.notes), len(lan.identities), len(lan.household)) == (5, 6, 5)


def test_nobody_is_known_by_a_wrong_number(world: World) -> None:
    with pytest.raises(NoSuchCustomer):
        basics(0)
