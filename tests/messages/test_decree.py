"""Decree 91/2020/ND-CP on advertising by SMS, e-mail and telephone: each rule a row, through the outbox and real peers.

The guard's own table is test_guard.py; here a message takes its whole way: queued, taken up, written, handed over.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.claim import claim
from quen.messages.guard import Reason
from quen.messages.hand_over import hand_over_due
from quen.messages.models import DoNotCall, Message, State, TemplateVersion
from quen.messages.queue import queue
from quen.messages.recover import send_again
from quen.messages.settings import account_of, change_limits, change_sending, connect
from quen.messages.take_text import Heard, take_text
from quen.messages.unsubscribe import unsubscribe
from quen.people.consent import withdraw_consent
from quen.people.models import ConsentChannel, Purpose
from quen.shops.models import Business
from tests.messages.conftest import written
from tests.messages.gateway import Gateway, start
from tests.messages.letters import BRAND
from tests.messages.mailbox import Mailbox
from tests.world import World

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 11, 23, 12, tzinfo=SAIGON)
SECOND, DAY = timedelta(seconds=1), timedelta(hours=24)
OFFER, RECEIPT = MessagePurpose.MARKETING, MessagePurpose.TRANSACTIONAL
SMS, EMAIL, CALL = Channel.SMS, Channel.EMAIL, Channel.CALL


@pytest.fixture(autouse=True)
def open_shop(shop: World) -> World:
    """All three channels of the decree are on, and links lead somewhere."""
    change_limits(channel=CALL, is_on=True, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", by=SYSTEM)
    return shop


def text(channel: Channel, purpose: MessagePurpose = OFFER, body: str = "Giảm 20%") -> TemplateVersion:
    return written(channel, purpose, subject="Quà" if channel != SMS else "", body=body)


def asked(shop: World, version: TemplateVersion, at: datetime = NOON, key: str = "tet") -> Message:
    return queue(customer=shop.lan.pk, version=version, key=key, at=at, by=SYSTEM)


def goes(message: Message, at: datetime) -> bool:
    """Whether the worker that comes by then takes it up."""
    return message.pk in [each.pk for each in claim(Channel(message.channel), slot=0, at=at, most=50)]


def never_agreed(shop: World) -> None:
    shop.lan.consents.all().delete()


def agreed_to_mail_only(shop: World) -> None:
    for channel in (ConsentChannel.SMS, ConsentChannel.CALL):
        withdraw_consent(
            customer=shop.lan.pk, purpose=Purpose.MARKETING, channel=channel, proof="Gọi điện", at=NOON - DAY, by=SYSTEM
        )  # fmt: skip


def is_on_the_national_list(shop: World) -> None:
    DoNotCall.objects.create(phone="+84912345678", added_at=NOON - DAY)


def refused_by_the_link(shop: World) -> None:
    unsubscribe(customer=shop.lan.pk, channel=EMAIL, at=NOON - SECOND, by=SYSTEM)


def refused_by_sms(shop: World) -> None:
    take_text(Heard(SMS, "0912345678", "TC", "MO-1"), at=NOON - SECOND)


def has_no_brand_name(shop: World) -> None:
    connect(channel=SMS, settings={}, secrets={}, by=SYSTEM)


def sends_from_a_number(shop: World) -> None:
    connect(channel=SMS, settings={**BRAND, "sender": "0912345678"}, secrets={}, by=SYSTEM)


def never_said_it_is_registered(shop: World) -> None:
    connect(channel=SMS, settings={"sender": "CAPHEMAI"}, secrets={}, by=SYSTEM)


def let_its_brand_name_run_out(shop: World) -> None:
    yesterday = (NOON - DAY).date().isoformat()
    connect(channel=SMS, settings={**BRAND, "brand_until": yesterday}, secrets={}, by=SYSTEM)


NEVER: list[tuple[str, Callable[[World], None], Channel, MessagePurpose, Reason | None]] = [
    ("13.1: no SMS without a prior yes", never_agreed, SMS, OFFER, Reason.NO_CONSENT),
    ("13.1: no e-mail without one", never_agreed, EMAIL, OFFER, Reason.NO_CONSENT),
    ("13.1: no call without one", never_agreed, CALL, OFFER, Reason.NO_CONSENT),
    ("13.1: a yes to e-mail is none to SMS", agreed_to_mail_only, SMS, OFFER, Reason.NO_CONSENT),
    ("13.1: nor to calls", agreed_to_mail_only, CALL, OFFER, Reason.NO_CONSENT),
    ("13.1: but to e-mail it is", agreed_to_mail_only, EMAIL, OFFER, None),
    ("7 and 13.1: no SMS to a number of the list", is_on_the_national_list, SMS, OFFER, Reason.DO_NOT_CALL),
    ("7 and 13.1: no call to one", is_on_the_national_list, CALL, OFFER, Reason.DO_NOT_CALL),
    ("7: the list is one of numbers", is_on_the_national_list, EMAIL, OFFER, None),
    ("13.4: none after a refusal by the link", refused_by_the_link, EMAIL, OFFER, Reason.NO_CONSENT),
    ("13.4: none after a refusal by SMS", refused_by_sms, SMS, OFFER, Reason.NO_CONSENT),
    ("13: no SMS but under a brand name", has_no_brand_name, SMS, OFFER, Reason.NO_BRAND_NAME),
    ("13: none from a number", sends_from_a_number, SMS, OFFER, Reason.NO_BRAND_NAME),
    (
        "23: none under a name that is not registered",
        never_said_it_is_registered,
        SMS,
        OFFER,
        Reason.NO_BRAND_NAME,
    ),
    ("23: none after the three years", let_its_brand_name_run_out, SMS, OFFER, Reason.NO_BRAND_NAME),
    ("13: an e-mail needs no brand name", has_no_brand_name, EMAIL, OFFER, None),
    ("3: nor does a receipt", has_no_brand_name, SMS, RECEIPT, None),
    ("3: a receipt is no advertising", never_agreed, SMS, RECEIPT, None),
    ("3: nor is it to a number of the list", is_on_the_national_list, SMS, RECEIPT, None),
    ("3: nor after a refusal", refused_by_the_link, EMAIL, RECEIPT, None),
]


@pytest.mark.parametrize(("rule", "said", "channel", "purpose", "why"), NEVER, ids=[row[0] for row in NEVER])
def test_to_whom(
    rule: str,
    said: Callable[[World], None],
    channel: Channel,
    purpose: MessagePurpose,
    why: Reason | None,
    shop: World,
) -> None:
    said(shop)
    message = asked(shop, text(channel, purpose))
    assert (message.state, message.reason) == ((State.REFUSED, why) if why else (State.WAITING, ""))
    assert goes(message, NOON) is (why is None)


@pytest.mark.parametrize(
    "said",
    [never_agreed, agreed_to_mail_only, is_on_the_national_list, refused_by_sms, let_its_brand_name_run_out],
)
def test_what_was_queued_before_she_said_so_does_not_go_either(
    said: Callable[[World], None], shop: World
) -> None:
    message = asked(shop, text(SMS), NOON - 2 * DAY)
    said(shop)
    assert not goes(message, NOON)
    message.refresh_from_db()
    assert message.state == State.REFUSED
    send_again(message=message.pk, at=NOON, by=shop.by_mai)  # staff insist
    assert not goes(message, NOON)


@pytest.mark.parametrize(
    ("channel", "most"), [(SMS, 3), (EMAIL, 3), (CALL, 1)], ids=["13.5 SMS", "13.5 e-mail", "13.5 call"]
)
def test_how_many_in_24_hours(channel: Channel, most: int, shop: World) -> None:
    version = text(channel)
    for number in range(most + 2):
        asked(shop, version, key=f"k{number}")
    for minute in range(most + 2):
        claim(channel, slot=0, at=NOON + timedelta(minutes=minute), most=50)
    taken = Message.objects.filter(state=State.HANDING_OVER)
    assert taken.count() == most
    claim(channel, slot=0, at=NOON + DAY - SECOND, most=50)
    assert taken.count() == most
    claim(channel, slot=0, at=NOON + DAY, most=50)
    assert taken.count() == most + 1
    receipt = asked(shop, text(channel, RECEIPT), key="receipt")
    assert goes(receipt, NOON + timedelta(minutes=5))


HOURS = [
    (SMS, (6, 59, 59), False), (SMS, (7, 0, 0), True), (SMS, (21, 59, 59), True), (SMS, (22, 0, 0), False),
    (SMS, (0, 0, 0), False), (CALL, (7, 59, 59), False), (CALL, (8, 0, 0), True), (CALL, (16, 59, 59), True),
    (CALL, (17, 0, 0), False), (EMAIL, (3, 0, 0), True), (EMAIL, (23, 0, 0), True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("channel", "clock", "is_allowed"), HOURS, ids=[f"13.6 {row[0]} {row[1]}" for row in HOURS]
)
def test_at_what_hours(channel: Channel, clock: tuple[int, int, int], is_allowed: bool, shop: World) -> None:
    hour, minute, second = clock
    at = NOON.replace(hour=hour, minute=minute, second=second)
    assert goes(asked(shop, text(channel), at), at) is is_allowed


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    running = start(tmp_path / "gateway")
    yield running
    running.stop()


def sent_by_sms(
    shop: World, gateway: Gateway, body: str, purpose: MessagePurpose = OFFER, **said: str
) -> str:
    described = {
        "url": gateway.url, "fields": {"to": "{{phone}}", "text": "{{text}}"},
        "answer": {"status": "code", "id": "data.id", "taken": ["0"]},
    }  # fmt: skip
    connect(channel=SMS, settings={**BRAND, "gateway": json.dumps(described), **said}, secrets={}, by=SYSTEM)
    message = asked(shop, text(SMS, purpose, body))
    hand_over_due(account_of(SMS), at=NOON)
    message.refresh_from_db()
    assert message.state == State.HANDED_OVER, message.detail
    return str(json.loads(gateway.asked()[-1]["body"])["text"])


def test_an_sms_begins_with_its_label_and_ends_with_how_to_refuse_it(shop: World, gateway: Gateway) -> None:
    """Articles 14 to 16."""
    said = sent_by_sms(shop, gateway, "Giảm 20%", way_out="TU CHOI: TC gui 8088")
    assert said == "[QC] Giảm 20%\nTU CHOI: TC gui 8088"


def test_without_words_of_the_shops_own_the_link_says_how(shop: World, gateway: Gateway) -> None:
    label, words, way_out = (
        sent_by_sms(shop, gateway, "Giam 20%").replace("\n", " ", 1).partition("Giam 20% ")
    )
    assert (label, words) == ("[QC] ", "Giam 20% ")
    assert way_out.startswith("Tu choi: https://quan.example.com/u/")
    path = way_out.removeprefix("Tu choi: https://quan.example.com")
    assert Client().post(path, {"wish": "stop"}).status_code == 200
    assert asked(shop, text(SMS, RECEIPT), key="receipt").state == State.WAITING
    again = queue(
        customer=shop.lan.pk, version=Message.objects.order_by("pk")[0].version, key="n", at=NOON, by=SYSTEM
    )
    assert again.reason == Reason.NO_CONSENT


def test_who_wrote_it_into_the_text_is_not_made_to_say_it_twice(shop: World, gateway: Gateway) -> None:
    own = sent_by_sms(shop, gateway, "Giảm 20%. TC gui 8088", way_out="TC gui 8088")
    assert own == "[QC] Giảm 20%. TC gui 8088"


def test_the_link_in_the_text_is_enough(shop: World, gateway: Gateway) -> None:
    assert sent_by_sms(shop, gateway, "Giam 20%. Dung nhan: {{ unsubscribe }}").count("/u/") == 1


def test_a_receipt_by_sms_says_neither(shop: World, gateway: Gateway) -> None:
    assert sent_by_sms(shop, gateway, "Cảm ơn", RECEIPT, way_out="TC gui 8088") == "Cảm ơn"


def test_an_sms_that_could_not_be_refused_does_not_go(shop: World, gateway: Gateway) -> None:
    change_sending(public_url="", by=SYSTEM)
    with pytest.raises(AssertionError, match="missing: unsubscribe"):
        sent_by_sms(shop, gateway, "Giảm 20%")
    assert gateway.asked() == []


def parts(mail: EmailMessage) -> tuple[str, str]:
    plain, html = (part.get_content() for part in mail.iter_parts())
    return plain, html


def test_an_email_says_what_it_is_who_sends_it_and_how_to_refuse_it_in_this_order(
    shop: World, mailbox: Mailbox
) -> None:
    """Articles 17 to 20: the label first in the subject; at the end who advertises, and then the right to refuse all."""
    Business.objects.update(
        legal_name="Công ty TNHH Cà phê Mai", address="12 Lê Lợi, Quận 1, TP. Hồ Chí Minh"
    )
    said = account_of(EMAIL).settings
    connect(channel=EMAIL, settings={**said, "phone": "028 3822 1234"}, secrets={}, by=SYSTEM)
    asked(shop, text(EMAIL))
    hand_over_due(account_of(EMAIL), at=NOON)
    [mail] = mailbox.arrived()
    assert mail["Subject"] == "[QC] Quà"
    who = "Công ty TNHH Cà phê Mai · 12 Lê Lợi, Quận 1, TP. Hồ Chí Minh · 028 3822 1234"
    for part in parts(mail):
        places = [
            part.index(each)
            for each in ("Giảm 20%", who, "có quyền từ chối mọi quảng cáo", "https://quan.example.com/u/")
        ]
        assert places == sorted(places)
    assert parts(mail)[0].splitlines()[-1].startswith("Ngừng nhận quảng cáo: https://quan.example.com/u/")


def test_a_shop_without_an_address_stands_there_by_its_name(shop: World, mailbox: Mailbox) -> None:
    asked(shop, text(EMAIL))
    hand_over_due(account_of(EMAIL), at=NOON)
    assert "Cà phê Mai" in parts(mailbox.arrived()[0])[0].splitlines()
