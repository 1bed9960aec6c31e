"""An installation begins once."""

import threading
from datetime import datetime

import pytest
from django.db import connection

from quen.shops.errors import AlreadySetUp
from quen.shops.models import Business, Staff
from quen.shops.reads import current_business, is_set_up
from quen.shops.set_up import set_up_business


def begin(owner: str = "Mai") -> Staff:
    return set_up_business(
        name=" Cà phê  Mai ", currency="VND", language="vi", owner_name=owner,
        owner_email=f"{owner.lower()}@Example.com ", owner_password="ca-phe-sua-da",
    )  # fmt: skip


@pytest.mark.django_db
def test_mai_names_her_business_and_owns_it() -> None:
    assert not is_set_up()
    mai = begin()
    business = current_business()
    assert business is not None
    assert (business.name, business.currency, business.timezone) == ("Cà phê Mai", "VND", "Asia/Ho_Chi_Minh")
    assert (mai.email, mai.role, mai.is_active) == ("mai@example.com", "owner", True)
    assert mai.check_password("ca-phe-sua-da")
    assert is_set_up()


@pytest.mark.django_db
def test_a_second_set_up_changes_nothing() -> None:
    begin()
    with pytest.raises(AlreadySetUp):
        begin("Hoa")
    assert [person.name for person in Staff.objects.all()] == ["Mai"]


@pytest.mark.django_db
def test_an_import_before_set_up_keeps_its_currency(now: datetime) -> None:
    Business.objects.create(id=1, name="sales.csv", currency="USD")
    begin()
    business = current_business()
    assert business is not None
    assert (business.name, business.currency) == ("Cà phê Mai", "USD")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_the_button_at_once_one_becomes_owner() -> None:
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def press(owner: str) -> None:
        together.wait()
        try:
            outcomes.append(begin(owner).name)
        except AlreadySetUp:
            outcomes.append("too late")
        finally:
            connection.close()

    both = [threading.Thread(target=press, args=[owner]) for owner in ("Mai", "Hoa")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(outcomes, key=lambda outcome: outcome == "too late")[1] == "too late"
    assert Staff.objects.filter(role="owner").count() == 1
