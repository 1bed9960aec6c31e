"""A member shows the code of a reward that waits: the till knows it, and hands it over once."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from quen.flows.claim_reward import claim_reward
from quen.kernel.actor import SYSTEM
from quen.points.models import Transfer, TransferKind
from quen.points.reads import balance_of
from quen.rewards.catalogue import add_reward
from quen.rewards.models import Claim, Reward, RewardKind
from quen.vouchers.issue import issue
from tests import world as cast
from tests.flows.loyal import member, running
from tests.till.conftest import Till, till_of
from tests.vouchers.kinds import kind


def reward(**facts: Any) -> Reward:
    at = timezone.now()
    return add_reward(kind=RewardKind.GIFT, name="Ly sứ", stock=5, at=at, by=SYSTEM, **facts)


@pytest.fixture
def cup(lan: int) -> Claim:
    """A cup for three of Lan's five points, claimed on her phone."""
    return claim_reward(
        reward=reward(points=3, price_minor=20_000).pk, customer=lan, at=timezone.now(), key="c", by=SYSTEM
    )


def test_the_scanner_knows_a_reward_that_waits(till: Till, lan: int, cup: Claim) -> None:
    shown = till.get("codes", code=f"{cup.code[:4]}-{cup.code[4:8]}-{cup.code[8:]}".lower()).json()
    assert (shown["claim"]["reward"], shown["claim"]["points"], shown["claim"]["price_minor"]) == (
        cup.reward.name, 3, 20_000,
    )  # fmt: skip
    assert shown["claim"]["can_be_had"] and shown["customer"]["customer"] == lan
    assert balance_of(customer=lan, at=timezone.now()).available == 2


def test_it_is_handed_over_once(till: Till, lan: int, cup: Claim) -> None:
    said = {"key": str(uuid4()), "store": till.store, "code": cup.code}
    first, again = till.post("claims", **said).json(), till.post("claims", **said).json()
    assert first == again and not first["claim"]["can_be_had"]
    cup.refresh_from_db()
    assert (cup.state, cup.store_id) == ("handed_over", till.store)
    assert Transfer.objects.filter(kind=TransferKind.CONFIRM).count() == 1
    other = till.post("claims", **said | {"key": str(uuid4())})
    assert other.status_code == 409 and "đã" in other.json()["problem"]
    assert not till.get("codes", code=cup.code).json()["claim"]["can_be_had"]


def test_one_whose_time_is_over_is_not_handed_over(till: Till, cup: Claim) -> None:
    Claim.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert not till.get("codes", code=cup.code).json()["claim"]["can_be_had"]
    answer = till.post("claims", key=str(uuid4()), store=till.store, code=cup.code)
    assert answer.status_code == 409
    assert not Transfer.objects.filter(kind=TransferKind.CONFIRM).exists()


def test_a_voucher_is_known_with_its_owner_and_other_codes_are_not(
    till: Till, lan: int, world: cast.World
) -> None:
    kind(timezone.now())
    code = issue(kind="giam", customer=lan, at=timezone.now(), key="v", by=world.by_mai).code
    shown = till.get("codes", code=code).json()
    assert (shown["voucher"], shown["customer"]["name"]) == (code, "Nguyễn Thị Lan")
    assert till.get("codes", code="88000042").json() == {"voucher": None, "claim": None}
    assert till.post("claims", key=str(uuid4()), store=till.store, code="KHONGCO").status_code == 404


@pytest.fixture
def shop(transactional_db: None) -> Iterator[cast.World]:
    world = cast.build()
    running(world)
    yield world


def test_two_tills_at_one_code_hand_it_over_once(shop: cast.World) -> None:
    claim = claim_reward(
        reward=reward(points=0, price_minor=20_000).pk,
        customer=member(shop),
        at=timezone.now(),
        key="c",
        by=SYSTEM,
    )

    def till(_number: int) -> int:
        try:
            own = till_of(shop.tu, shop.store.pk)
            return int(own.post("claims", key=str(uuid4()), store=own.store, code=claim.code).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as tills:
        assert Counter(tills.map(till, range(8))) == {200: 1, 409: 7}
    assert Reward.objects.count() == 1
