"""Who speaks for a company."""

from datetime import datetime

import pytest

from quen.people.contact import add_contact, bring_contact, remove_contact
from quen.people.errors import NotACompany, UnknownFact
from quen.people.merge import merge
from quen.people.models import Customer, CustomerKind, CustomerPart
from quen.people.reads import basics, companies_of, contacts_of
from tests.people.story import told
from tests.world import World


def firm(name: str) -> Customer:
    return Customer.objects.create(name=name, kind=CustomerKind.COMPANY)


def test_lan_buys_for_one_company_and_uses_what_another_buys(world: World, now: datetime) -> None:
    first, second = firm("Công ty A"), firm("Công ty B")
    add_contact(company=first.pk, person=world.lan.pk, by=world.by_mai, at=now)
    add_contact(company=first.pk, person=world.lan.pk, by=world.by_mai, at=now)
    assert list(basics(first.pk).contacts) == [world.lan]
    add_contact(company=second.pk, person=world.lan.pk, by=world.by_mai, at=now, part=CustomerPart.USER)
    assert list(basics(first.pk).contacts) == list(basics(second.pk).contacts) == [world.lan]
    hers = [(one.customer, one.part) for one in basics(world.lan.pk).companies]
    assert hers == [(first, "buyer"), (second, "user")], "a part for each company"
    for _turn in range(2):
        remove_contact(company=first.pk, person=world.lan.pk, by=world.by_mai, at=now)
    assert [one.customer for one in companies_of(world.lan.pk)] == [second]
    assert told(world.lan.pk) == ["contact.added", "contact.added", "customer.edited", "contact.removed"]


def test_a_merged_person_speaks_for_the_companies_of_both(world: World, now: datetime) -> None:
    first, second = firm("Công ty A"), firm("Công ty B")
    twin = Customer.objects.create(name="Lan")
    add_contact(company=first.pk, person=world.lan.pk, by=world.by_mai, at=now)
    for company in (first, second):
        add_contact(company=company.pk, person=twin.pk, by=world.by_mai, at=now)
    merge(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    assert [one.customer for one in companies_of(world.lan.pk)] == [first, second]
    assert [one.customer for one in contacts_of(first.pk)] == [world.lan], "once, though two rows say so"
    remove_contact(company=first.pk, person=world.lan.pk, by=world.by_mai, at=now)
    assert [one.customer for one in companies_of(world.lan.pk)] == [second]


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
    known = {one.customer.name: one.part for one in contacts_of(company.pk)}
    assert known == {"Nguyễn Thị Hoa": "user", "Nguyễn Thị Lan": "user", "Trần Văn Bình": "beneficiary"}
    assert told(world.lan.pk) == ["contact.added", "contact.added", "customer.edited"], "her part is told"
    with pytest.raises(UnknownFact):
        brings(" ", "", CustomerPart.USER)
    other = firm("Công ty A (cũ)")
    merge(customer=company.pk, into=other.pk, by=world.by_mai, at=now)
    assert len(contacts_of(other.pk)) == 3, "contacts of a merged company are those of whom it became"
