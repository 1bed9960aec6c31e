"""Lan answers an SMS: her stop counts at once and is proved; other words are heard."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quen.events.models import Event
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.channels.sms.ready import READY
from quen.messages.guard import Reason
from quen.messages.hand_over import hand_over_due
from quen.messages.incoming_models import IncomingText
from quen.messages.models import (
    Message,
    State,
    Suppression,
    Template,
    TemplateVersion,
    Unsubscribed,
)
from quen.messages.queue import queue
from quen.messages.report_token import token_of
from quen.messages.settings import account_of, connect
from quen.messages.take_text import MOST_AN_HOUR, Heard, take_text
from quen.messages.templates import archive_template
from quen.people.consent import in_force
from quen.people.models import Consent, ConsentChannel, Purpose
from quen.tickets.models import Entry, Ticket
from tests.console.cast import signed_in
from tests.messages.gateway import Gateway, start
from tests.messages.letters import BRAND
from tests.world import World

LAN, STRANGER = "0912345678", "0987654321"
ADDRESS = f"/hooks/sms/{token_of(Channel.SMS)}/in/"
INCOMING = {"id": "mo_id", "phone": "from", "text": "msg"}


@pytest.fixture
def gateway(shop: World, tmp_path: Path) -> Iterator[Gateway]:
    running = start(tmp_path / "gateway")
    described: dict[str, Any] = {
        "url": running.url, "fields": {"to": "{{phone}}", "text": "{{text}}"},
        "answer": {"status": "code", "id": "data.id", "taken": ["0"]}, "incoming": INCOMING,
    }  # fmt: skip
    connect(
        channel=Channel.SMS,
        settings={"gateway": json.dumps(described), **BRAND, "way_out": "TU CHOI: TC gui 8088"},
        secrets={},
        by=SYSTEM,
    )
    yield running
    running.stop()


def agrees(shop: World, channel: ConsentChannel = ConsentChannel.SMS) -> bool:
    return in_force(customer=shop.lan.pk, purpose=Purpose.MARKETING, channel=channel)


def sms(phone: str, text: str, id: str = "") -> Heard:
    return Heard(Channel.SMS, phone, text, id)


def hand_over(at: datetime) -> None:
    hand_over_due(account_of(Channel.SMS), at=at)


def test_a_stop_brought_by_the_gateway_ends_offers_and_is_confirmed(
    shop: World, gateway: Gateway, sms_offer: TemplateVersion, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)
    offer = queue(customer=shop.lan.pk, version=sms_offer, key="tet", at=now - timedelta(hours=1), by=SYSTEM)
    hand_over(now - timedelta(hours=1))
    waits = queue(customer=shop.lan.pk, version=sms_offer, key="noel", at=now, by=SYSTEM)
    answer = Client(enforce_csrf_checks=True).post(
        ADDRESS, {"mo_id": "MO-1", "from": "84912345678", "msg": "TC"}
    )
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert not agrees(shop) and agrees(shop, ConsentChannel.EMAIL)
    proof = Consent.objects.filter(is_given=False).get().proof
    assert proof == "SMS “TC” từ số +84912345678 lúc 22/11/2026 09:00, mã của nhà mạng MO-1"
    said = Unsubscribed.objects.get()
    assert (said.channel, said.message) == ("sms", offer.pk)
    assert Event.objects.get(kind="message.unsubscribed").customer == shop.lan.pk
    hand_over(now)
    waits.refresh_from_db()
    assert (waits.state, waits.reason) == (State.REFUSED, Reason.NO_CONSENT)
    texts = [json.loads(asked["body"])["text"] for asked in gateway.asked()]
    assert (
        len(texts) == 2
        and "từ chối" in texts[1]
        and "Cà phê Mai" in texts[1]
        and not texts[1].startswith("[QC]")
    )
    assert Ticket.objects.count() == 0


def test_a_stop_brought_twice_counts_once(shop: World, gateway: Gateway, now: datetime) -> None:
    first = take_text(sms(LAN, "HỦY", "MO-1"), at=now)
    again = take_text(sms(LAN, "HỦY", "MO-1"), at=now + timedelta(days=1))
    other = take_text(sms(LAN, "STOP", "MO-2"), at=now + timedelta(minutes=1))
    assert (first.pk, first.fate, other.fate) == (again.pk, "stopped", "stopped")
    assert (IncomingText.objects.count(), Unsubscribed.objects.count()) == (2, 1)
    assert Consent.objects.filter(is_given=False).count() == 1
    assert Message.objects.filter(key__startswith="stop:").count() == 1


def test_the_number_of_a_stranger_is_written_to_no_more(shop: World, gateway: Gateway, now: datetime) -> None:
    take_text(sms(STRANGER, "stop", "MO-1"), at=now)
    kept = Suppression.objects.get()
    assert (kept.address, kept.reason) == ("+84987654321", "asked")
    assert "SMS “stop” từ số +84987654321" in kept.detail
    assert not Message.objects.exists()


def test_other_words_are_heard_as_one_ticket_of_hers(shop: World, gateway: Gateway, now: datetime) -> None:
    first = take_text(sms(LAN, "Hủy đơn hàng giúp em", "MO-1"), at=now)
    again = take_text(sms(LAN, "Hủy đơn hàng giúp em", "MO-1"), at=now)
    more = take_text(sms(LAN, "Đơn số 15 ạ", "MO-2"), at=now + timedelta(minutes=2))
    ticket = Ticket.objects.get()
    assert (first.fate, first.ticket, again.ticket, more.ticket) == (
        "ticket",
        ticket.pk,
        ticket.pk,
        ticket.pk,
    )
    assert (ticket.customer_id, ticket.came_by, ticket.contact_phone) == (shop.lan.pk, "sms", "+84912345678")
    assert list(Entry.objects.order_by("pk").values_list("text", flat=True)) == [
        "Hủy đơn hàng giúp em",
        "Đơn số 15 ạ",
    ]
    assert agrees(shop) and not Message.objects.exists()


def test_a_stranger_who_asks_is_heard_too(shop: World, gateway: Gateway, now: datetime) -> None:
    take_text(sms(STRANGER, "Mấy giờ mở cửa?"), at=now)
    take_text(sms(STRANGER, "Mấy giờ mở cửa?"), at=now)
    ticket = Ticket.objects.get()
    assert (ticket.customer_id, ticket.contact_phone) == (None, "+84987654321")
    assert Entry.objects.count() == 1, "without a number of its own the same words count once in an hour"


def test_what_is_no_number_no_words_or_a_flood_opens_nothing(
    shop: World, gateway: Gateway, now: datetime
) -> None:
    assert take_text(sms("CAPHEMAI", "x", "1"), at=now).fate == "bad"
    assert take_text(sms(LAN, " \x00 ", "2"), at=now).fate == "bad"
    assert take_text(sms("9" * 500, "x" * 9_000, "k" * 500), at=now).fate == "bad"
    fates = [take_text(sms(LAN, f"alo {n}", f"f{n}"), at=now).fate for n in range(MOST_AN_HOUR + 2)]
    assert (fates[0], fates[-1]) == ("ticket", "flood")
    assert take_text(sms(LAN, "STOP", "last"), at=now).fate == "stopped", "a stop is never too much"


def test_halves_of_characters_are_no_reason_to_fail(shop: World, gateway: Gateway) -> None:
    said = json.dumps({"mo_id": "\ud800\x00", "from": LAN, "msg": "alo \udfff"})
    assert Client().post(ADDRESS, said, content_type="application/json").status_code == 200
    assert (IncomingText.objects.get().key, IncomingText.objects.get().text) == ("?", "alo ?")


def test_a_stop_amid_a_talk_is_noted_where_staff_read_it(
    shop: World, gateway: Gateway, now: datetime
) -> None:
    take_text(sms(LAN, "Hủy đơn hàng giúp em", "MO-1"), at=now)
    take_text(sms(LAN, "Hủy", "MO-2"), at=now + timedelta(minutes=1))
    last = Entry.objects.latest("pk")
    assert (last.kind, last.by, Ticket.objects.count()) == ("note", "system", 1)
    assert not agrees(shop)


def test_staff_may_word_the_answer_to_a_stop_or_put_it_away(
    shop: World, gateway: Gateway, now: datetime
) -> None:
    take_text(sms(LAN, "TC", "MO-1"), at=now)
    template = Template.objects.get(name__startswith="SMS: ")
    assert (template.channel, template.purpose) == ("sms", "transactional")
    Message.objects.all().delete()
    archive_template(template=template.pk, at=now, by=SYSTEM)
    take_text(sms(LAN, "TC", "MO-2"), at=now + timedelta(days=1))
    assert not Message.objects.exists() and Template.objects.count() == 1


def test_only_who_knows_the_address_is_heard(shop: World, gateway: Gateway, now: datetime) -> None:
    said = {"mo_id": "MO-1", "from": LAN, "msg": "TC"}
    stranger = Client()
    assert stranger.post("/hooks/sms/guess/in/", said).status_code == 404
    assert agrees(shop)
    for brought in ([said, {"mo_id": "MO-2", "from": LAN, "msg": "alo"}], "no json", 7):
        assert stranger.post(ADDRESS, json.dumps(brought), content_type="application/json").status_code == 200
    assert stranger.get(ADDRESS, said).status_code == 200
    assert IncomingText.objects.count() == 2 + 0
    connect(
        channel=Channel.SMS,
        settings={"gateway": json.dumps({"url": "https://x.vn", "fields": {}})},
        secrets={},
        by=SYSTEM,
    )
    assert stranger.post(ADDRESS, said).status_code == 409


def test_the_channels_page_says_where_answers_go(shop: World, gateway: Gateway) -> None:
    mai = signed_in(shop.mai)
    mai.cookies["django_language"] = "en"
    page = mai.get("/outreach/channels/sms/").content.decode()
    assert "Answers of customers" in page and ADDRESS in page


def test_a_short_number_of_esms_is_read_as_its_pages_show_it(shop: World, gateway: Gateway) -> None:
    described = {**READY["esms"].description, "url": gateway.url}
    connect(channel=Channel.SMS, settings={"gateway": json.dumps(described)}, secrets={}, by=SYSTEM)
    brought = {
        "sender": "84912345678", "content": "CAPHEMAI con banh khong", "serviceNumber": "8079", "keyword": "CAPHEMAI",
        "sign": "x", "cpid": "7", "smsid": "esms-1", "receiverTime": "20241122090000",
    }  # fmt: skip
    for _again in range(2):
        assert Client().get(ADDRESS, brought).status_code == 200
    row = IncomingText.objects.get()
    assert (row.key, row.customer_id, row.text) == ("esms-1", shop.lan.pk, "CAPHEMAI con banh khong")
