"""Another system shows the catalogue, claims for a member, and hands over."""

from typing import Any

import pytest
from django.utils import timezone

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.kernel.actor import SYSTEM
from quen.points.earn import earn
from quen.rewards.catalogue import add_reward
from quen.rewards.models import Claim, Reward, RewardKind
from quen.shops.models import Store
from tests.api.cast import Till, till
from tests.world import World


@pytest.fixture
def counter(shop: World) -> Till:
    at = timezone.now()
    join(customer=shop.lan.pk, way=Way.TILL, at=at, by=SYSTEM)
    earn(customer=shop.lan.pk, points=100, at=at, key="a", by=SYSTEM)
    for name, points in (("Bình nước", 60), ("Xe đạp", 5_000)):
        add_reward(kind=RewardKind.GIFT, name=name, points=points, stock=2, at=at, by=SYSTEM)
    return till()


def bottle() -> int:
    return Reward.objects.get(name="Bình nước").pk


def claimed(counter: Till, shop: World, **said: object) -> dict[str, Any]:
    answer = counter.post(
        "/claims", {"reward": bottle(), "customer": shop.lan.pk, "store": shop.store.pk} | said
    )
    assert answer.status_code == 201
    found: dict[str, Any] = answer.json()
    return found


def test_lan_sees_what_she_may_have_and_how_far_the_rest_is(counter: Till, shop: World) -> None:
    told = counter.get("/rewards", customer=shop.lan.pk).json()["data"]
    assert [(each["name"], each["can_be_claimed"], each["reasons"]) for each in told] == [
        ("Bình nước", True, []),
        ("Xe đạp", False, ["4,900 more points are needed."]),
    ]


def test_who_is_no_member_is_told_so(counter: Till) -> None:
    stranger = counter.post("/customers", {"name": "Đạo"}).json()["id"]
    told = counter.get("/rewards", customer=stranger).json()["data"]
    assert {each["reasons"][0] for each in told} == {
        "Only members can claim rewards. Enrol the customer first."
    }
    assert counter.post("/claims", {"reward": bottle(), "customer": stranger}).status_code == 409


def test_the_catalogue_without_a_customer(counter: Till) -> None:
    assert len(counter.get("/rewards").json()["data"]) == 2


def test_a_claim_is_found_by_its_code_and_handed_over(counter: Till, shop: World) -> None:
    claim = claimed(counter, shop)
    assert counter.get("/claims", code=claim["code"].lower()).json() == claim
    done = counter.post(f"/claims/{claim['id']}/hand-over", {"store": shop.store.pk})
    assert (done.status_code, done.json()["state"]) == (200, "handed_over")
    balance = counter.get(f"/customers/{shop.lan.pk}/balance").json()
    assert (balance["available"], balance["reserved"]) == (40, 0)
    assert Reward.objects.get(pk=bottle()).stock == 1


def test_a_cancelled_claim_gives_points_and_piece_back(counter: Till, shop: World) -> None:
    claim = claimed(counter, shop)
    assert counter.post(f"/claims/{claim['id']}/cancel", {}).json()["state"] == "cancelled"
    assert counter.get(f"/claims/{claim['id']}").json()["state"] == "cancelled"
    assert counter.get(f"/customers/{shop.lan.pk}/balance").json()["available"] == 100
    assert counter.post(f"/claims/{claim['id']}/hand-over", {}).status_code == 409


def test_sent_again_it_claims_once(counter: Till, shop: World) -> None:
    body = {"reward": bottle(), "customer": shop.lan.pk}
    first, again = (counter.post("/claims", body, key="c1") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert Claim.objects.count() == 1


def test_too_dear_other_store_and_nothing_there(counter: Till, shop: World) -> None:
    bicycle = Reward.objects.get(name="Xe đạp").pk
    assert counter.post("/claims", {"reward": bicycle, "customer": shop.lan.pk}).status_code == 409
    assert counter.post("/claims", {"reward": 987654321, "customer": shop.lan.pk}).status_code == 404
    other = Store.objects.create(name="Thủ Đức", key="thu duc")
    body = {"reward": bottle(), "customer": shop.lan.pk, "store": shop.store.pk}
    assert till(stores=[other]).post("/claims", body).status_code == 403
    assert counter.get("/claims", code="KHONGCO").status_code == 404
    assert not Claim.objects.exists()
