"""Whatever the merged customer had in her hands finds who she is now."""

from datetime import timedelta

import pytest

from quen.cards.hand_out import hand_out
from quen.cards.make_batch import make_batch
from quen.draws.add_entry import add_entry
from quen.draws.reads import entries_of
from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.flows.claim_reward import claim_by_code, claim_reward, hand_over
from quen.flows.merge_customers import merge_customers, part_customers
from quen.flows.take_back import take_back
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.points.earn import earn
from quen.points.reads import balance_of
from quen.referrals.codes import give_code
from quen.referrals.reads import owner_of
from quen.rewards.catalogue import add_reward
from quen.rewards.errors import CannotClaim
from quen.rewards.models import ClaimState, RewardKind
from quen.till.find import find
from quen.vouchers.check import check
from quen.vouchers.issue import issue
from quen.vouchers.models import Quota, State, Voucher
from quen.vouchers.terms import FixedOff, Terms
from tests.draws.tet import opened
from tests.flows.loyal import SUNDAY, bought, line, member, running
from tests.points.books import assert_the_books_agree
from tests.vouchers.kinds import TEN_THOUSAND, kind
from tests.world import World

LATER = SUNDAY + timedelta(hours=1)


@pytest.fixture
def twin(world: World) -> Customer:
    running(world)
    member(world)
    twin = Customer.objects.create(name="Lan N.")
    join(customer=twin.pk, way=Way.TILL, by=SYSTEM, at=SUNDAY)
    return twin


def merged(world: World, twin: Customer) -> int:
    return merge_customers(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=LATER).pk


def test_her_voucher_is_used_by_whom_she_counts_as_and_named_by_her_old_number(
    world: World, twin: Customer
) -> None:
    kind(SUNDAY, terms=TEN_THOUSAND)
    codes = [
        issue(kind="giam", customer=twin.pk, at=SUNDAY, key=f"v{n}", by=world.by_mai).code for n in range(2)
    ]
    stranger = Customer.objects.create(name="Người lạ")
    merged(world, twin)
    assert bought(world, 50_000, key="a", vouchers=(codes[0],), at=LATER).vouchers_used
    assert bought(world, 50_000, key="b", customer=twin.pk, vouchers=(codes[1],), at=LATER).vouchers_used
    refused = check(code=codes[0], customer=stranger.pk, store=world.store.pk, lines=[line(50_000)], at=LATER)
    assert not refused.is_valid
    assert set(Voucher.objects.values_list("state", flat=True)) == {State.USED}


def test_what_she_used_counts_against_the_limit_of_both_and_is_free_again_with_its_return(
    world: World, twin: Customer
) -> None:
    kind(SUNDAY, terms=Terms(gives=FixedOff(amount_minor=10_000), most_a_member=1), code="TET")
    receipt = bought(world, 50_000, key="a", customer=twin.pk, vouchers=("TET",))
    merge = merged(world, twin)

    def reasons() -> list[str]:
        said = check(
            code="TET", customer=world.lan.pk, store=world.store.pk, lines=[line(50_000)], at=LATER
        ).reasons
        return [str(reason) for reason in said]

    assert reasons() == ["The customer has used it as often as she may."]
    take_back(store=world.store.pk, receipt=receipt.receipt, at=LATER, key="r", by=world.by_mai)
    assert reasons() == []
    part_customers(merge=merge, by=world.by_mai, at=LATER)
    assert set(Quota.objects.filter(of__startswith="customer:").values_list("used", flat=True)) == {0}


def test_parting_gives_each_her_own_limit_back(world: World, twin: Customer) -> None:
    kind(SUNDAY, terms=Terms(gives=FixedOff(amount_minor=10_000), most_a_member=2), code="TET")
    bought(world, 50_000, key="a", customer=twin.pk, vouchers=("TET",))
    merge = merged(world, twin)
    bought(world, 50_000, key="b", vouchers=("TET",), at=LATER)
    assert Quota.objects.get(of=f"customer:{world.lan.pk}").used == 2
    part_customers(merge=merge, by=world.by_mai, at=LATER)
    limits = dict(Quota.objects.filter(of__startswith="customer:").values_list("of", "used"))
    assert limits == {f"customer:{world.lan.pk}": 1, f"customer:{twin.pk}": 1}


def test_the_till_finds_whom_she_counts_as_by_her_old_card(world: World, twin: Customer) -> None:
    batch = make_batch(name="Tết", count=1, at=SUNDAY, by=world.by_mai)
    number = batch.cards.get().number
    hand_out(number=number, customer=twin.pk, at=SUNDAY, by=world.by_mai)
    merge = merged(world, twin)
    assert [found.customer for found in find(number)] == [world.lan.pk]
    part_customers(merge=merge, by=world.by_mai, at=LATER)
    assert [found.customer for found in find(number)] == [twin.pk]


def test_a_reward_she_claimed_is_handed_over_and_counts_in_the_limit_of_both(
    world: World, twin: Customer
) -> None:
    earn(customer=twin.pk, points=200, at=SUNDAY, key="e", by=SYSTEM)
    reward = add_reward(
        kind=RewardKind.GIFT,
        name="Bình nước",
        points=60,
        stock=3,
        most_a_member=1,
        at=SUNDAY,
        by=world.by_mai,
    )
    claim = claim_reward(reward=reward.pk, customer=twin.pk, at=SUNDAY, key="c", by=world.by_mai)
    merged(world, twin)
    with pytest.raises(CannotClaim):
        claim_reward(reward=reward.pk, customer=world.lan.pk, at=LATER, key="d", by=world.by_mai)
    taken = hand_over(claim=claim_by_code(claim.code).pk, at=LATER, by=world.by_mai)
    assert taken.state == ClaimState.HANDED_OVER
    balance = balance_of(customer=world.lan.pk, at=LATER)
    assert (balance.available, balance.reserved) == (140, 0)
    assert_the_books_agree()


def test_her_code_brings_friends_to_whom_she_counts_as(world: World, twin: Customer) -> None:
    code = give_code(customer=twin.pk, at=SUNDAY)
    merged(world, twin)
    assert owner_of(code) == world.lan


def test_her_draw_entries_count_for_whom_she_counts_as(world: World, twin: Customer) -> None:
    draw = opened(world)
    add_entry(draw=draw.pk, customer=twin.pk, source="free:1", at=SUNDAY, by=world.by_mai)
    bought(world, 120_000, customer=twin.pk, key="a")
    merged(world, twin)
    assert entries_of(draw=draw, customer=world.lan.pk) == 3
    assert entries_of(draw=draw, customer=twin.pk) == 3
