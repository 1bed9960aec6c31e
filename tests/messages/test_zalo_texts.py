"""Lan writes to the shop's Official Account: once it is known who she is, her stop counts at once; all else is heard."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from quen.events.models import Event
from quen.flows.erase_person import erase_person
from quen.flows.person import person_of, rooms, rows_of
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.incoming_models import IncomingText, TextFate, ZaloUser
from quen.messages.models import Suppression, Unsubscribed
from quen.messages.settings import connect
from quen.messages.take_text import MOST_IN_A_CHAT, Heard, take_text
from quen.people.consent import give_consent, in_force
from quen.people.models import Consent, ConsentChannel, Customer, Identity, IdentityKind, Purpose
from quen.tickets.classify import name_customer
from quen.tickets.models import Entry, Ticket
from quen.tickets.solve import solve
from tests.console.cast import signed_in
from tests.messages.zalo_events import SENT_AT, shared, tell, wrote
from tests.world import World

LAN, SOMEBODY = "2468458835296117922", "6142494823000000001"
PHONE = 84912345678


@pytest.fixture
def zalo(shop: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(timezone, "now", lambda: now)
    connect(
        channel=Channel.ZALO,
        settings={"app_id": "77"},
        secrets={"oa_secret": "oa-secret", "secret_key": "x"},
        by=SYSTEM,
    )
    return shop


def agrees(shop: World, channel: ConsentChannel = ConsentChannel.ZALO) -> bool:
    return in_force(customer=shop.lan.pk, purpose=Purpose.MARKETING, channel=channel)


def said_in(ticket: Ticket) -> list[tuple[str, str]]:
    return list(Entry.objects.filter(ticket=ticket).order_by("pk").values_list("kind", "text"))


def test_who_shared_her_phone_ends_offers_with_one_word(zalo: World) -> None:
    assert tell(shared(PHONE, LAN)) == 200
    assert Event.objects.get(kind="zalo.known").customer == zalo.lan.pk
    assert tell(wrote("TC", "m1", LAN)) == 200
    assert not agrees(zalo) and agrees(zalo, ConsentChannel.SMS)
    assert Consent.objects.get(is_given=False).proof == (
        "Zalo “TC” từ 2468458835296117922 lúc 22/11/2026 09:00, mã của Zalo m1"
    )
    assert Unsubscribed.objects.get().channel == "zalo"
    assert not Ticket.objects.exists() and not Suppression.objects.exists()


def test_the_same_event_counts_once(zalo: World) -> None:
    tell(shared(PHONE, LAN))
    for _again in range(3):
        assert tell(wrote("Quán mấy giờ mở cửa ạ?", "m1", LAN)) == 200
        assert tell(wrote("stop", "m2", LAN)) == 200
    assert IncomingText.objects.count() == 2
    assert Unsubscribed.objects.count() == Consent.objects.filter(is_given=False).count() == 1
    assert [kind for kind, _text in said_in(Ticket.objects.get())] == ["in", "note"]


def test_what_she_writes_is_one_ticket_until_it_is_settled(zalo: World, now: datetime) -> None:
    tell(shared(PHONE, LAN))
    tell(wrote("Cà phê giao tới nguội quá", "m1", LAN))
    tell(wrote("Đơn số 15 ạ", "m2", LAN))
    ticket = Ticket.objects.get()
    assert (ticket.came_by, ticket.customer_id, ticket.contact_zalo) == ("zalo", zalo.lan.pk, LAN)
    assert (ticket.contact_phone, ticket.contact_name, ticket.is_proven) == (
        "+84912345678",
        "Trần Thị Lan",
        False,
    )
    assert said_in(ticket) == [("in", "Cà phê giao tới nguội quá"), ("in", "Đơn số 15 ạ")]
    solve(ticket=ticket.pk, at=now, by=SYSTEM)
    tell(wrote("Còn bánh không?", "m3", LAN))
    assert Ticket.objects.count() == 2


def test_a_stop_of_somebody_unknown_is_urgent_and_says_what_to_do(zalo: World) -> None:
    assert tell(wrote("Dừng lại", "m1", SOMEBODY)) == 200
    ticket = Ticket.objects.get()
    assert (ticket.priority, ticket.customer_id, ticket.zalo_called) == ("urgent", None, "Zalo …0001")
    [(first, words), (second, advice)] = said_in(ticket)
    assert (first, words, second) == ("in", "Dừng lại", "note")
    assert "số điện thoại" in advice
    assert IncomingText.objects.get().fate == TextFate.TO_STAFF
    assert agrees(zalo)


def test_it_joins_the_ticket_she_has_open(zalo: World) -> None:
    tell(wrote("Mấy giờ mở cửa?", "m1", SOMEBODY))
    tell(wrote("stop", "m2", SOMEBODY))
    ticket = Ticket.objects.get()
    assert ticket.priority == "urgent"
    assert [kind for kind, _text in said_in(ticket)] == ["in", "in", "note"]


def test_a_stop_said_before_counts_once_it_is_known_whose_it_is(zalo: World) -> None:
    tell(wrote("stop", "m1", LAN))
    assert agrees(zalo)
    tell(shared(str(PHONE), LAN))
    assert not agrees(zalo)
    assert "từ 2468458835296117922" in Consent.objects.get(is_given=False).proof
    ticket = Ticket.objects.get()
    assert (ticket.customer_id, ticket.contact_phone, ticket.is_proven) == (
        zalo.lan.pk,
        "+84912345678",
        False,
    )
    assert [kind for kind, _text in said_in(ticket)] == ["in", "note", "note"]
    assert IncomingText.objects.get().fate == TextFate.STOPPED


def test_a_yes_given_since_stands(zalo: World, now: datetime) -> None:
    tell(wrote("stop", "m1", LAN))
    give_consent(
        customer=zalo.lan.pk, purpose=Purpose.MARKETING, channel=ConsentChannel.ZALO, proof="At the counter",
        by=SYSTEM, at=now + timedelta(minutes=1),
    )  # fmt: skip
    tell(shared(PHONE, LAN))
    assert agrees(zalo) and IncomingText.objects.get().fate == TextFate.STOPPED


def test_whom_staff_name_in_a_ticket_is_known_from_then_on(zalo: World) -> None:
    tell(wrote("Em là Lan ạ", "m1", LAN))
    name_customer(ticket=Ticket.objects.get().pk, customer=zalo.lan.pk, by=SYSTEM)
    tell(wrote("TC QC", "m2", LAN))
    assert not agrees(zalo)
    assert ZaloUser.objects.get().customer_id == zalo.lan.pk
    assert Event.objects.get(kind="zalo.known").facts["how"] == "staff"


def test_a_phone_nobody_has_yet_is_known_once_somebody_has_it(zalo: World) -> None:
    tell(shared(84987654321, SOMEBODY))
    assert ZaloUser.objects.get().customer_id is None
    hoa = Customer.objects.create(name="Hoa")
    Identity.objects.create(customer=hoa, kind=IdentityKind.PHONE, value="+84987654321")
    tell(wrote("TC", "m1", SOMEBODY))
    assert Unsubscribed.objects.get().customer_id == hoa.pk


def test_an_old_event_does_not_take_a_newer_number_back(zalo: World) -> None:
    later = str(int(SENT_AT) + 1)
    tell(shared(84987654321, LAN, timestamp=later))
    tell(shared(PHONE, LAN))
    assert ZaloUser.objects.get().phone == "+84987654321"


def test_a_picture_is_heard_and_a_sticker_is_not(zalo: World) -> None:
    picture = wrote("hỏng rồi nè", "m1", LAN) | {"event_name": "user_send_image"}
    sticker = wrote("", "m2", LAN) | {"event_name": "user_send_sticker"}
    assert (tell(picture), tell(sticker), tell(wrote("", "m3", LAN) | {"event_name": "follow"})) == (
        200,
        200,
        200,
    )
    [(_kind, text)] = said_in(Ticket.objects.get())
    assert text.startswith("hỏng rồi nè\n[") and "Zalo" in text
    assert IncomingText.objects.count() == 1


@pytest.mark.parametrize(
    "event",
    [
        wrote("stop", "m1", LAN) | {"sender": {"id": "x' OR 1=1"}},
        wrote("stop", "m1", LAN) | {"sender": "nobody"},
        wrote("stop", "m1", LAN) | {"sender": {"id": {"id": LAN}}},
        wrote("\ud800\x00", "\udfff", LAN) | {"message": {"text": ["stop"], "msg_id": 7}},
        wrote("   ", "m1", LAN),
        wrote("stop", "m1", LAN) | {"message": None},
        shared("0912345678", "no number"),
        shared("không cho", LAN),
        shared({"phone": PHONE}, LAN),
        shared(True, LAN),
        shared(10**400, LAN),
        shared(PHONE, LAN) | {"info": [1, 2]},
    ],
)
def test_what_makes_no_sense_does_nothing(event: dict[str, Any], zalo: World) -> None:
    assert tell(event) == 200
    assert agrees(zalo) and not Ticket.objects.exists() and not ZaloUser.objects.exists()
    assert not IncomingText.objects.exclude(fate=TextFate.UNREADABLE).exists()


def test_halves_of_characters_are_kept_as_marks(zalo: World) -> None:
    assert tell(wrote("alo \ud800", "m\udfff", LAN)) == 200
    assert IncomingText.objects.get().text == "alo ?"


def test_what_zalo_did_not_sign_is_not_heard(zalo: World) -> None:
    assert tell(shared(PHONE, LAN), secret="guessed") == 403
    assert tell(wrote("stop", "m1", LAN), secret="guessed") == 403
    assert not IncomingText.objects.exists() and not ZaloUser.objects.exists()


def test_a_flood_opens_nothing_and_a_stop_is_never_too_much(zalo: World, now: datetime) -> None:
    tell(shared(PHONE, LAN))
    IncomingText.objects.bulk_create(
        IncomingText(channel="zalo", key=f"k{n}", sender=LAN, text="a", fate="ticket", at=now)
        for n in range(MOST_IN_A_CHAT)
    )
    assert take_text(Heard(Channel.ZALO, LAN, "alo", "m1"), at=now).fate == TextFate.FLOOD
    assert take_text(Heard(Channel.ZALO, LAN, "stop", "m2"), at=now).fate == TextFate.STOPPED


@pytest.mark.django_db(transaction=True)
def test_two_at_one_moment_open_one_ticket(zalo: World, now: datetime) -> None:
    def take(number: int) -> str:
        try:
            return take_text(Heard(Channel.ZALO, LAN, f"câu {number}", f"m{number}"), at=now).fate
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(take, range(4))) == {"ticket"}
    assert (Ticket.objects.count(), Entry.objects.count()) == (1, 4)


def test_all_of_it_is_hers_to_have_and_to_have_erased(zalo: World, now: datetime) -> None:
    tell(wrote("Quán mấy giờ mở cửa?", "m1", LAN))
    tell(shared(PHONE, LAN))
    person = person_of(zalo.lan.pk)
    assert LAN in person.addresses
    kept = {each.model: each for room in rooms() for each in room.kept}
    for model in ("outreach.incomingtext", "outreach.zalouser", "tickets.ticket", "tickets.entry"):
        assert rows_of(kept[model], person).count() == 1, model
    erase_person(customer=zalo.lan.pk, by=SYSTEM, at=now, accepts_open=True)
    assert not IncomingText.objects.exists() and not ZaloUser.objects.exists()
    ticket = Ticket.objects.get()
    assert (ticket.contact_zalo, ticket.contact_phone, ticket.contact_name) == ("", "", "")
    assert said_in(ticket)[0][1] == "—"


def test_what_she_wrote_before_staff_named_her_is_hers_too(zalo: World, now: datetime) -> None:
    tell(wrote("Em là Lan ạ", "m1", LAN))
    name_customer(ticket=Ticket.objects.get().pk, customer=zalo.lan.pk, by=SYSTEM)
    assert LAN in person_of(zalo.lan.pk).addresses and not ZaloUser.objects.exists()
    erase_person(customer=zalo.lan.pk, by=SYSTEM, at=now, accepts_open=True)
    assert not IncomingText.objects.exists()


def test_the_page_of_her_ticket_says_where_to_answer(zalo: World) -> None:
    tell(wrote("Mấy giờ mở cửa?", "m1", SOMEBODY))
    mai = signed_in(zalo.mai)
    mai.cookies["django_language"] = "en"
    page = mai.get(f"/tickets/{Ticket.objects.get().pk}/").content.decode()
    assert "By Zalo" in page and "Zalo …0001" in page and "Goes by Zalo" in page
    assert "Zalo …0001" in mai.get("/tickets/").content.decode()
