"""Lan becomes a member, leaves, and comes back."""

from datetime import datetime

import pytest

from quen.enrolment.errors import NotAMember
from quen.enrolment.join import join, leave
from quen.enrolment.models import Way
from tests.people.story import told
from tests.world import World


def test_lan_joins_once_however_often_she_is_asked(world: World, now: datetime) -> None:
    member, is_new = join(customer=world.lan.pk, way=Way.TILL, store=world.store.pk, by=world.by_mai, at=now)
    again, is_new_again = join(customer=world.lan.pk, way=Way.POSTER, by=world.by_mai, at=now)
    assert (is_new, is_new_again) == (True, False)
    assert member == again and again.way == Way.TILL
    assert told(world.lan.pk) == ["member.enrolled"]


def test_who_left_comes_back_with_her_counters(world: World, now: datetime) -> None:
    member, _ = join(customer=world.lan.pk, way=Way.TILL, by=world.by_mai, at=now)
    member.counters = {"visits": 3}
    member.save()
    assert leave(customer=world.lan.pk, by=world.by_mai, at=now).left_at == now
    with pytest.raises(NotAMember):
        leave(customer=world.lan.pk, by=world.by_mai, at=now)
    back, is_new = join(customer=world.lan.pk, way=Way.TILL, by=world.by_mai, at=now)
    assert (is_new, back.left_at, back.counters) == (False, None, {"visits": 3})
    assert told(world.lan.pk) == ["member.enrolled", "member.left", "member.enrolled"]
