"""The counter finds a customer by what she says, and pages go on where the last one ended."""

import pytest

from quen.people.look_up import look_up
from quen.people.models import Customer, IdentityKind
from tests.people.test_search import customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> Customer:
    customer("Trần Thị Lan", [(IdentityKind.PHONE, "+84987651234")])
    customer("Lan Anh")
    known_by = [(IdentityKind.PHONE, "+84912345678"), (IdentityKind.CARD, "9704 0012 3456")]
    return customer("Nguyễn Thị Lan", known_by)


@pytest.mark.parametrize(
    "text",
    ["5678", "0912345678", "+84 912 345 678", "nguyen thi lan", "NGUYỄN LAN", "97040012", "9704 0012 3456"],
)
def test_lan_is_found_by_what_she_can_say(lan: Customer, text: str) -> None:
    assert look_up(text, most=20) == [lan]


def test_pages_go_on_after_the_last_number(lan: Customer) -> None:
    first, second, third = look_up("lan", most=20)
    assert third == lan
    assert look_up("lan", most=1) == [first]
    assert look_up("lan", most=5, after=first.pk) == [second, third]
    assert look_up("", most=20) == [first, second, third]


def test_many_are_met_along_the_numbers(lan: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    few = look_up("lan", most=20)
    monkeypatch.setattr("quen.people.tally.MOST_NAMED", 2)
    assert look_up("lan", most=20) == few


@pytest.mark.parametrize("text", ["???", "zzyzx", "0999 999 999"])
def test_a_stranger_is_not_found(lan: Customer, text: str) -> None:
    assert look_up(text, most=20) == []


def test_whoever_was_merged_is_found_as_who_she_now_is(lan: Customer) -> None:
    other = customer("Chị Lan tạp hóa")
    Customer.objects.filter(pk=other.pk).update(root=lan)
    assert other not in look_up("lan", most=20)
