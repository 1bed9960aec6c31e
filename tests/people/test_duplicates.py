"""Who may be one, and why."""

from datetime import date, datetime

import pytest

from quen.people.duplicates import proposals, proposals_for, propose_duplicates, tell_apart
from quen.people.errors import AlreadyMerged
from quen.people.merge import merge
from quen.people.models import (
    Customer,
    CustomerKind,
    Household,
    Identity,
    IdentityKind,
    LikenessReason,
    NotDuplicate,
)
from tests.people.story import told
from tests.world import World

BORN = date(1992, 5, 1)
Why = LikenessReason


def person(
    name: str,
    *,
    phone: str = "",
    email: str = "",
    code: str = "",
    born: date | None = None,
    area: str = "",
    household: Household | None = None,
) -> Customer:
    made = Customer.objects.create(name=name, birth_date=born, area=area, household=household)
    for kind, value in ((IdentityKind.PHONE, phone), (IdentityKind.EMAIL, email), (IdentityKind.CODE, code)):
        if value:
            Identity.objects.create(customer=made, kind=kind, value=value)
    return made


def proposed(now: datetime) -> list[tuple[set[str], int, list[LikenessReason]]]:
    propose_duplicates(at=now)
    return [({one.first.name, one.second.name}, one.score, list(one.reasons)) for one in proposals()]


def test_same_name_and_birth_date_without_regard_to_diacritics(db: None, now: datetime) -> None:
    person("Trần Thị Hoa", born=BORN)
    person("tran thi hoa", born=BORN)
    person("Trần Thị Hoa", born=date(1992, 5, 2))
    assert proposed(now) == [({"Trần Thị Hoa", "tran thi hoa"}, 90, [Why.SAME_NAME_AND_BIRTH_DATE])]


@pytest.mark.parametrize(
    ("other", "score", "reasons"),
    [
        ("Hoa Trần Thị", 80, [Why.SAME_WORDS_AND_BIRTH_DATE]),
        ("Trần Hoa", 60, [Why.SHORT_NAME_AND_BIRTH_DATE]),
        ("Hoa Trần", 60, [Why.SHORT_NAME_AND_BIRTH_DATE]),
    ],
)
def test_the_name_in_another_order_or_without_its_middle(
    db: None, now: datetime, other: str, score: int, reasons: list[LikenessReason]
) -> None:
    person("Trần Thị Hoa", born=BORN)
    person(other, born=BORN)
    person("Trần Văn Hoa", born=date(1980, 1, 1))
    assert proposed(now) == [({"Trần Thị Hoa", other}, score, reasons)]


def test_one_digit_mistyped_in_the_phone_of_the_same_name(db: None, now: datetime) -> None:
    person("Lê Văn Minh", phone="+84912345678", area="Quận 3")
    person("Lê Văn Minh", phone="+84912345778", area="quận 3")
    person("Lê Văn Minh", phone="+84912345999")
    person("Phạm Minh", phone="+84912345679")
    assert proposed(now) == [({"Lê Văn Minh"}, 85, [Why.SAME_NAME_AND_AREA, Why.SAME_NAME_PHONE_ALIKE])]


def test_one_mailbox_name_at_two_providers(db: None, now: datetime) -> None:
    person("Vũ Ngọc Ánh", email="ngocanh.vu@example.com")
    person("Vũ Ngọc Ánh", email="ngocanh.vu@example.org")
    person("Vũ Ngọc Ánh", email="admin@example.com")
    person("Vũ Ngọc Ánh", email="admin@example.org")
    assert proposed(now) == [({"Vũ Ngọc Ánh"}, 80, [Why.SAME_NAME_AND_MAILBOX])]


def test_a_till_that_used_the_phone_as_customer_code(db: None, now: datetime) -> None:
    person("Khách lẻ", code="0912345678")
    person("Đỗ Thị Mai", phone="+84912345678")
    assert proposed(now) == [({"Khách lẻ", "Đỗ Thị Mai"}, 95, [Why.CODE_IS_PHONE])]


def test_two_of_one_name_in_one_household(db: None, now: datetime) -> None:
    home = Household.objects.create()
    person("Lê Văn Minh", household=home)
    person("Lê Văn Minh", household=home)
    person("Lê Thị Mận", household=home)
    assert proposed(now) == [({"Lê Văn Minh"}, 70, [Why.SAME_NAME_AND_HOUSEHOLD])]


def test_several_reasons_make_it_likelier(db: None, now: datetime) -> None:
    person("Lê Văn Minh", born=BORN, phone="+84912345678")
    person("Lê Văn Minh", born=BORN, phone="+84912345679")
    assert [score for _, score, _ in proposed(now)] == [95]


def test_what_is_no_likeness(db: None, now: datetime) -> None:
    person("Lê Văn Minh")
    person("Lê Văn Minh")
    person("Hoa", born=BORN)
    person("Hoa", born=BORN)
    Customer.objects.create(name="Hoa Mai Store", birth_date=BORN, kind=CustomerKind.COMPANY)
    person("Hoa Mai Store", born=BORN)
    assert proposed(now) == []


def test_a_default_birth_date_makes_no_crowd_of_duplicates(db: None, now: datetime) -> None:
    for _ in range(51):
        person("Khách lẻ", born=date(1990, 1, 1))
    assert proposed(now) == []


def test_who_was_told_apart_is_not_proposed_again(db: None, world: World, now: datetime) -> None:
    first, second = person("Trần Thị Hoa", born=BORN), person("Trần Thị Hoa", born=BORN)
    propose_duplicates(at=now)
    assert len(proposals_for(second.pk)) == 1
    tell_apart(customer=second.pk, other=first.pk, by=world.by_mai, at=now)
    tell_apart(customer=first.pk, other=second.pk, by=world.by_mai, at=now)
    assert proposals() == []
    assert proposed(now) == []
    assert NotDuplicate.objects.count() == 1
    assert told(first.pk) == told(second.pk) == ["customers.told_apart"]
    with pytest.raises(AlreadyMerged):
        tell_apart(customer=first.pk, other=first.pk, by=world.by_mai, at=now)


def test_merged_customers_are_proposed_as_their_root_and_never_with_themselves(
    world: World, now: datetime
) -> None:
    first, second, third = (person("Trần Thị Hoa", born=BORN) for _ in range(3))
    propose_duplicates(at=now)
    assert len(proposals()) == 3
    merge(customer=second.pk, into=first.pk, by=world.by_mai, at=now)
    assert [(one.first, one.second) for one in proposals()] == [(first, third)]
    propose_duplicates(at=now)
    assert [(one.first.pk, one.second.pk) for one in proposals()] == [(first.pk, third.pk)]
    tell_apart(customer=second.pk, other=third.pk, by=world.by_mai, at=now)
    propose_duplicates(at=now)
    assert proposals() == []
