"""A till finds customers, adds them, edits them."""

from typing import Any

import pytest

from quen.events.models import Event
from quen.people.merge import merge
from quen.people.models import Customer, Identity
from quen.people.search import refresh_search
from tests.api.cast import PROBLEM, Till, till
from tests.world import World


@pytest.fixture
def counter(shop: World) -> Till:
    return till()


@pytest.mark.parametrize("written", ["0912345678", "+84 912 345 678", "84912345678"])
def test_lan_is_found_by_her_phone_however_it_is_written(shop: World, counter: Till, written: str) -> None:
    answer = counter.get("/customers", phone=written)
    assert answer.status_code == 200
    assert [found["id"] for found in answer.json()["data"]] == [shop.lan.pk]
    assert answer.json()["data"][0]["phones"] == ["+84912345678"]


def test_lan_is_found_by_a_part_of_her_name_without_diacritics(shop: World, counter: Till) -> None:
    refresh_search([shop.lan.pk])
    assert [found["name"] for found in counter.get("/customers", q="nguyen lan").json()["data"]] == [
        "Nguyễn Thị Lan"
    ]


def test_a_stranger_is_nobody(counter: Till) -> None:
    assert counter.get("/customers", phone="0987654321").json() == {"data": [], "next": None}


def test_what_is_no_phone_number_is_told(counter: Till) -> None:
    answer = counter.get("/customers", phone="12")
    assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
    assert answer.json()["type"] == "urn:khach-quen:problem:not-an-identity"


def test_pages_show_everybody_once(shop: World, counter: Till) -> None:
    made = [Customer.objects.create(name=f"Khách {number}").pk for number in range(7)]
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = counter.get("/customers", limit=3, cursor=cursor).json()
        seen += [found["id"] for found in page["data"]]
        cursor = page["next"]
    assert seen == [shop.lan.pk, *made]


def test_a_cursor_of_someone_else_is_refused(counter: Till) -> None:
    for cursor in ("nonsense", "WzEsMl0", "WyJhIl0", "W3RydWVd"):
        answer = counter.get("/customers", cursor=cursor)
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:khach-quen:problem:bad-cursor")


def test_a_page_of_customers_asks_the_database_little(
    shop: World, counter: Till, django_assert_max_num_queries: Any
) -> None:
    for number in range(50):
        row = Customer.objects.create(name=f"Khách {number}")
        Identity.objects.create(customer=row, kind="code", value=f"KH{number}")
    counter.get("/customers")
    with django_assert_max_num_queries(8):
        assert len(counter.get("/customers").json()["data"]) == 51


def test_a_customer_is_added_by_the_token(counter: Till) -> None:
    answer = counter.post("/customers", {"name": "Trần Văn Đạo", "phone": "0987 654 321", "gender": "male"})
    assert answer.status_code == 201
    added = answer.json()
    assert (added["name"], added["phones"], added["gender"]) == ("Trần Văn Đạo", ["+84987654321"], "male")
    told = Event.objects.get(kind="customer.added", customer=added["id"])
    assert told.actor.startswith("token:")


def test_a_phone_that_is_taken_names_its_owner_and_adds_nobody(shop: World, counter: Till) -> None:
    before = Customer.objects.count()
    answer = counter.post("/customers", {"name": "Ai đó", "phone": "0912345678"})
    assert answer.status_code == 409
    assert answer.json()["facts"]["customer"] == shop.lan.pk
    assert Customer.objects.count() == before


def test_only_what_is_said_is_edited(shop: World, counter: Till) -> None:
    answer = counter.patch(f"/customers/{shop.lan.pk}", {"area": "Quận 3", "birth_date": "1990-05-17"})
    assert answer.status_code == 200
    shop.lan.refresh_from_db()
    assert (shop.lan.name, shop.lan.area, str(shop.lan.birth_date)) == (
        "Nguyễn Thị Lan",
        "Quận 3",
        "1990-05-17",
    )


def test_a_birth_date_in_the_future_is_refused(shop: World, counter: Till) -> None:
    answer = counter.patch(f"/customers/{shop.lan.pk}", {"birth_date": "2190-01-01"})
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:khach-quen:problem:unknown-fact"


def test_who_was_merged_is_shown_as_whom_she_counts_as(shop: World, counter: Till, now: Any) -> None:
    double = Customer.objects.create(name="Lan (cũ)")
    Identity.objects.create(customer=double, kind="card", value="2900000000421")
    merge(customer=double.pk, into=shop.lan.pk, by=shop.by_mai, at=now)
    shown = counter.get(f"/customers/{double.pk}").json()
    assert (shown["id"], shown["cards"]) == (shop.lan.pk, ["2900000000421"])


def test_nobody_has_that_number(counter: Till) -> None:
    answer = counter.get("/customers/987654321")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:khach-quen:problem:no-such-customer")
