"""Another system enrols members."""

import pytest
from django.utils import timezone

from quen.enrolment.models import Member
from quen.flows.merge_customers import merge_customers
from quen.people.models import Consent, Customer
from quen.shops.models import Store
from tests.api.cast import Till, till
from tests.world import World


@pytest.fixture
def counter(shop: World) -> Till:
    return till()


def test_a_phone_number_makes_a_member(counter: Till, shop: World) -> None:
    answer = counter.post(
        "/enrolments", {"phone": "0987 654 321", "name": "Đạo", "consent": True, "store": shop.store.pk}
    )
    assert answer.status_code == 201
    told = answer.json()
    assert (told["name"], told["way"], told["store"], told["left_at"]) == ("Đạo", "api", shop.store.pk, None)
    assert Consent.objects.filter(customer=told["customer"], is_given=True).exists()
    assert counter.get(f"/enrolments/{told['customer']}").json() == told
    assert counter.get("/customers", phone="0987654321").json()["data"][0]["membership"]["tier"] == ""


def test_lan_is_enrolled_once_and_no_yes_is_invented(counter: Till, shop: World) -> None:
    first, again = (counter.post("/enrolments", {"phone": "0912345678"}).json() for _ in range(2))
    assert first == again
    assert first["customer"] == shop.lan.pk
    assert Member.objects.count() == Customer.objects.count() == 1
    assert not Consent.objects.exists()


def test_who_is_no_member_is_not_found(counter: Till, shop: World) -> None:
    assert counter.get(f"/enrolments/{shop.lan.pk}").status_code == 404


def test_of_two_members_made_one_the_living_membership_is_told(counter: Till, shop: World) -> None:
    older, lan = (
        counter.post("/enrolments", {"phone": phone}).json()["customer"]
        for phone in ("0987654321", "0912345678")
    )
    merge_customers(customer=older, into=lan, by=shop.by_mai, at=timezone.now())
    for number in (older, lan):
        told = counter.get(f"/enrolments/{number}").json()
        assert (told["customer"], told["left_at"]) == (lan, None)


def test_what_is_no_phone_or_no_store_keeps_nothing(counter: Till, shop: World) -> None:
    assert counter.post("/enrolments", {"phone": "12"}).status_code == 400
    assert counter.post("/enrolments", {"phone": "0987654321", "store": 987654321}).status_code == 404
    other = Store.objects.create(name="Thủ Đức", key="thu duc")
    stranger = till(stores=[other])
    assert stranger.post("/enrolments", {"phone": "0987654321", "store": shop.store.pk}).status_code == 403
    assert not Member.objects.exists()
    assert Customer.objects.count() == 1
