"""A reward is claimed, handed over, given up, or nobody comes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from quen.enrolment.models import Member
from quen.events.models import Event
from quen.flows.claim_reward import cancel_claim, claim_by_code, claim_reward, hand_over, time_out_claims
from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.reads import balance_of
from quen.rewards.catalogue import add_reward, add_stock
from quen.rewards.errors import BadReward, CannotClaim, ClaimOver, KeyUsedForSomethingElse
from quen.rewards.models import Claim, ClaimState, Reward, RewardKind
from quen.vouchers.kinds import make_kind
from quen.vouchers.models import Voucher
from quen.vouchers.terms import FixedOff, Terms
from tests import world as cast


@pytest.fixture
def world(db: None) -> cast.World:
    return cast.build()


def member(customer: Customer, world: cast.World, at: datetime, *, points: int = 100) -> Customer:
    Member.objects.create(customer=customer, enrolled_at=at, way="till", enrolled_by="x")
    earn(customer=customer.pk, points=points, at=at, key=f"earn:{customer.pk}", by=world.by_mai)
    return customer


def bottle(world: cast.World, at: datetime, stock: int | None = 3, most: int | None = None) -> Reward:
    return add_reward(
        kind=RewardKind.GIFT,
        name="Bình nước",
        points=60,
        stock=stock,
        most_a_member=most,
        at=at,
        by=world.by_mai,
    )


def claimed(reward: Reward, world: cast.World, at: datetime, key: str = "c1") -> Claim:
    return claim_reward(reward=reward.pk, customer=world.lan.pk, at=at, key=key, by=world.by_mai)


def purse(world: cast.World, at: datetime) -> tuple[int, int]:
    balance = balance_of(customer=world.lan.pk, at=at)
    return balance.available, balance.reserved


def test_lan_claims_a_bottle_and_takes_it_home(world: cast.World, now: datetime) -> None:
    member(world.lan, world, now)
    reward = bottle(world, now)
    claim = claimed(reward, world, now)
    assert claimed(reward, world, now).pk == claim.pk
    reward.refresh_from_db()
    assert (reward.stock, purse(world, now)) == (2, (40, 60))
    assert claim_by_code(claim.code.lower()).pk == claim.pk
    later = now + timedelta(hours=5)
    done = hand_over(claim=claim.pk, store=world.store.pk, at=later, by=world.by_mai)
    assert (done.state, done.store_id, purse(world, later)) == (
        ClaimState.HANDED_OVER,
        world.store.pk,
        (40, 0),
    )
    assert hand_over(claim=claim.pk, at=later, by=world.by_mai).pk == claim.pk
    assert Event.objects.filter(kind="reward.handed_over").count() == 1
    with pytest.raises(ClaimOver):
        cancel_claim(claim=claim.pk, at=later, by=world.by_mai)


def test_a_claim_given_up_frees_points_and_piece(world: cast.World, now: datetime) -> None:
    member(world.lan, world, now)
    reward = bottle(world, now, most=1)
    claim = claimed(reward, world, now)
    with pytest.raises(CannotClaim, match="have it once"):
        claimed(reward, world, now, "c2")
    cancel_claim(claim=claim.pk, at=now, by=world.by_mai)
    reward.refresh_from_db()
    assert (reward.stock, purse(world, now)) == (3, (100, 0))
    assert claimed(reward, world, now, "c3").state == ClaimState.WAITING


def test_a_claim_nobody_fetches_times_out(world: cast.World, now: datetime) -> None:
    member(world.lan, world, now)
    reward = bottle(world, now)
    claim = claimed(reward, world, now)
    late = now + timedelta(hours=72)
    with pytest.raises(ClaimOver):
        hand_over(claim=claim.pk, at=late, by=world.by_mai)
    assert (time_out_claims(at=late), time_out_claims(at=late)) == (1, 0)
    reward.refresh_from_db()
    claim.refresh_from_db()
    assert (claim.state, reward.stock, purse(world, late)) == (ClaimState.TIMED_OUT, 3, (100, 0))


def test_a_discount_gives_its_voucher_with_the_handing_over(world: cast.World, now: datetime) -> None:
    member(world.lan, world, now)
    make_kind(
        name="Giảm 10k", key="10k", terms=Terms(gives=FixedOff(amount_minor=10_000)), at=now, by=world.by_mai
    )
    reward = add_reward(
        kind=RewardKind.DISCOUNT, name="Giảm 10k", points=10, voucher_kind="10k", at=now, by=world.by_mai
    )
    claim = claimed(reward, world, now)
    assert not Voucher.objects.exists()
    done = hand_over(claim=claim.pk, at=now, by=world.by_mai)
    voucher = Voucher.objects.get()
    assert (done.voucher, voucher.customer_id, voucher.source) == (voucher.code, world.lan.pk, "reward")


@pytest.mark.parametrize("kind", RewardKind)
def test_a_reward_of_every_kind_is_held_and_handed_over(
    world: cast.World, now: datetime, kind: RewardKind
) -> None:
    member(world.lan, world, now)
    terms = Terms(gives=FixedOff(amount_minor=10_000))
    make_kind(name="Giảm 10k", key="10k", terms=terms, at=now, by=world.by_mai)
    voucher_kind = "10k" if kind == RewardKind.DISCOUNT else ""
    reward = add_reward(
        kind=kind, name="Quà", points=60, price_minor=20_000, stock=1, at=now, by=world.by_mai,
        voucher_kind=voucher_kind,
    )  # fmt: skip
    claim = claimed(reward, world, now)
    assert (claim.points, claim.price_minor, purse(world, now)) == (60, 20_000, (40, 60))
    done = hand_over(claim=claim.pk, store=world.store.pk, at=now, by=world.by_mai)
    assert (done.state, purse(world, now)) == (ClaimState.HANDED_OVER, (40, 0))
    assert bool(done.voucher) == Voucher.objects.exists() == (kind == RewardKind.DISCOUNT)
    with pytest.raises(CannotClaim, match="None is left"):
        claimed(reward, world, now, "c2")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"tiers": ["gold"]}, "It is for the tiers"),
        ({"last_day": date(2020, 1, 31)}, "It was offered until 2020-01-31"),
        ({"first_day": date(2040, 1, 1)}, "It is offered from 2040-01-01 on"),
        ({"is_shown": False}, "not offered at present"),
    ],
)
def test_a_gate_and_a_window_keep_it_shut(
    world: cast.World, now: datetime, facts: dict[str, object], told: str
) -> None:
    member(world.lan, world, now)
    reward = add_reward(kind=RewardKind.EVENT, name="Vé", points=5, at=now, by=world.by_mai, **facts)  # type: ignore[arg-type]
    with pytest.raises(CannotClaim, match=told):
        claimed(reward, world, now)
    assert (Claim.objects.count(), purse(world, now)) == (0, (100, 0))


def test_why_she_cannot_have_it_is_said_and_nothing_is_held(world: cast.World, now: datetime) -> None:
    reward = bottle(world, now)
    with pytest.raises(CannotClaim, match="Only members"):
        claimed(reward, world, now)
    member(world.lan, world, now, points=25)
    with pytest.raises(CannotClaim, match="35 more points"):
        claimed(reward, world, now)
    assert not Claim.objects.exists()
    assert purse(world, now) == (25, 0)


def test_a_key_is_for_one_claim_and_stock_is_never_below_none(world: cast.World, now: datetime) -> None:
    member(world.lan, world, now)
    claimed(bottle(world, now), world, now)
    other = bottle(world, now, stock=1)
    with pytest.raises(KeyUsedForSomethingElse):
        claimed(other, world, now)
    with pytest.raises(BadReward, match="1 pieces"):
        add_stock(reward=other.pk, pieces=-2, at=now, by=world.by_mai)
    assert add_stock(reward=other.pk, pieces=5, at=now, by=world.by_mai).stock == 6


@pytest.mark.django_db(transaction=True)
def test_sixteen_members_at_a_stock_of_three_get_exactly_three(now: datetime) -> None:
    world = cast.build()
    reward = bottle(world, now)
    everyone = [
        member(Customer.objects.create(name=f"Khách {number}"), world, now).pk for number in range(16)
    ]
    with ThreadPoolExecutor(16) as counter:
        done = list(counter.map(lambda customer: _tried(world, reward, customer, now), everyone))
    reward.refresh_from_db()
    assert (sum(done), Claim.objects.count(), reward.stock) == (3, 3, 0)
    held = [balance_of(customer=customer, at=now).reserved for customer in everyone]
    assert sorted(held, reverse=True)[:4] == [60, 60, 60, 0]


def _tried(world: cast.World, reward: Reward, customer: int, at: datetime) -> bool:
    try:
        claim_reward(reward=reward.pk, customer=customer, at=at, key=f"c{customer}", by=world.by_mai)
    except CannotClaim:
        return False
    finally:
        connection.close()
    return True
