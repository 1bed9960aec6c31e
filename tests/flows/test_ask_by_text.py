"""Lan is asked by e-mail, SMS and Zalo: the link in what the server was given opens the question, and her answer is
hers."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.flows.ask_by_message import ask_due
from quen.flows.survey_texts import make_text
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels.zalo.send import PATH as ZNS_PATH
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Message
from quen.messages.settings import account_of, change_limits, change_sending
from quen.messages.templates import Said, make_template
from quen.people.consent import give_consent
from quen.people.models import ConsentChannel, Identity, IdentityKind, Purpose
from quen.purchases.models import Line, Product
from quen.surveys.asking import make_rule
from quen.surveys.models import Invitation, Occasion, Response, Survey, Way
from quen.surveys.plan import plan
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.tickets.follow import tickets_reader
from quen.tickets.models import Ticket
from tests import world as cast
from tests.flows.test_ask_by_message import lan_bought
from tests.messages.gateway import Gateway
from tests.messages.gateway import start as start_gateway
from tests.messages.mailbox import Mailbox
from tests.messages.mailbox import start as start_mailbox
from tests.messages.test_sms import described
from tests.messages.test_zalo import connected
from tests.messages.zalo_peer import Zalo
from tests.messages.zalo_peer import start as start_zalo
from tests.tickets.test_mail import mail_goes_to
from tests.world import World

HERE = "https://mai.vn"


@pytest.fixture
def now() -> datetime:
    """Today at ten by the shop's clock, when nobody is asleep: what a link leads to is looked at by the real clock."""
    return timezone.localtime(timezone.now()).replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def world(db: None, now: datetime) -> World:
    shop = cast.build()
    change_sending(public_url=HERE, by=shop.by_mai)
    Identity.objects.create(customer=shop.lan, kind=IdentityKind.EMAIL, value="lan@example.com")
    for channel in (ConsentChannel.EMAIL, ConsentChannel.SMS, ConsentChannel.ZALO):
        give_consent(
            customer=shop.lan.pk, purpose=Purpose.MARKETING, channel=channel, proof="On paper", by=shop.by_mai,
            at=now - timedelta(days=9),
        )  # fmt: skip
    return shop


@pytest.fixture
def survey(world: World, now: datetime) -> Survey:
    form = READY_MADE["product"].form
    return make_survey(name="Sao cho món", form=form, is_of_product=True, at=now, by=world.by_mai)


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    running = start_gateway(tmp_path / "gateway")
    yield running
    running.stop()


@pytest.fixture
def zalo(tmp_path: Path) -> Iterator[Zalo]:
    running = start_zalo(tmp_path / "zalo")
    yield running
    running.stop()


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    running = start_mailbox(tmp_path / "mailbox")
    yield running
    running.stop()


def asked_after_a_sale(world: World, survey: Survey, way: Way, template: int, now: datetime) -> Message:
    make_rule(survey=survey.pk, occasion=Occasion.PURCHASE, way=way, template=template, delay_hours=0, at=now,
              by=world.by_mai)  # fmt: skip
    sold = lan_bought(world, now)
    product = Product.objects.create(code="phin", name="Phin nhôm")
    Line.objects.create(
        purchase_id=sold.subject or 0, fingerprint=1, product=product, quantity=1, amount_minor=90_000
    )
    plan([sold], at=now)
    assert ask_due(at=now, most=10) == 1
    return Message.objects.get()


def answered(client: Client, link: str, score: int) -> Response:
    """She opens the link on a phone nobody knows, and taps."""
    assert link.startswith(HERE)
    page = client.get(link.removeprefix(HERE))
    assert page.status_code == 200 and "Phin nhôm" in page.content.decode()
    assert not Response.objects.exists(), "looking is no answer"
    assert client.post(link.removeprefix(HERE), {"score": str(score)}).status_code == 302
    return Response.objects.get()


def test_the_question_stands_in_the_letter_and_a_tap_in_it_is_sent_by_her_alone(
    world: World, survey: Survey, mailbox: Mailbox, client: Client, now: datetime
) -> None:
    mail_goes_to(mailbox.port)
    text = make_text(survey=survey, way=Way.EMAIL, at=now, by=world.by_mai)
    asked_after_a_sale(world, survey, Way.EMAIL, text.pk, now)
    hand_over_due(account_of(Channel.EMAIL), at=now)
    [letter] = mailbox.arrived()
    html, plain = (letter.get_body((kind,)) for kind in ("html", "plain"))
    assert html is not None and plain is not None and str(letter["To"]).endswith("lan@example.com>")
    page = html.get_content()
    assert (
        "Bạn cho sản phẩm này mấy sao?" in page and "Phin nhôm" in page and "Phin nhôm" in plain.get_content()
    )
    links = [unescape(found) for found in re.findall(rf'href="({HERE}/m/s/[^"]+)"', page)]
    taps = [link for link in links if "?score=" in link]
    assert [link.rpartition("=")[2] for link in taps] == ["1", "2", "3", "4", "5"]
    looked = client.get(taps[1].removeprefix(HERE)).content.decode()
    assert "m-tap is-chosen" in looked and not Response.objects.exists(), "mail programs follow links"
    row = answered(client, taps[1].partition("?")[0], 2)
    assert (row.customer, row.way, row.score, row.product.name) == (world.lan, "email", 2, "Phin nhôm")


def test_the_link_in_an_sms_opens_signed_and_the_answer_is_hers(
    world: World, survey: Survey, gateway: Gateway, client: Client, now: datetime
) -> None:
    described(gateway)
    change_limits(channel=Channel.SMS, is_on=True, price_minor=350, by=SYSTEM)
    text = make_text(survey=survey, way=Way.SMS, at=now, by=world.by_mai)
    message = asked_after_a_sale(world, survey, Way.SMS, text.pk, now)
    hand_over_due(account_of(Channel.SMS), at=now)
    [sent] = gateway.asked()
    said = json.loads(sent["body"])
    assert said["to"] == "84912345678" and "Phin nhôm" in said["text"]
    [link] = re.findall(r"https://\S+", said["text"])
    row = answered(client, link, 1)
    assert (row.customer, row.way, row.score, row.product.name) == (world.lan, "sms", 1, "Phin nhôm")
    assert message.customer_id == world.lan.pk and Invitation.objects.get().is_answered
    for _again in range(2):
        catch_up(tickets_reader(), until=EVERYTHING)
    ticket = Ticket.objects.get()
    assert ticket.customer == world.lan and "Phin nhôm" in ticket.subject, (
        "one star is a ticket that names it"
    )


def test_the_link_in_a_zalo_message_opens_signed_and_the_answer_is_hers(
    world: World, survey: Survey, zalo: Zalo, client: Client, now: datetime
) -> None:
    connected(zalo)
    change_limits(channel=Channel.ZALO, is_on=True, price_minor=200, by=SYSTEM)
    text = make_template(
        name="Hỏi qua Zalo", channel=Channel.ZALO, purpose=MessagePurpose.TRANSACTIONAL, at=now, by=SYSTEM,
        said=Said(zns_template="286711", zns_params={"product:60": "{{ product }}", "link:120": "{{ link }}"}),
    )  # fmt: skip
    asked_after_a_sale(world, survey, Way.ZALO, text.pk, now)
    hand_over_due(account_of(Channel.ZALO), at=now)
    [sent] = zalo.asked(ZNS_PATH)
    said = json.loads(sent["body"])
    assert said["phone"] == "84912345678" and said["template_data"]["product"] == "Phin nhôm"
    row = answered(client, said["template_data"]["link"], 5)
    assert (row.customer, row.way, row.score) == (world.lan, "zalo", 5)
    link = said["template_data"]["link"].removeprefix(HERE)
    broken = client.get(link[:-3] + "xx/")
    assert broken.status_code == 404 and "Liên kết không đầy đủ" in broken.content.decode()
