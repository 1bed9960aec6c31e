"""Who speaks for a company."""

from datetime import datetime

import pytest

from quen.people.contact import add_contact, remove_contact
from quen.people.errors import NotACompany
from quen.people.models import Customer, CustomerKind
from quen.people.reads import basics
from tests.people.story import told
from tests.world import World


def firm(name: str) -> Customer:
    return Customer.objects.create(name=name, kind=CustomerKind.COMPANY)


def test_lan_buys_for_one_company_then_for_another(world: World, now: datetime) -> None:
    first, second = firm("Công ty A"), firm("Công ty B")
    add_contact(company=first.pk, person=world.lan.pk, by=world.by_mai, at=now)
    add_contact(company=first.pk, person=world.lan.pk, by=world.by_mai, at=now)
    assert list(basics(first.pk).contacts) == [world.lan]
    add_contact(company=second.pk, person=world.lan.pk, by=world.by_mai, at=now)
    assert list(basics(first.pk).contacts) == []
    assert basics(world.lan.pk).customer.company == second
    remove_contact(person=world.lan.pk, by=world.by_mai, at=now)
    remove_contact(person=world.lan.pk, by=world.by_mai, at=now)
    assert told(world.lan.pk) == ["contact.added", "contact.removed", "contact.added", "contact.removed"]


def test_a_person_has_no_contacts_and_a_company_is_none(world: World, now: datetime) -> None:
    company = firm("Công ty A")
    with pytest.raises(NotACompany, match="Nguyễn Thị Lan"):
        add_contact(company=world.lan.pk, person=company.pk, by=world.by_mai, at=now)
    with pytest.raises(NotACompany, match="Công ty B"):
        add_contact(company=company.pk, person=firm("Công ty B").pk, by=world.by_mai, at=now)
    assert told(world.lan.pk) == []
