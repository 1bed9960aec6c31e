"""Lan said stop by Zalo: she is told there that it arrived, once."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.channels.zalo.say import PATH
from quen.messages.channels.zalo.token import PATH as TOKEN_PATH
from quen.messages.incoming_models import IncomingText
from quen.messages.settings import change_limits, connect, pause_channel
from quen.messages.take_text import Heard, take_text
from quen.messages.tell_stopped import tell_stopped
from quen.messages.zalo_users import Shared, keep_shared
from quen.tickets.zalo_window import FREE_FOR
from tests.messages.zalo_peer import Zalo, start
from tests.world import World

LAN = "2468458835296117922"


@pytest.fixture
def zalo(shop: World, tmp_path: Path, now: datetime) -> Iterator[Zalo]:
    running = start(tmp_path / "zalo")
    connect(
        channel=Channel.ZALO, by=SYSTEM,
        settings={"app_id": "77", "oa_url": running.url, "oauth_url": running.url},
        secrets={"secret_key": "app-secret", "refresh_token": "refresh-0"},
    )  # fmt: skip
    change_limits(channel=Channel.ZALO, is_on=True, by=SYSTEM)
    keep_shared(Shared(LAN, "0912345678", "Lan", now))
    yield running
    running.stop()


def stop(at: datetime, key: str = "m1") -> IncomingText:
    return take_text(Heard(Channel.ZALO, LAN, "stop", key), at=at)


def test_she_is_told_once_a_day(zalo: Zalo, now: datetime) -> None:
    first, again = stop(now), stop(now + timedelta(hours=1), "m2")
    assert tell_stopped(at=now + timedelta(hours=2)) == 1
    assert tell_stopped(at=now + timedelta(hours=3)) == 0
    [asked] = zalo.asked(PATH)
    said = json.loads(asked["body"])
    assert said["recipient"] == {"user_id": LAN}
    assert "Cà phê Mai" in said["message"]["text"] and "Zalo" in said["message"]["text"]
    first.refresh_from_db()
    again.refresh_from_db()
    assert (first.told, again.told) == ("sent", "")


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"error": -213}, "refused"),
        ({"hangs_up": True}, "unknown"),
        ({"error": -32}, "ready"),
        ({"status": 503, "headers": {"Retry-After": "90"}}, "ready"),
    ],
)
def test_what_came_of_it_is_kept(how: dict[str, object], told: str, zalo: Zalo, now: datetime) -> None:
    row = stop(now)
    zalo.answers(**how)
    assert tell_stopped(at=now) == 1
    row.refresh_from_db()
    assert row.told == told
    zalo.answers()
    assert tell_stopped(at=now + timedelta(seconds=30)) == 0
    assert tell_stopped(at=now + timedelta(minutes=10)) == (1 if told == "ready" else 0)


def test_no_token_is_asked_for_again_and_again(zalo: Zalo, now: datetime) -> None:
    connect(
        channel=Channel.ZALO, by=SYSTEM, secrets={"refresh_token": "of-nobody"},
        settings={"app_id": "77", "oa_url": zalo.url, "oauth_url": zalo.url},
    )  # fmt: skip
    keep_shared(Shared("7777777", "0912345678", "Lan", now))
    stop(now)
    take_text(Heard(Channel.ZALO, "7777777", "stop", "m2"), at=now)
    for second in range(5):
        tell_stopped(at=now + timedelta(seconds=second))
    assert len(zalo.asked(TOKEN_PATH)) == 1


def test_after_two_days_it_would_cost_and_goes_no_more(zalo: Zalo, now: datetime) -> None:
    row = stop(now)
    pause_channel(channel=Channel.ZALO, is_paused=True, by=SYSTEM)
    assert tell_stopped(at=now) == 0
    pause_channel(channel=Channel.ZALO, is_paused=False, by=SYSTEM)
    tell_stopped(at=now + FREE_FOR)
    row.refresh_from_db()
    assert row.told == "refused" and zalo.asked(PATH) == []


def test_what_a_dead_worker_had_begun_is_not_said_again(zalo: Zalo, now: datetime) -> None:
    stop(now)
    IncomingText.objects.update(told="handing")
    assert tell_stopped(at=now) == 0
    assert IncomingText.objects.get().told == "unknown" and zalo.asked(PATH) == []


def test_a_stop_of_somebody_unknown_is_told_once_she_is_known(zalo: Zalo, now: datetime) -> None:
    take_text(Heard(Channel.ZALO, "6142494823", "stop", "m1"), at=now)
    assert tell_stopped(at=now) == 0
    keep_shared(Shared("6142494823", "0912345678", "Lan", now))
    take_text(Heard(Channel.ZALO, "6142494823", "Được chưa ạ?", "m2"), at=now)
    assert tell_stopped(at=now) == 1
