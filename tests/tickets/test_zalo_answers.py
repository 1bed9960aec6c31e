"""Lan writes by Zalo and is answered there, through a server that behaves as Zalo's documentation says."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from quen.flows.send_answers import MOST_ATTEMPTS, send_answers
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.channels.zalo.say import PATH
from quen.messages.settings import change_limits, connect, pause_channel
from quen.messages.take_text import Heard, take_text
from quen.tickets.answer import answer, way_to
from quen.tickets.choices import CameBy, MailState
from quen.tickets.errors import BadTicket
from quen.tickets.models import Entry, Mail, Ticket
from quen.tickets.send_again import send_again
from quen.tickets.zalo_window import FREE_FOR, OPEN_FOR
from tests.console.cast import signed_in
from tests.messages.zalo_events import tell
from tests.messages.zalo_peer import Zalo, start
from tests.tickets.matters import MONDAY_TEN
from tests.world import World

LAN, MINUTE = "2468458835296117922", timedelta(minutes=1)


@pytest.fixture
def zalo(world: World, tmp_path: Path) -> Iterator[Zalo]:
    running = start(tmp_path / "zalo")
    connect(
        channel=Channel.ZALO, by=SYSTEM,
        settings={"app_id": "77", "oa_url": running.url, "oauth_url": running.url},
        secrets={"secret_key": "app-secret", "oa_secret": "oa-secret", "refresh_token": "refresh-0"},
    )  # fmt: skip
    change_limits(channel=Channel.ZALO, is_on=True, by=SYSTEM)
    yield running
    running.stop()


@pytest.fixture
def ticket(zalo: Zalo) -> Ticket:
    take_text(Heard(Channel.ZALO, LAN, "Cà phê nguội quá", "m1"), at=MONDAY_TEN)
    return Ticket.objects.get()


def answered(ticket: Ticket, at: datetime, world: World) -> Mail:
    answer(ticket=ticket.pk, text="Xin lỗi chị ạ", at=at, by=world.by_mai)
    send_answers(at=at)
    return Mail.objects.get()


def test_an_answer_goes_to_her_and_its_arrival_is_told(ticket: Ticket, zalo: Zalo, world: World) -> None:
    row = answered(ticket, MONDAY_TEN + MINUTE, world)
    [asked] = zalo.asked(PATH)
    assert json.loads(asked["body"]) == {"recipient": {"user_id": LAN}, "message": {"text": "Xin lỗi chị ạ"}}
    assert asked["headers"]["access_token"] == "access-1"
    assert (row.way, row.state, row.provider_id) == ("zalo", MailState.SENT, "oa-1")
    assert Entry.objects.get(kind="out").came_by == CameBy.ZALO
    arrived = {"app_id": "77", "event_name": "user_received_message", "timestamp": "1732240800000"}
    assert tell({**arrived, "message": {"msg_id": "somebody's"}}) == 200
    row.refresh_from_db()
    assert row.state == MailState.SENT
    assert tell({**arrived, "message": {"msg_id": "oa-1"}}) == 200
    row.refresh_from_db()
    assert row.state == MailState.ARRIVED
    assert send_answers(at=MONDAY_TEN + timedelta(hours=1)) == 0
    assert len(zalo.asked(PATH)) == 1


def test_a_token_that_ended_is_renewed_and_the_answer_goes_once(
    ticket: Ticket, zalo: Zalo, world: World
) -> None:
    answered(ticket, MONDAY_TEN, world)
    zalo.answers(access_ended=True)
    answer(ticket=ticket.pk, text="Mời chị ly khác", at=MONDAY_TEN, by=world.by_mai)
    assert send_answers(at=MONDAY_TEN) == 1
    tokens = [row["headers"]["access_token"] for row in zalo.asked(PATH)]
    assert tokens == ["access-1", "access-1", "access-2"]
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}


@pytest.mark.parametrize(
    ("how", "state", "words"),
    [
        ({"error": -230}, MailState.REFUSED, "seven days"),
        ({"error": -213}, MailState.REFUSED, "does not follow"),
        ({"error": -201}, MailState.REFUSED, "said so"),
        ({"error": -32}, MailState.READY, "-32"),
        ({"status": 429, "headers": {"Retry-After": "90"}}, MailState.READY, "429"),
        ({"status": 500}, MailState.UNKNOWN, "500"),
        ({"hangs_up": True}, MailState.UNKNOWN, "line broke"),
    ],
)
def test_what_zalos_answers_mean(
    how: dict[str, object], state: MailState, words: str, ticket: Ticket, zalo: Zalo, world: World
) -> None:
    zalo.answers(**how)
    row = answered(ticket, MONDAY_TEN, world)
    assert row.state == state and words in row.detail
    zalo.answers()
    send_answers(at=MONDAY_TEN + timedelta(hours=1))
    assert len(zalo.asked(PATH)) == (2 if state == MailState.READY else 1)


def test_what_was_refused_goes_again_when_staff_say_so(ticket: Ticket, zalo: Zalo, world: World) -> None:
    zalo.answers(error=-211)
    row = answered(ticket, MONDAY_TEN, world)
    zalo.answers()
    send_again(ticket=ticket.pk, entry=row.pk, address="", at=MONDAY_TEN + MINUTE, by=world.by_mai)
    assert send_answers(at=MONDAY_TEN + MINUTE) == 1
    row.refresh_from_db()
    ticket.refresh_from_db()
    assert (row.state, row.address, ticket.contact_email) == (MailState.SENT, LAN, "")


def test_an_answer_that_was_under_way_when_its_worker_died_does_not_go_again(
    ticket: Ticket, zalo: Zalo, world: World
) -> None:
    answer(ticket=ticket.pk, text="Xin lỗi chị ạ", at=MONDAY_TEN, by=world.by_mai)
    Mail.objects.update(state=MailState.HANDING_OVER, taken_at=MONDAY_TEN)
    assert send_answers(at=MONDAY_TEN + MINUTE) == 0
    assert Mail.objects.get().state == MailState.UNKNOWN and zalo.asked(PATH) == []


def test_zalo_away_is_tried_again_and_given_up_in_the_end(ticket: Ticket, zalo: Zalo, world: World) -> None:
    zalo.stop()
    answer(ticket=ticket.pk, text="Xin lỗi chị ạ", at=MONDAY_TEN, by=world.by_mai)
    for day in range(MOST_ATTEMPTS):
        assert Mail.objects.get().state == MailState.READY
        send_answers(at=MONDAY_TEN + timedelta(days=day))
    assert Mail.objects.get().state == MailState.REFUSED


def test_a_paused_channel_keeps_the_answer(ticket: Ticket, zalo: Zalo, world: World) -> None:
    pause_channel(channel=Channel.ZALO, is_paused=True, by=SYSTEM)
    assert answered(ticket, MONDAY_TEN, world).state == MailState.READY
    pause_channel(channel=Channel.ZALO, is_paused=False, by=SYSTEM)
    assert send_answers(at=MONDAY_TEN + MINUTE) == 1


def test_seven_days_after_her_last_word_nothing_is_promised(ticket: Ticket, zalo: Zalo, world: World) -> None:
    last = MONDAY_TEN + timedelta(days=1)
    take_text(Heard(Channel.ZALO, LAN, "Sao không ai trả lời?", "m2"), at=last)
    assert way_to(ticket, at=last + OPEN_FOR - MINUTE) == CameBy.ZALO
    assert way_to(ticket, at=last + OPEN_FOR) == CameBy.PHONE
    with pytest.raises(BadTicket):
        answer(ticket=ticket.pk, text="Xin lỗi", at=last + OPEN_FOR, by=world.by_mai, way=CameBy.ZALO)
    with pytest.raises(BadTicket):
        answer(ticket=ticket.pk, text="x" * 2_001, at=last, by=world.by_mai)
    assert not Mail.objects.exists() and not Entry.objects.filter(kind="out").exists()


def test_the_page_says_before_sending_whether_it_goes(
    ticket: Ticket, zalo: Zalo, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai, address = signed_in(world.mai), f"/tickets/{ticket.pk}/"
    mai.cookies["django_language"] = "en"

    def page(at: datetime) -> str:
        monkeypatch.setattr(timezone, "now", lambda: at)
        return mai.get(address).content.decode()

    assert "Within 48 hours of her last word it is free." in page(MONDAY_TEN)
    assert "Zalo charges for it" in page(MONDAY_TEN + FREE_FOR)
    late = page(MONDAY_TEN + OPEN_FOR)
    assert "Zalo takes no answer until she writes again" in late and 'name="goes"' not in late
    pause_channel(channel=Channel.ZALO, is_paused=True, by=SYSTEM)
    assert "the answer waits until it is on" in page(MONDAY_TEN)
    crossed = mai.post(f"{address}answer/", {"text": "Xin lỗi chị", "goes": "zalo"})
    assert crossed.status_code == 302 and Mail.objects.get().way == "zalo"
    monkeypatch.setattr(timezone, "now", lambda: MONDAY_TEN + OPEN_FOR)
    refused = mai.post(f"{address}answer/", {"text": "Còn đó không chị?", "goes": "zalo"})
    assert refused.status_code == 400 and "Còn đó không chị?" in refused.content.decode()
    assert Mail.objects.count() == 1


def test_nobody_else_may_say_that_it_arrived(ticket: Ticket, zalo: Zalo, world: World) -> None:
    answered(ticket, MONDAY_TEN, world)
    body = json.dumps({"app_id": "77", "event_name": "user_received_message", "message": {"msg_id": "oa-1"}})
    assert Client().post("/hooks/zalo/", body, content_type="application/json").status_code == 403
    assert Mail.objects.get().state == MailState.SENT
