"""Colleagues come, change and go; an owner always stays."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from quen.kernel.actor import Actor, ActorKind
from quen.shops.change_staff import change_staff, deactivate, reactivate, renew_password
from quen.shops.errors import EmailTaken, LastOwner, OnlyOwners
from quen.shops.invite import invite
from quen.shops.models import SettingChange, Staff
from quen.shops.roles import Role
from tests import world as cast
from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    return cast.build()


def by(person: Staff) -> Actor:
    return Actor(ActorKind.STAFF, person.pk)


def told() -> list[tuple[str, object, object]]:
    return list(SettingChange.objects.order_by("pk").values_list("setting", "before", "after"))


def test_hoa_is_invited_with_a_password_told_once(world: World) -> None:
    invitation = invite(
        name=" Lê  Hoa ", email="Hoa@Example.com", role=Role.SUPPORT, stores=[world.store], by=world.by_mai
    )
    hoa = invitation.staff
    assert (hoa.name, hoa.email, list(hoa.stores.all())) == ("Lê Hoa", "hoa@example.com", [world.store])
    assert hoa.check_password(invitation.password)
    assert told() == [(f"staff.{hoa.pk}.role", None, "support")]
    with pytest.raises(EmailTaken):
        invite(name="Hoa khác", email="hoa@example.com", role=Role.CASHIER, by=world.by_mai)


def test_tu_becomes_manager_and_the_history_says_what_he_was(world: World) -> None:
    change_staff(
        staff_id=world.tu.pk, name="Lê Anh Tú", role=Role.MANAGER, stores=[world.store], by=world.by_mai
    )
    assert Staff.objects.get(pk=world.tu.pk).role == "manager"
    assert told() == [
        (f"staff.{world.tu.pk}.role", "cashier", "manager"),
        (f"staff.{world.tu.pk}.stores", [], ["Quận 1"]),
    ]


def test_the_last_owner_can_neither_step_down_nor_be_shut_out(world: World) -> None:
    with pytest.raises(LastOwner, match="Trần Thị Mai is the only owner"):
        deactivate(staff_id=world.mai.pk, by=world.by_mai)
    with pytest.raises(LastOwner):
        change_staff(staff_id=world.mai.pk, name="Mai", role=Role.MANAGER, stores=[], by=world.by_mai)
    mai = Staff.objects.get(pk=world.mai.pk)
    assert (mai.is_active, mai.role, mai.name) == (True, "owner", "Trần Thị Mai")
    assert told() == []


def test_a_shut_out_owner_does_not_count_as_one(world: World) -> None:
    second = cast.staff(name="Hoa", email="hoa@example.com", role=Role.OWNER)
    deactivate(staff_id=second.pk, by=world.by_mai)
    with pytest.raises(LastOwner):
        deactivate(staff_id=world.mai.pk, by=world.by_mai)
    reactivate(staff_id=second.pk, by=world.by_mai)
    deactivate(staff_id=world.mai.pk, by=world.by_mai)
    assert not Staff.objects.get(pk=world.mai.pk).is_active


def test_nobody_but_an_owner_touches_owners(world: World) -> None:
    manager = by(cast.staff(name="Quân", email="quan@example.com", role=Role.MANAGER))
    refused: list[Callable[[], object]] = [
        lambda: invite(name="Ai", email="ai@example.com", role=Role.OWNER, by=manager),
        lambda: change_staff(staff_id=world.tu.pk, name="Tú", role=Role.OWNER, stores=[], by=manager),
        lambda: deactivate(staff_id=world.mai.pk, by=manager),
        lambda: renew_password(staff_id=world.mai.pk, by=manager),
    ]
    for attempt in refused:
        with pytest.raises(OnlyOwners):
            attempt()
    assert told() == []
    assert Staff.objects.get(pk=world.mai.pk).check_password(cast.PASSWORD)


def test_a_forgotten_password_is_replaced_and_never_written_down(world: World) -> None:
    password = renew_password(staff_id=world.tu.pk, by=world.by_mai)
    assert Staff.objects.get(pk=world.tu.pk).check_password(password)
    assert told() == [(f"staff.{world.tu.pk}.password", None, None)]


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_shut_each_other_out_at_once_one_stays() -> None:
    people = [cast.staff(name=name, email=f"{name}@example.com", role=Role.OWNER) for name in ("mai", "hoa")]
    together = threading.Barrier(2)
    refused: list[Exception] = []

    def shut_out(other: Staff, me: Staff) -> None:
        together.wait()
        try:
            deactivate(staff_id=other.pk, by=by(me))
        except (LastOwner, OnlyOwners) as error:
            refused.append(error)
        finally:
            connection.close()

    both = [threading.Thread(target=shut_out, args=pair) for pair in (people, people[::-1])]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert [type(error) for error in refused] in ([LastOwner], [OnlyOwners])
    assert Staff.objects.filter(role="owner", is_active=True).count() == 1
