"""Lan brings Hoa; both are rewarded once Hoa's purchase stays, and once only."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from quen.events.position import EVERYTHING, START, batch_after
from quen.flows.take_back import take_back
from quen.points.models import Transfer
from quen.referrals.follow import follow_friends
from quen.referrals.models import Referral, State
from quen.referrals.reader import KINDS, referral_reader
from quen.referrals.reward import reward_due
from quen.referrals.terms import set_terms
from quen.vouchers.models import Voucher
from tests.flows.loyal import SUNDAY
from tests.people.story import told
from tests.referrals.friends import OVER, brought, buys, points
from tests.vouchers.kinds import kind
from tests.world import World


def news() -> None:
    """The reader reads the whole story, as after a crash."""
    batch = batch_after(START, most=10_000, below=EVERYTHING, kinds=KINDS)
    assert batch is not None
    referral_reader().take(batch)


def test_both_are_rewarded_after_the_return_period_and_once(world: World) -> None:
    hoa = brought(world)
    buys(world, hoa)
    news()
    hoa.refresh_from_db()
    assert (hoa.state, hoa.due_at) == (State.BOUGHT, OVER.replace(hour=17, minute=0) - timedelta(days=1))
    assert reward_due(at=OVER - timedelta(days=1)) == 0
    assert points(world.lan.pk) == 0
    assert reward_due(at=OVER) == 1
    news()
    assert reward_due(at=OVER) == reward_due(at=OVER + timedelta(days=400)) == 0
    assert (points(world.lan.pk), points(hoa.friend_id)) == (50, 12 + 30)
    hoa.refresh_from_db()
    assert (hoa.state, hoa.advocate_got) == (State.REWARDED, True)
    assert told(world.lan.pk)[-1] == told(hoa.friend_id)[-1] == "referral.rewarded"


def test_a_purchase_too_small_waits_for_a_larger_one(world: World) -> None:
    hoa = brought(world)
    buys(world, hoa, 90_000)
    news()
    hoa.refresh_from_db()
    assert (hoa.state, hoa.purchase) == (State.WAITING, None)
    buys(world, hoa, 100_000, key="k2", days=3)
    news()
    assert reward_due(at=OVER) == 0
    assert reward_due(at=OVER + timedelta(days=3)) == 1


def test_a_return_within_the_period_cancels(world: World) -> None:
    hoa = brought(world)
    receipt = buys(world, hoa)
    news()
    take_back(
        store=world.store.pk, receipt=receipt.receipt, lines=None, at=SUNDAY + timedelta(days=6), key="back",
        by=world.by_mai,
    )  # fmt: skip
    assert reward_due(at=OVER) == 0  # also before the reader told of the return
    hoa.refresh_from_db()
    assert hoa.state == State.WAITING
    assert (points(world.lan.pk), points(hoa.friend_id)) == (0, 0)


def test_an_advocate_has_so_many_rewards_a_month_and_the_friend_hers_always(world: World) -> None:
    friends = [brought(world, phone=f"098765432{n}", at=SUNDAY - timedelta(days=2 * n)) for n in range(3)]
    for friend in friends:
        buys(world, friend)
    news()
    assert reward_due(at=OVER) == 3
    assert points(world.lan.pk) == 100
    assert [points(friend.friend_id) for friend in friends] == [42, 42, 42]
    assert Referral.objects.filter(advocate_got=False).count() == 1


def test_terms_of_the_day_she_was_brought_count(world: World) -> None:
    hoa = brought(world)
    kind(SUNDAY, key="ban-be")
    set_terms(
        is_running=True, advocate_voucher="ban-be", friend_points=1, wait_days=0, at=OVER, by=world.by_mai
    )
    buys(world, hoa)
    news()
    assert reward_due(at=OVER) == 1
    assert points(world.lan.pk) == 50
    minh = brought(world, phone="0987654322", at=OVER)
    buys(world, minh, 10_000, key="k3", days=9)
    news()
    assert reward_due(at=OVER + timedelta(days=2)) == 1
    assert Voucher.objects.get().customer == world.lan
    assert points(world.lan.pk) == 50


@pytest.mark.django_db(transaction=True)
def test_two_readers_and_two_rounds_at_once_reward_once(world: World) -> None:
    hoa = brought(world)
    buys(world, hoa)

    def one(step: int) -> int:
        try:
            if step % 2:
                follow_friends([hoa.friend_id])
                return 0
            return reward_due(at=OVER)
        finally:
            connections.close_all()

    follow_friends([hoa.friend_id])
    with ThreadPoolExecutor(8) as pool:
        rewarded = sum(pool.map(one, range(16)))
    assert rewarded + reward_due(at=OVER) == 1
    assert Transfer.objects.filter(key__startswith="referral:").count() == 2
    assert (points(world.lan.pk), points(hoa.friend_id)) == (50, 42)
