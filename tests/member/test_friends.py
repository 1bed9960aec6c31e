"""Lan's card carries her code; Hoa follows its link and becomes a member with it."""

from datetime import datetime, timedelta

from django.test import Client
from django.utils import timezone

from quen.enrolment.models import Member
from quen.member.stamp import stamp
from quen.referrals.codes import give_code
from quen.referrals.models import Referral
from quen.referrals.terms import set_terms
from tests.world import World


def joins(code: str, at: datetime) -> int:
    typed = {"phone": "0987654321", "friend": code, "stamp": stamp(at=at)}
    return Client(headers={"accept-language": "vi"}).post("/m/join/", typed).status_code


def test_hoa_follows_the_link_and_is_brought(world: World) -> None:
    now = timezone.now()
    set_terms(is_running=True, advocate_points=50, at=now, by=world.by_mai)
    code = give_code(customer=world.lan.pk, at=now)
    page = Client(headers={"accept-language": "vi"}).get(f"/m/join/?friend={code}").content.decode()
    assert f'value="{code}"' in page
    assert joins("ABCDEFGH", now - timedelta(seconds=30)) == 404
    assert not Member.objects.exists()
    assert joins(code, now - timedelta(seconds=30)) == 302
    assert Referral.objects.get().advocate == world.lan
