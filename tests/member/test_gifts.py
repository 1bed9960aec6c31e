"""Lan sees her vouchers and claims a reward on her phone; nobody claims for her."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.reads import balance_of
from quen.rewards.catalogue import add_reward
from quen.rewards.models import Claim, ClaimState, Reward, RewardKind
from tests.member.test_card import opened
from tests.world import World

CARD = "/m/"


@pytest.fixture
def lan(world: World) -> Client:
    now = timezone.now()
    join(customer=world.lan.pk, way=Way.TILL, store=world.store.pk, by=world.by_mai, at=now)
    earn(customer=world.lan.pk, points=100, at=now, key="k", by=world.by_mai)
    return opened(world, world.lan)


def reward(world: World, **facts: Any) -> Reward:
    said = {"kind": RewardKind.GIFT, "name": "Ly sứ", "points": 60, "stock": 5, **facts}
    return add_reward(at=timezone.now(), by=world.by_mai, **said)


def test_lan_claims_a_reward_once_and_gives_it_up(world: World, lan: Client) -> None:
    cup, far = reward(world), reward(world, name="Xe đạp", points=5_000)
    page = lan.get(CARD).content.decode()
    assert "Ly sứ" in page and "Xe đạp" in page and "4.900" in page
    for _tap in range(2):
        lan.post(reverse("member:claim", args=[cup.pk]), {"key": "one"})
    claim = Claim.objects.get()
    assert balance_of(customer=world.lan.pk, at=timezone.now()).available == 40
    card = lan.get(CARD).content.decode()
    assert claim.code[:4] in card and card.count("Mã QR đưa cho quầy") == 1
    assert lan.post(reverse("member:claim", args=[far.pk]), {"key": "two"}).status_code >= 400
    lan.post(reverse("member:cancel", args=[claim.pk]))
    claim.refresh_from_db()
    assert claim.state == ClaimState.CANCELLED
    assert balance_of(customer=world.lan.pk, at=timezone.now()).available == 100


def test_nobody_claims_or_cancels_for_lan(world: World, lan: Client) -> None:
    cup = reward(world)
    lan.post(reverse("member:claim", args=[cup.pk]), {"key": "one"})
    claim = Claim.objects.get()
    hoa = opened(world, Customer.objects.create(name="Phạm Hoa"))
    for stranger in (hoa, Client()):
        assert stranger.post(reverse("member:cancel", args=[claim.pk])).status_code == 404
        assert stranger.post(reverse("member:claim", args=[cup.pk]), {"key": "x"}).status_code >= 400
    claim.refresh_from_db()
    assert claim.state == ClaimState.WAITING and Claim.objects.count() == 1
    assert claim.code[:4] not in hoa.get(CARD).content.decode()
