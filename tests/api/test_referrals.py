"""Another system tells Lan her code, enrols her friends with it, and sees how far they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quen.enrolment.models import Member
from quen.people.household import join_household
from quen.referrals.decide import refuse
from quen.referrals.follow import follow_friends
from quen.referrals.models import Referral
from quen.referrals.reward import reward_due
from quen.referrals.terms import set_terms
from tests.api.cast import Till, till
from tests.flows.loyal import member, running
from tests.world import World


@pytest.fixture
def counter(shop: World) -> Till:
    running(shop)
    member(shop)
    set_terms(is_running=True, advocate_points=50, friend_points=30, at=timezone.now(), by=shop.by_mai)
    till().post("/enrolments", {"phone": "0912345678"})  # Lan has her code since
    return till()


def code(counter: Till, shop: World) -> str:
    return str(counter.get(f"/customers/{shop.lan.pk}/referral-code").json()["code"])


def brought(counter: Till, shop: World, phone: str = "0987654321") -> int:
    """A friend enrols with Lan's code; her number."""
    answer = counter.post("/enrolments", {"phone": phone, "referred_by": code(counter, shop)})
    assert answer.status_code == 201
    return int(answer.json()["customer"])


def buys(counter: Till, shop: World, friend: int, receipt: str = "HD-1") -> int:
    line = {"name": "Cà phê sữa", "amount_minor": 120_000}
    sale = {
        "store": shop.store.pk, "customer": friend, "receipt": receipt, "lines": [line],
        "bought_at": timezone.now().isoformat(),
    }  # fmt: skip
    bought = counter.post("/purchases", sale).json()["purchase"]
    follow_friends([friend])
    return int(bought)


def test_lan_has_a_code_and_a_link_that_carries_it(counter: Till, shop: World) -> None:
    told = counter.get(f"/customers/{shop.lan.pk}/referral-code").json()
    assert (told["customer"], told["is_running"], told["points"]) == (shop.lan.pk, True, 50)
    assert told["link"] == f"http://testserver/m/join/?friend={told['code']}"
    assert counter.client.get(told["link"]).status_code == 200


def test_who_is_no_member_has_no_code(counter: Till) -> None:
    stranger = counter.post("/customers", {"name": "Đạo"}).json()["id"]
    told = counter.get(f"/customers/{stranger}/referral-code").json()
    assert (told["code"], told["link"]) == (None, None)
    assert counter.get("/customers/987654321/referral-code").status_code == 404


def test_a_friend_enrols_with_the_code_buys_and_both_are_rewarded(counter: Till, shop: World) -> None:
    hoa = brought(counter, shop)
    (told,) = counter.get(f"/customers/{shop.lan.pk}/referrals").json()["data"]
    assert (told["friend"], told["state"], told["purchase"], told["is_rewarded"]) == (
        hoa,
        "waiting",
        None,
        None,
    )
    assert counter.get(f"/enrolments/{hoa}").json()["referral"] == told["id"]
    assert counter.get(f"/enrolments/{shop.lan.pk}").json()["referral"] is None
    bought = buys(counter, shop, hoa)
    told = counter.get(f"/referrals/{told['id']}").json()
    assert (told["state"], told["purchase"]) == ("bought", bought)
    assert told["due_at"] > timezone.now().isoformat()
    assert reward_due(at=timezone.now() + timedelta(days=16)) == 1
    told = counter.get(f"/referrals/{told['id']}").json()
    assert (told["state"], told["is_rewarded"], told["reasons"]) == ("rewarded", True, [])


def test_what_staff_look_at_and_refuse_comes_with_its_reasons(counter: Till, shop: World) -> None:
    hoa = brought(counter, shop)
    buys(counter, shop, hoa)
    join_household(customer=hoa, of=shop.lan.pk, by=shop.by_mai, at=timezone.now())
    assert reward_due(at=timezone.now() + timedelta(days=16)) == 0
    (told,) = counter.get(f"/customers/{shop.lan.pk}/referrals").json()["data"]
    assert (told["state"], told["reasons"]) == ("review", ["Both live in one household or at one address."])
    refuse(referral=told["id"], reason="Cùng một người", at=timezone.now(), by=shop.by_mai)
    told = counter.get(f"/referrals/{told['id']}").json()
    assert (told["state"], told["is_rewarded"], told["reasons"][0]) == ("refused", False, "Cùng một người")
    in_vietnamese = till(language="vi").get(f"/referrals/{told['id']}").json()
    assert in_vietnamese["reasons"][1] == "Hai người cùng hộ gia đình hoặc cùng địa chỉ."


def test_a_wrong_code_enrols_nobody(counter: Till, shop: World) -> None:
    answer = counter.post("/enrolments", {"phone": "0987654321", "referred_by": "ABCDEFGH"})
    assert answer.status_code == 404
    assert (
        counter.post("/enrolments", {"phone": "0912345678", "referred_by": code(counter, shop)}).status_code
        == 201
    )
    assert not Referral.objects.exists()
    assert Member.objects.count() == 1


def test_many_friends_come_page_by_page_the_newest_first(counter: Till, shop: World) -> None:
    friends = [brought(counter, shop, f"098765432{n}") for n in range(3)]
    first = counter.get(f"/customers/{shop.lan.pk}/referrals", limit=2).json()
    rest = counter.get(f"/customers/{shop.lan.pk}/referrals", limit=2, cursor=first["next"]).json()
    assert [each["friend"] for each in first["data"] + rest["data"]] == friends[::-1]
    assert rest["next"] is None
    assert counter.get("/referrals/987654321").status_code == 404
