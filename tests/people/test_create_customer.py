"""A new face at the counter becomes a customer."""

from datetime import date, datetime, timedelta

import pytest

from quen.events.models import Event
from quen.people.create_customer import create_customer
from quen.people.errors import IdentityTaken, UnknownFact
from quen.people.models import Customer, CustomerKind, Gender, Identity, IdentityKind
from quen.people.recognise import recognise, recognition
from quen.people.search import matching
from tests.people.story import told
from tests.world import World


def test_hoa_is_known_by_phone_and_mail_and_found_at_once(world: World, now: datetime) -> None:
    phone = recognition(IdentityKind.PHONE, "0987 654 321")
    mail = recognition(IdentityKind.EMAIL, "Hoa@Example.com")
    hoa = create_customer(
        name="  Lê  Thị Hoa ", gender=Gender.FEMALE, birth_date=date(1990, 2, 28),
        interests=["cà phê", "Cà phê ", "cà phê"],
        source="Facebook", known_by=[phone, mail], by=world.by_mai, at=now,
    )  # fmt: skip
    assert (hoa.name, hoa.interests, hoa.root) == ("Lê Thị Hoa", ["cà phê", "Cà phê"], None)
    assert recognise(phone) == recognise(mail) == hoa
    assert list(Customer.objects.filter(matching("hoa 4321"))) == [hoa]
    event = Event.objects.get(customer=hoa.pk)
    assert (event.kind, event.actor, event.facts) == (
        "customer.added", f"staff:{world.mai.pk}", {"source": "Facebook"},
    )  # fmt: skip


def test_a_phone_that_is_lans_makes_no_second_lan(world: World, now: datetime) -> None:
    phone = recognition(IdentityKind.PHONE, "+84 912 345 678")
    with pytest.raises(IdentityTaken, match="0912 345 678 belongs to Nguyễn Thị Lan") as refusal:
        create_customer(name="Lan", known_by=[phone], by=world.by_mai, at=now)
    assert refusal.value.customer == world.lan.pk
    assert Customer.objects.count() == 1
    assert told(world.lan.pk) == []


def test_a_phone_of_someone_merged_into_lan_is_lans(world: World, now: datetime) -> None:
    other = Customer.objects.create(name="Chị Lan", root=world.lan)
    Identity.objects.create(customer=other, kind=IdentityKind.PHONE, value="+84987654321")
    with pytest.raises(IdentityTaken) as refusal:
        create_customer(
            name="Ai", known_by=[recognition(IdentityKind.PHONE, "0987654321")], by=world.by_mai, at=now
        )
    assert refusal.value.customer == world.lan.pk


def test_nobody_is_born_tomorrow(world: World, now: datetime) -> None:
    tomorrow = (now + timedelta(days=1)).date()
    with pytest.raises(UnknownFact, match="between 1900 and today"):
        create_customer(name="Bé", birth_date=tomorrow, by=world.by_mai, at=now)
    with pytest.raises(UnknownFact, match="kind"):
        create_customer(name="Bé", kind="robot", by=world.by_mai, at=now)  # type: ignore[arg-type]
    with pytest.raises(UnknownFact, match="name cannot be kept"):
        create_customer(name="a" * 201, by=world.by_mai, at=now)
    assert Customer.objects.count() == 1


def test_a_company_needs_no_name_of_a_person(world: World, now: datetime) -> None:
    firm = create_customer(name="Công ty TNHH Hoa Mai", kind=CustomerKind.COMPANY, by=world.by_mai, at=now)
    assert Customer.objects.get(pk=firm.pk).kind == CustomerKind.COMPANY
