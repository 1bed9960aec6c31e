"""A message that came back is followed by one on the next channel, once, as far as the budget reaches."""

import pytest

from quen.campaigns.fall_back import fall_back
from quen.campaigns.find import source_of
from quen.campaigns.launch import launch
from quen.campaigns.models import Arm, Campaign
from quen.campaigns.reader import campaign_reader
from quen.events.readers import catch_up
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.claim import claim
from quen.messages.models import Message, State
from quen.messages.report import bounced
from quen.people.consent import withdraw_consent
from quen.people.models import ConsentChannel, Purpose
from tests.campaigns.crowd import NOW, approved, people, plan, shop_with_channels
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> World:
    return shop_with_channels()


def launched(**said: object) -> Campaign:
    row = approved(plan(Channel.EMAIL, Channel.SMS, holdout_percent=0, **said))
    launch(campaign=row.pk, at=NOW)
    return row


def come_back(message: Message) -> None:
    """The mail server says later that nobody lives there."""
    bounced(message=message, detail="550 unknown", is_address_bad=True, at=NOW)


def read() -> None:
    catch_up(campaign_reader(), until=2**62)


def by_channel(customer: int) -> dict[str, str]:
    return dict(Message.objects.filter(customer=customer).values_list("channel", "state"))


def test_a_bounced_mail_is_followed_by_an_sms_and_by_one_only(shop: World) -> None:
    one, other = people(2, kinds=("email", "phone"))
    row = launched()
    mails = {m.customer_id: m for m in claim(Channel.EMAIL, slot=0, at=NOW, most=10)}
    come_back(mails[one.pk])
    read()
    assert by_channel(one.pk) == {"email": State.BOUNCED, "sms": State.WAITING}
    assert by_channel(other.pk) == {"email": State.HANDING_OVER}
    assert fall_back(campaign=row.pk, customer=one.pk, channel="email", at=NOW) is None  # told once more
    assert Message.objects.filter(customer=one.pk).count() == 2
    row.refresh_from_db()
    assert row.reserved_minor == 500
    assert Message.objects.filter(source_kind="campaign", source_id=source_of(row.pk).id).count() == 3


def test_without_another_channel_it_ends_there(shop: World) -> None:
    (one,) = people(1, agree_by="email", kinds=("email", "phone"))
    launched()
    come_back(claim(Channel.EMAIL, slot=0, at=NOW, most=1)[0])
    read()
    assert by_channel(one.pk) == {"email": State.BOUNCED, "sms": State.REFUSED}
    assert Arm.objects.get(customer=one.pk).reason == "no_consent"


def test_who_said_no_to_mail_meanwhile_is_asked_by_sms(shop: World) -> None:
    (one,) = people(1, kinds=("email", "phone"))
    launched()
    withdraw_consent(
        customer=one.pk, purpose=Purpose.MARKETING, channel=ConsentChannel.EMAIL, proof="gọi điện", by=SYSTEM, at=NOW
    )  # fmt: skip
    assert claim(Channel.EMAIL, slot=0, at=NOW, most=1) == []
    read()
    assert by_channel(one.pk) == {"email": State.REFUSED, "sms": State.WAITING}


def test_the_budget_stops_what_follows_too(shop: World) -> None:
    customers = people(3, kinds=("email", "phone"))
    row = launched(budget_minor=1_100)
    for mail in claim(Channel.EMAIL, slot=0, at=NOW, most=10):
        come_back(mail)
    read()
    row.refresh_from_db()
    assert row.reserved_minor == 1_000
    assert Message.objects.filter(channel="sms").count() == 2
    assert list(
        Arm.objects.filter(customer__in=customers, reason="budget").values_list("step", flat=True)
    ) == [0]
