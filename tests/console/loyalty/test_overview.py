"""Mai sees how her programme does."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.flows.claim_reward import claim_reward, hand_over
from quen.flows.judge_history import judge_history
from quen.kernel.actor import SYSTEM
from quen.rewards.catalogue import add_reward
from quen.rewards.models import RewardKind
from quen.tiers.history import tier_reader
from tests import world
from tests.console.cast import signed_in
from tests.flows.judge_history.past import imported
from tests.flows.judge_history.test_judge_history import coffee
from tests.flows.loyal import running
from tests.world import World

pytestmark = pytest.mark.django_db
INDEX = "console:loyalty:index"


@pytest.fixture
def shop() -> World:
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def test_without_members_the_page_says_how_to_begin(mai: Client) -> None:
    assert "Chưa có thành viên" in mai.get(reverse(INDEX)).content.decode()


def test_the_figures_stand_with_their_table_and_file(
    mai: Client, shop: World, django_assert_max_num_queries: Any
) -> None:
    running(shop)
    now = timezone.now()
    join(customer=shop.lan.pk, way=Way.TILL, by=SYSTEM, at=now - timedelta(days=40))
    imported(shop.lan, shop.store, now - timedelta(days=1), coffee(120_000), "1")
    judge_history(by=SYSTEM, at=now)
    assert mai.get(reverse(INDEX)).status_code == 200, "adds up, and saves"
    with django_assert_max_num_queries(12):
        text = mai.get(reverse(INDEX)).content.decode()
    assert "100,0%" in text and "Đã tiêu 0 điểm, đã tặng 12 điểm" in text
    assert "dưới 30 thì các tỷ lệ chưa nói lên nhiều" in text
    answer: Any = mai.get(reverse("console:loyalty:export", args=["csv"]))
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert rows[0] == "Tháng,Điểm đã tặng,Điểm đã tiêu,Điểm hết hạn"
    assert rows[1].endswith(",12,0,0")
    assert mai.get(reverse("console:loyalty:export", args=["exe"])).status_code == 404


def test_who_rose_what_was_claimed_and_what_is_owed_stand_there(mai: Client, shop: World) -> None:
    steps = [
        {"key": "low", "name": "Thành viên", "at_least": 0},
        {"key": "silver", "name": "Bạc", "at_least": 200_000},
    ]
    running(shop, tiers={"steps": steps})
    now = timezone.now()
    join(customer=shop.lan.pk, way=Way.TILL, by=SYSTEM, at=now - timedelta(days=40))
    for number, days in enumerate((9, 8, 1)):
        imported(shop.lan, shop.store, now - timedelta(days=days), coffee(120_000), str(number))
    judge_history(by=SYSTEM, at=now)
    catch_up(tier_reader(), until=EVERYTHING)
    bottle = add_reward(kind=RewardKind.GIFT, name="Bình nước", points=20, at=now, by=SYSTEM)
    fetched = claim_reward(reward=bottle.pk, customer=shop.lan.pk, at=now, key="1", by=SYSTEM)
    hand_over(claim=fetched.pk, at=now + timedelta(seconds=-1), by=SYSTEM)
    text = re.sub(r"<[^>]+>|\s", " ", mai.get(reverse(INDEX)).content.decode())
    text = re.sub(r" +", " ", text)
    assert "Thành viên → Bạc 1" in text
    assert "Bình nước 1" in text, "only what was handed over"
    assert "Bạc 1" in text.partition("Thành viên theo hạng")[2]
    assert "16" in text.partition("Điểm còn lại")[2][:40]
