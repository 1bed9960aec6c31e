"""Mai looks at what raised a doubt."""

import pytest

from quen.people.household import join_household
from quen.people.merge import merge
from quen.referrals.decide import allow, refuse
from quen.referrals.errors import AlreadyDecided, ReasonMissing
from quen.referrals.follow import follow_friends
from quen.referrals.models import Referral, State
from quen.referrals.reward import reward_due
from tests.flows.loyal import SUNDAY
from tests.people.story import told
from tests.referrals.friends import OVER, brought, buys, points
from tests.world import World


def held_at_home(world: World) -> Referral:
    """Hoa bought, and only then it turned out that she lives with Lan."""
    hoa = brought(world)
    buys(world, hoa)
    follow_friends([hoa.friend_id])
    join_household(customer=hoa.friend_id, of=world.lan.pk, by=world.by_mai, at=SUNDAY)
    assert reward_due(at=OVER) == 0
    hoa.refresh_from_db()
    assert (hoa.state, hoa.doubts) == (State.REVIEW, ["household"])
    return hoa


def test_sisters_in_one_house_are_rewarded_once_mai_says_so(world: World) -> None:
    hoa = held_at_home(world)
    with pytest.raises(ReasonMissing):
        allow(referral=hoa.pk, reason="  ", at=OVER, by=world.by_mai)
    allow(referral=hoa.pk, reason="Hai chị em", at=OVER, by=world.by_mai)
    assert reward_due(at=OVER) == 1
    assert (points(world.lan.pk), points(hoa.friend_id)) == (50, 42)
    with pytest.raises(AlreadyDecided):
        refuse(referral=hoa.pk, reason="Nhầm", at=OVER, by=world.by_mai)
    assert Referral.objects.get().state == State.REWARDED


def test_what_mai_refuses_is_never_rewarded(world: World) -> None:
    hoa = held_at_home(world)
    refuse(referral=hoa.pk, reason="Cùng một người", at=OVER, by=world.by_mai)
    follow_friends([hoa.friend_id])
    assert reward_due(at=OVER) == 0
    assert (points(world.lan.pk), points(hoa.friend_id)) == (0, 12)
    assert told(hoa.friend_id)[-1] == told(world.lan.pk)[-1] == "referral.refused"
    with pytest.raises(AlreadyDecided):
        allow(referral=hoa.pk, reason="Doch", at=OVER, by=world.by_mai)


def test_two_who_turn_out_to_be_one_are_held_even_when_allowed_before(world: World) -> None:
    hoa = held_at_home(world)
    allow(referral=hoa.pk, reason="Hai chị em", at=OVER, by=world.by_mai)
    merge(customer=hoa.friend_id, into=world.lan.pk, at=OVER, by=world.by_mai)
    assert reward_due(at=OVER) == 0
    hoa.refresh_from_db()
    assert hoa.doubts == ["household", "self", "ring"]
    assert points(world.lan.pk) == 0


def test_a_ring_of_three_shows_once_two_of_its_links_are_one(world: World) -> None:
    """Lan brings Hoa, Hoa brings Minh, Minh brings Lan's second number."""
    hoa = brought(world)
    minh = brought(world, phone="0987654322", by_code_of=hoa.friend_id)
    second = brought(world, phone="0987654323", by_code_of=minh.friend_id)
    assert second.doubts == []
    buys(world, second)
    follow_friends([second.friend_id])
    merge(customer=second.friend_id, into=world.lan.pk, at=SUNDAY, by=world.by_mai)
    assert reward_due(at=OVER) == 0
    second.refresh_from_db()
    assert (second.state, second.doubts) == (State.REVIEW, ["ring"])
    assert points(minh.friend_id) == 0
