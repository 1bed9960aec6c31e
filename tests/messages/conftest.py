"""A shop that writes to its customers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.models import TemplateVersion
from quen.messages.settings import change_limits, change_sending, connect
from quen.messages.templates import Said, make_template, newest_version
from quen.people.consent import give_consent
from quen.people.models import ConsentChannel, Customer, Identity, IdentityKind, Purpose
from tests import world as cast
from tests.messages.letters import BRAND, LONG_AGO
from tests.messages.mailbox import Mailbox, start
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    """Lan has an e-mail address too, and agrees to everything; e-mail and SMS are turned on."""
    world = cast.build()
    Identity.objects.create(customer=world.lan, kind=IdentityKind.EMAIL, value="lan@example.com")
    agree(world.lan)
    for channel in (Channel.EMAIL, Channel.SMS):
        change_limits(channel=channel, is_on=True, by=SYSTEM)
    connect(channel=Channel.SMS, settings=BRAND, secrets={}, by=SYSTEM)
    return world


def agree(customer: Customer, channel: ConsentChannel = ConsentChannel.ALL) -> None:
    give_consent(
        customer=customer.pk,
        purpose=Purpose.MARKETING,
        channel=channel,
        proof="On paper",
        by=SYSTEM,
        at=LONG_AGO,
    )


@pytest.fixture
def sms_offer(shop: World) -> TemplateVersion:
    return written(Channel.SMS, MessagePurpose.MARKETING, body="Chào {{ dear }}, hôm nay giảm 20%")


@pytest.fixture
def mail_offer(shop: World) -> TemplateVersion:
    return written(
        Channel.EMAIL, MessagePurpose.MARKETING, subject="Quà cho {{ dear }}", body="Chào **{{ dear }}**!"
    )


@pytest.fixture
def sms_receipt(shop: World) -> TemplateVersion:
    return written(Channel.SMS, MessagePurpose.TRANSACTIONAL, body="{{ business }}: cảm ơn {{ dear }}")


def written(channel: Channel, purpose: MessagePurpose, *, subject: str = "", body: str) -> TemplateVersion:
    template = make_template(
        name=f"{channel} {purpose}",
        channel=channel,
        purpose=purpose,
        said=Said(subject, body),
        at=LONG_AGO,
        by=SYSTEM,
    )
    return newest_version(template)


@pytest.fixture
def mailbox(shop: World, tmp_path: Path) -> Iterator[Mailbox]:
    """The shop's SMTP server."""
    running = start(tmp_path / "mailbox")
    settings = {"sender": "quan@example.com", "sender_name": "Cà phê Mai", "host": "127.0.0.1"}
    connect(
        channel=Channel.EMAIL,
        settings={**settings, "port": running.port, "security": "none"},
        secrets={},
        by=SYSTEM,
    )
    change_sending(public_url="https://quan.example.com", by=SYSTEM)
    yield running
    running.stop()
