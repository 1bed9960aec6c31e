"""The first page: whoever stands at the machine names the business, once."""

import threading
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client
from django.urls import reverse

from quen.home.folder import home
from quen.home.setup_code import is_setup_code, setup_code
from quen.shops.errors import AlreadySetUp
from quen.shops.models import Business, Staff
from quen.shops.set_up import set_up_business
from tests import world

pytestmark = pytest.mark.django_db

FORM = {
    "name": "  Cà phê   Mai ",
    "currency": "VND",
    "language": "vi",
    "owner_name": "Trần Thị Mai",
    "owner_email": "Mai@Example.com",
    "owner_password": world.PASSWORD,
}
SETUP = "/setup/"
HERE: Any = {"headers": {"host": "localhost:8000", "accept-language": "vi"}}


@pytest.fixture
def browser() -> Client:
    return Client(**HERE)


def test_every_page_leads_to_the_set_up_first(browser: Client) -> None:
    for page in ("/", "/import/", "/staff/", "/settings/", "/nowhere/"):
        assert browser.get(page).headers["Location"] == SETUP
    assert browser.get(SETUP).status_code == 200


def test_mai_names_her_business_is_signed_in_and_asked_for_a_file(browser: Client) -> None:
    answer = browser.post(SETUP, FORM)
    assert answer.headers["Location"] == reverse("console:imports:new") + "?first"
    business, owner = Business.objects.get(), Staff.objects.get()
    assert (business.name, business.currency, business.language) == ("Cà phê Mai", "VND", "vi")
    assert (owner.name, owner.email, owner.role) == ("Trần Thị Mai", "mai@example.com", "owner")
    assert get_user(browser) == owner
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "Chào mừng Trần Thị Mai" in page
    assert "Xem thử trước" in page


def test_the_page_is_gone_afterwards(browser: Client) -> None:
    browser.post(SETUP, FORM)
    stranger = Client(**HERE)
    for answer in (stranger.get(SETUP), stranger.post(SETUP, FORM | {"owner_email": "thief@example.com"})):
        assert answer.status_code == 302
        assert answer.headers["Location"] != SETUP
    assert Staff.objects.count() == 1


def test_a_weak_password_is_refused_and_nothing_is_kept(browser: Client) -> None:
    answer = browser.post(SETUP, FORM | {"owner_password": "123"})
    assert answer.status_code == 422
    assert "Mật khẩu cần ít nhất 10 ký tự." in answer.content.decode()
    assert not Business.objects.exists()
    assert not Staff.objects.exists()


def test_a_business_an_import_made_is_completed_and_keeps_its_sales(browser: Client) -> None:
    Business.objects.create(id=1, name="Cửa hàng", currency="GBP")
    assert browser.get("/import/").headers["Location"] == SETUP
    browser.post(SETUP, FORM | {"currency": "GBP"})
    assert Business.objects.get().name == "Cà phê Mai"
    assert Business.objects.get().currency == "GBP"


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.168.1.20"},
        {"headers": {"x-forwarded-for": "203.0.113.9"}},
        {"headers": {"host": "rebound.example"}},
    ],
)
def test_from_another_machine_the_code_is_asked_for(browser: Client, elsewhere: dict[str, Any]) -> None:
    assert browser.post(SETUP, FORM, **elsewhere).status_code == 422
    assert browser.post(SETUP, FORM | {"code": "000000000000"}, **elsewhere).status_code == 422
    assert not Staff.objects.exists()
    assert browser.post(SETUP, FORM | {"code": setup_code()}, **elsewhere).status_code == 302
    assert Staff.objects.count() == 1
    assert not (home() / "setup.code").exists()


def test_the_code_is_made_once_and_read_with_spaces_and_capitals() -> None:
    code = setup_code()
    assert setup_code() == code
    assert len(code) == 12
    assert is_setup_code(f" {code[:4].upper()}-{code[4:]} ")
    assert not is_setup_code("")
    assert (home() / "setup.code").stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins() -> None:
    start, outcomes = threading.Barrier(2), []

    def claim(number: int) -> None:
        start.wait()
        try:
            facts = FORM | {"owner_email": f"owner{number}@example.com"}
            set_up_business(**facts)
            outcomes.append("owner")
        except AlreadySetUp:
            outcomes.append("too late")
        finally:
            connection.close()

    both = [threading.Thread(target=claim, args=[number]) for number in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(outcomes) == ["owner", "too late"]
    assert Staff.objects.count() == 1


def test_the_set_up_asks_the_database_little(browser: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        browser.get(SETUP)
