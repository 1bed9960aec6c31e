"""What a dead worker left, what staff may do with it, and what providers say later."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from quen.events.models import Event
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.errors import NotInThatState
from quen.messages.models import Message, State, Suppression, TemplateVersion
from quen.messages.postman import Postman
from quen.messages.queue import queue
from quen.messages.reads import inbox_of
from quen.messages.recover import send_again
from quen.messages.report import bounced, complained, delivered
from quen.messages.settings import change_limits
from quen.people.consent import in_force
from quen.people.models import Consent, ConsentChannel, Purpose
from tests.messages.conftest import written
from tests.messages.letters import sent
from tests.messages.mailbox import Mailbox
from tests.world import World


def left(version: TemplateVersion, shop: World, at: datetime, *, has_begun: bool, slot: int = 2) -> Message:
    return sent(version, shop.lan.pk, at, state=State.HANDING_OVER, has_begun=has_begun, slot=slot)


def now_is(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_what_was_not_begun_goes_and_what_was_begun_is_unknown(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    safe = left(mail_offer, shop, now, has_begun=False)
    lost = left(mail_offer, shop, now, has_begun=True)
    postman = Postman()
    postman.round(now=lambda: now)
    assert (now_is(safe), now_is(lost)) == (State.HANDED_OVER, State.UNKNOWN)
    assert len(mailbox.arrived()) == 1
    assert "stopped" in lost.detail
    assert Event.objects.filter(kind="message.sent").count() == 1


def test_a_channel_that_can_tell_is_asked(shop: World, now: datetime) -> None:
    text = written(Channel.IN_APP, MessagePurpose.TRANSACTIONAL, body="Chào {{ dear }}")
    lost = left(text, shop, now, has_begun=True)
    Postman().round(now=lambda: now)
    assert now_is(lost) == State.DELIVERED


def test_a_message_on_her_page_is_there_at_once(shop: World, now: datetime) -> None:
    text = written(
        Channel.IN_APP, MessagePurpose.TRANSACTIONAL, subject="Chào", body="{{ points }} điểm, {{ dear }}"
    )
    queue(customer=shop.lan.pk, version=text, key="hi", at=now, by=SYSTEM, facts={"points": 1250})
    Postman().round(now=lambda: now)
    assert [(each.subject, each.text, each.at) for each in inbox_of(shop.lan.pk)] == [
        ("Chào", "1.250 điểm, bạn Lan", now)
    ]


def test_staff_may_send_an_unknown_one_again_and_no_other(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    lost = left(mail_offer, shop, now, has_begun=True)
    Postman().round(now=lambda: now)
    send_again(message=lost.pk, at=now, by=shop.by_mai)
    Postman().round(now=lambda: now)
    assert now_is(lost) == State.HANDED_OVER
    assert len(mailbox.arrived()) == 1
    with pytest.raises(NotInThatState):
        send_again(message=lost.pk, at=now, by=shop.by_mai)


def test_a_provider_gets_no_more_than_it_takes(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    change_limits(channel=Channel.EMAIL, per_second=1, most_a_day=100, by=SYSTEM)
    for number in range(9):
        queue(customer=shop.lan.pk, version=mail_offer, key=f"k{number}", at=now, by=SYSTEM)
    postman = Postman()
    for half_seconds in range(12):  # five and a half seconds, after a bucket of two
        moment = now + timedelta(seconds=half_seconds / 2)
        postman.round(now=partial(datetime.fromtimestamp, moment.timestamp(), tz=UTC))
    assert len(mailbox.arrived()) == 7


def test_reports_are_news_once_and_a_bounce_stands(
    shop: World, mail_offer: TemplateVersion, now: datetime
) -> None:
    message = sent(mail_offer, shop.lan.pk, now, address="lan@example.com")
    assert delivered(message=message, at=now)
    assert not delivered(message=message, at=now)
    assert bounced(message=message, detail="mailbox full", is_address_bad=False, at=now)
    assert not delivered(message=message, at=now)
    assert now_is(message) == State.BOUNCED
    assert not Suppression.objects.exists()
    assert sorted(Event.objects.filter(subject=message.pk).values_list("kind", flat=True)) == [
        "message.bounced", "message.delivered",
    ]  # fmt: skip


def test_a_spam_complaint_is_a_no_and_leaves_the_address_alone(
    shop: World, mail_offer: TemplateVersion, now: datetime
) -> None:
    message = sent(mail_offer, shop.lan.pk, now, address="lan@example.com")
    complained(message=message, at=now)
    assert Suppression.objects.get().reason == "complained"
    said = Consent.objects.filter(is_given=False).get().proof
    assert said == f"Khách báo thư rác với tin số {message.pk}"
    email, sms = ConsentChannel.EMAIL, ConsentChannel.SMS
    assert not in_force(customer=shop.lan.pk, purpose=Purpose.MARKETING, channel=email)
    assert in_force(customer=shop.lan.pk, purpose=Purpose.MARKETING, channel=sms)
