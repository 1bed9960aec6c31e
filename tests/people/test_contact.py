"""Who speaks for a company."""

from datetime import datetime

import pytest

from quen.people.contact import add_contact, bring_contact, remove_contact
from quen.people.errors import NotACompany, UnknownFact
from quen.people.merge import merge
from quen.people.models import Customer, CustomerKind, CustomerPart
from quen.people.reads import basics, contacts_of
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


def test_several_speak_for_it_each_with_a_part_and_nobody_twice(world: World, now: datetime) -> None:
    company = firm("Công ty A")

    def brings(name: str, phone: str, part: CustomerPart) -> Customer:
        return bring_contact(
            company=company.pk, name=name, phone=phone, email="", part=part, by=world.by_mai, at=now
        )

    assert brings("Chị Lan", "0912 345 678", CustomerPart.BUYER) == world.lan, "known by her number"
    brings("Nguyễn Thị Hoa", "", CustomerPart.USER)
    brings("Trần Văn Bình", "0987 111 222", CustomerPart.BENEFICIARY)
    brings("Lan", "0912345678", CustomerPart.USER)
    known = {person.name: person.part for person in contacts_of(company.pk)}
    assert known == {"Nguyễn Thị Hoa": "user", "Nguyễn Thị Lan": "user", "Trần Văn Bình": "beneficiary"}
    assert told(world.lan.pk) == ["contact.added", "customer.edited"], "her name stays, her part is told"
    with pytest.raises(UnknownFact):
        brings(" ", "", CustomerPart.USER)
    other = firm("Công ty A (cũ)")
    merge(customer=company.pk, into=other.pk, by=world.by_mai, at=now)
    assert len(contacts_of(other.pk)) == 3, "contacts of a merged company are those of whom it became"
