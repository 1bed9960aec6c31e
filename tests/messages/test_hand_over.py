"""Handing over to a real SMTP server, and what comes of it."""

from datetime import datetime, timedelta

from quen.events.models import Event
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.guard import Reason
from quen.messages.hand_over import Done, hand_over_due
from quen.messages.models import Message, State, Suppression, TemplateVersion
from quen.messages.queue import Source, queue
from quen.messages.settings import account_of, change_sending, pause_channel
from quen.messages.sources import pause, progress_of, resume, stop
from quen.people.consent import withdraw_consent
from quen.people.models import ConsentChannel, Customer, Identity, IdentityKind, Purpose
from tests.messages.conftest import agree, written
from tests.messages.mailbox import Mailbox
from tests.world import World

CAMPAIGN = Source("campaign", 7)


def to(customer: Customer, version: TemplateVersion, at: datetime, key: str = "tet") -> Message:
    return queue(
        customer=customer.pk, version=version, key=f"{key}:{customer.pk}", at=at, by=SYSTEM, source=CAMPAIGN
    )


def hand_over(at: datetime) -> Done:
    return hand_over_due(account_of(Channel.EMAIL), at=at)


def friend(name: str, address: str) -> Customer:
    customer = Customer.objects.create(name=name)
    Identity.objects.create(customer=customer, kind=IdentityKind.EMAIL, value=address)
    agree(customer)
    return customer


def test_an_offer_arrives_with_its_label_and_its_way_out(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    message = to(shop.lan, mail_offer, now)
    assert hand_over(now) == Done(taken=1)
    [mail] = mailbox.arrived()
    assert mail["Subject"] == "[QC] Quà cho bạn Lan"
    assert (mail["From"], mail["To"]) == ("Cà phê Mai <quan@example.com>", "Nguyễn Thị Lan <lan@example.com>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<https://quan.example.com/u/")
    assert (mail["Precedence"], mail["Auto-Submitted"]) == ("bulk", None)
    text, html = (part.get_content() for part in mail.iter_parts())
    assert text.startswith("Chào bạn Lan!") and "https://quan.example.com/u/" in text
    assert "<strong>bạn Lan</strong>" in html
    message.refresh_from_db()
    assert (message.state, message.provider_id, message.attempts) == (
        State.HANDED_OVER,
        mail["Message-ID"],
        1,
    )
    assert message.facts["dear"] == "bạn Lan"
    told = Event.objects.get(kind="message.sent")
    assert (told.customer, told.subject, told.facts["source"]) == (shop.lan.pk, message.pk, 7)


def test_a_receipt_has_neither_label_nor_way_out(shop: World, mailbox: Mailbox, now: datetime) -> None:
    receipt = written(
        Channel.EMAIL, MessagePurpose.TRANSACTIONAL, subject="Hóa đơn", body="Cảm ơn {{ name }}"
    )
    to(shop.lan, receipt, now)
    hand_over(now)
    [mail] = mailbox.arrived()
    assert (mail["Subject"], mail["List-Unsubscribe"], mail["Precedence"]) == ("Hóa đơn", None, None)


def test_who_took_her_yes_back_meanwhile_gets_nothing(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    message = to(shop.lan, mail_offer, now)
    withdraw_consent(
        customer=shop.lan.pk,
        purpose=Purpose.MARKETING,
        channel=ConsentChannel.ALL,
        proof="By phone",
        by=SYSTEM,
        at=now,
    )
    hand_over(now)
    message.refresh_from_db()
    assert (message.state, message.reason) == (State.REFUSED, Reason.NO_CONSENT)
    assert mailbox.arrived() == []
    assert Event.objects.get(kind="message.refused").facts["reason"] == "no_consent"


def test_a_fourth_offer_in_a_day_is_held_though_all_were_queued_at_once(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    for number in range(4):
        to(shop.lan, mail_offer, now, key=f"offer {number}")
    for minute in range(5):
        hand_over(now + timedelta(minutes=minute))
    assert len(mailbox.arrived()) == 3
    held = Message.objects.get(state=State.HELD)
    assert (held.reason, held.hold_until) == (Reason.DAY_CAP, now + timedelta(hours=24))
    hand_over(now + timedelta(hours=24))
    assert len(set(mailbox.names())) == 4


def test_an_address_nobody_has_is_left_alone_from_then_on(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.answers(rcpt={"lan@example.com": "550 no such user"})
    message = to(shop.lan, mail_offer, now)
    hand_over(now)
    message.refresh_from_db()
    assert (message.state, message.detail) == (State.BOUNCED, "550 no such user")
    assert Suppression.objects.get().address == "lan@example.com"
    assert Event.objects.filter(kind="message.bounced").count() == 1
    assert to(shop.lan, mail_offer, now, key="again").reason == Reason.SUPPRESSED


def test_a_server_that_is_busy_for_one_is_asked_again_later(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.answers(rcpt={"lan@example.com": "451 greylisted"})
    lan, hoa = to(shop.lan, mail_offer, now), to(friend("Hoa", "hoa@example.com"), mail_offer, now)
    assert hand_over(now).wait_seconds == 0
    for message in (lan, hoa):
        message.refresh_from_db()
    assert (hoa.state, lan.state, lan.reason) == (State.HANDED_OVER, State.WAITING, Reason.BUSY)
    assert lan.due_at == now + timedelta(minutes=1)
    assert lan.claimed_at is None
    mailbox.answers()
    hand_over(now + timedelta(minutes=1))
    assert len(set(mailbox.names())) == 2


def test_a_server_that_is_down_uses_up_nobodys_attempts(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    message = to(shop.lan, mail_offer, now)
    mailbox.stop()
    assert hand_over(now).wait_seconds > 0
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 0)


def test_a_line_that_breaks_after_the_bytes_went_is_unknown_and_not_tried_again(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    mailbox.answers(drop=True)
    message = to(shop.lan, mail_offer, now)
    hand_over(now)
    message.refresh_from_db()
    assert message.state == State.UNKNOWN
    mailbox.answers()
    for hours in range(1, 100, 20):
        hand_over(now + timedelta(hours=hours))
    assert len(mailbox.arrived()) == 1


def test_a_paused_campaign_waits_and_a_stopped_one_ends(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    to(shop.lan, mail_offer, now)
    pause(CAMPAIGN, at=now, by=shop.by_mai)
    assert hand_over(now) == Done()
    resume(CAMPAIGN, by=shop.by_mai)
    pause_channel(channel=Channel.EMAIL, is_paused=True, by=shop.by_mai)
    assert hand_over(now) == Done()
    pause_channel(channel=Channel.EMAIL, is_paused=False, by=shop.by_mai)
    assert stop(CAMPAIGN, at=now, by=shop.by_mai) == 1
    assert hand_over(now) == Done()
    progress = progress_of(CAMPAIGN)
    assert (progress.by_state, progress.is_over) == ({"stopped": 1}, True)
    assert mailbox.arrived() == []


def test_an_offer_by_mail_without_a_way_to_stop_it_does_not_go(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    change_sending(public_url="", by=SYSTEM)
    message = to(shop.lan, mail_offer, now)
    hand_over(now)
    message.refresh_from_db()
    assert (message.state, message.detail) == (State.REFUSED, "missing: unsubscribe")
    assert mailbox.arrived() == []


def test_a_fact_that_is_missing_stops_the_message_and_says_which(
    shop: World, mailbox: Mailbox, now: datetime
) -> None:
    offer = written(Channel.EMAIL, MessagePurpose.MARKETING, subject="Quà", body="Mã của bạn: {{ voucher }}")
    message = to(shop.lan, offer, now)
    hand_over(now)
    message.refresh_from_db()
    assert (message.state, message.reason, message.detail) == (
        State.REFUSED, Reason.MISSING_FACT, "missing: voucher",
    )  # fmt: skip
    assert message.claimed_at is None
    assert mailbox.arrived() == []
