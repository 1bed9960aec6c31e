"""Where the shop asks twice, a yes to e-mail counts once its link was followed."""

import re
from datetime import datetime, timedelta

from django.test import Client

from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.kernel.actor import SYSTEM
from quen.messages.ask_twice import TEMPLATE, ask_twice_reader
from quen.messages.channel import Channel
from quen.messages.guard import Reason
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message, State, Template, TemplateVersion
from quen.messages.queue import queue
from quen.messages.settings import account_of, change_sending
from quen.messages.templates import archive_template
from quen.people.consent import give_consent
from quen.people.models import ConsentChannel, Purpose
from tests.messages.mailbox import Mailbox
from tests.world import World


def follow(now: datetime) -> None:
    catch_up(ask_twice_reader(now=lambda: now), until=EVERYTHING)


def agrees_again(shop: World, now: datetime) -> None:
    """Lan says yes at the counter."""
    give_consent(
        customer=shop.lan.pk,
        purpose=Purpose.MARKETING,
        channel=ConsentChannel.ALL,
        proof="On paper",
        by=SYSTEM,
        at=now,
    )


def offered(shop: World, version: TemplateVersion, at: datetime, key: str) -> Message:
    row = queue(customer=shop.lan.pk, version=version, key=key, at=at, by=SYSTEM)
    hand_over_due(account_of(Channel.EMAIL), at=at)
    row.refresh_from_db()
    return row


def test_her_yes_counts_once_she_followed_the_link(
    shop: World, mail_offer: TemplateVersion, sms_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    change_sending(asks_twice=True, by=SYSTEM)
    first = offered(shop, mail_offer, now, "before")
    assert (first.state, first.reason) == (State.REFUSED, Reason.NO_CONSENT)
    by_sms = queue(customer=shop.lan.pk, version=sms_offer, key="sms", at=now, by=SYSTEM)
    assert by_sms.state == State.WAITING, "other channels are as they were"
    follow(now)
    assert not Message.objects.filter(key__startswith="confirm:").exists(), (
        "her yes of last winter asks nobody"
    )
    agrees_again(shop, now)
    agrees_again(shop, now)
    follow(now)
    hand_over_due(account_of(Channel.EMAIL), at=now)
    [letter] = mailbox.arrived()
    text = letter.get_body(("plain",))
    assert text is not None and letter["Subject"].strip() == "Vui lòng xác nhận bạn muốn nhận ưu đãi"
    found = re.search(r"https://quan\.example\.com(/u/yes/\S+)", text.get_content())
    assert found is not None
    assert Client().post(found[1]).status_code == 200
    assert offered(shop, mail_offer, now + timedelta(days=8), "after").state == State.HANDED_OVER
    follow(now)
    assert Message.objects.filter(key__startswith="confirm:").count() == 1, (
        "her confirmation is not asked about again"
    )


def test_where_the_shop_asks_once_nobody_is_asked(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime
) -> None:
    agrees_again(shop, now)
    follow(now)
    assert not Message.objects.exists()
    assert offered(shop, mail_offer, now, "tet").state == State.HANDED_OVER


def test_staff_may_put_the_question_away(shop: World, mailbox: Mailbox, now: datetime) -> None:
    change_sending(asks_twice=True, by=SYSTEM)
    agrees_again(shop, now)
    follow(now)
    assert Message.objects.exists()
    Message.objects.all().delete()
    archive_template(template=Template.objects.get(name=TEMPLATE).pk, at=now, by=SYSTEM)
    agrees_again(shop, now + timedelta(days=1))
    follow(now)
    assert not Message.objects.exists()
