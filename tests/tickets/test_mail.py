"""Lan writes a letter, is answered by a real SMTP server, and her answer finds its ticket through a real mailbox."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quen.flows.send_answers import send_answers
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.settings import change_limits, connect
from quen.tickets.answer import answer
from quen.tickets.errors import BadTicket
from quen.tickets.mail.fetch import fetch_due
from quen.tickets.mail.settings import change_mailbox, new_hook_secret
from quen.tickets.mail.take_in import MOST_AN_HOUR, take_in
from quen.tickets.mail_models import Attachment, IncomingMail, Mailbox
from quen.tickets.models import Entry, Mail, Ticket
from quen.tickets.send_again import send_again
from tests.messages.mailbox import Mailbox as Peer
from tests.messages.mailbox import start
from tests.tickets.imap import PASSWORD, USER, serving
from tests.tickets.matters import MONDAY_TEN, heard
from tests.tickets.test_letters import letter, mixed
from tests.world import World

MINUTE = timedelta(minutes=1)


def mail_goes_to(port: int) -> None:
    settings: dict[str, object] = {
        "sender": "quan@example.com",
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
    }
    connect(channel=Channel.EMAIL, settings=settings, secrets={}, by=SYSTEM)
    change_limits(channel=Channel.EMAIL, is_on=True, by=SYSTEM)


def answered_by_mail(world: World, peer: Peer) -> tuple[Ticket, str, str]:
    """Lan's ticket, with the subject and the Message-ID of the letter she got."""
    mail_goes_to(peer.port)
    ticket = heard(world)
    answer(ticket=ticket.pk, text="Xin lỗi chị", at=MONDAY_TEN, by=world.by_mai)
    assert send_answers(at=MONDAY_TEN) == 1
    got = peer.arrived()[-1]
    return ticket, str(got["Subject"]), str(got["Message-ID"])


@pytest.fixture
def peer(world: World, tmp_path: Path) -> Iterator[Peer]:
    running = start(tmp_path / "peer")
    yield running
    running.stop()


def test_a_letter_is_answered_and_her_answer_finds_its_ticket(world: World, peer: Peer) -> None:
    mail_goes_to(peer.port)
    with serving() as box:
        change_mailbox(
            by=SYSTEM,
            is_on=True,
            host="127.0.0.1",
            port=box.port,
            security="none",
            user=USER,
            password=PASSWORD,
        )
        box.put(letter("Subject: Cà phê nguội"), letter("Precedence: bulk", "Message-ID: <2@x>"))
        assert fetch_due(at=MONDAY_TEN) == 2
        ticket = Ticket.objects.get()
        assert (ticket.came_by, ticket.contact_email, ticket.is_proven) == ("email", "lan@example.com", False)
        assert fetch_due(at=MONDAY_TEN + timedelta(seconds=5)) == 0  # looked a moment ago

        answer(ticket=ticket.pk, text="Xin lỗi chị.\nEm gửi ly mới.", at=MONDAY_TEN, by=world.by_mai)
        assert send_answers(at=MONDAY_TEN) == 1
        assert send_answers(at=MONDAY_TEN) == 0
        (got,) = peer.arrived()
        assert (str(got["In-Reply-To"]), str(got["References"])) == ("<1@lan>", "<1@lan>")
        assert "Em gửi ly mới." in got.get_content() and str(got["To"]) == "Lan <lan@example.com>"

        box.put(
            letter("Message-ID: <3@lan>", f"In-Reply-To: {got['Message-ID']}", "Subject: khac", body="Cảm ơn")
        )
        assert fetch_due(at=MONDAY_TEN + MINUTE) == 1
        assert fetch_due(at=MONDAY_TEN + 2 * MINUTE) == 0
        assert box.unseen() == 3  # the mailbox is as it was
        kept = Mailbox.objects.get()
        assert (kept.error, kept.last_uid > 0) == ("", True)
        change_mailbox(by=SYSTEM, password="wrong")
        assert fetch_due(at=MONDAY_TEN + 3 * MINUTE) == 0
        assert Mailbox.objects.get().error
    ticket.refresh_from_db()
    assert (ticket.state, [entry.text for entry in Entry.objects.order_by("pk")][-1]) == ("open", "Cảm ơn")
    assert Ticket.objects.count() == 1


def test_a_subject_with_the_mark_finds_its_ticket_and_a_made_up_one_none(world: World, peer: Peer) -> None:
    ticket, subject, _name = answered_by_mail(world, peer)
    assert take_in(letter(f"Subject: {subject}"), at=MONDAY_TEN).ticket == ticket.pk
    forged = f"Subject: Re: x [#{ticket.pk}-0123456789]"
    assert take_in(letter(forged, "Message-ID: <9@x>"), at=MONDAY_TEN).fate == "opened"


def test_a_letter_brought_twice_is_taken_once(world: World) -> None:
    raw = mixed("Content-Type: text/plain\r\n\r\nXem ảnh", "Content-Type: image/png\r\n\r\nPNG")
    first, again = take_in(raw, at=MONDAY_TEN), take_in(raw, at=MONDAY_TEN + MINUTE)
    assert (first.is_new, again.is_new, again.ticket) == (True, False, first.ticket)
    assert (Ticket.objects.count(), Entry.objects.count(), Attachment.objects.get().content) == (1, 1, b"PNG")
    assert [take_in(b" ", at=MONDAY_TEN).is_new for _ in range(2)] == [True, False]


def test_an_answer_that_came_back_stands_on_the_ticket_and_can_go_again(world: World, peer: Peer) -> None:
    ticket, _subject, name = answered_by_mail(world, peer)
    report = mixed(
        "Content-Type: text/plain\r\n\r\nno such user", f"Content-Type: message/rfc822\r\n\r\nMessage-ID: {name}\r\n\r\nx",
        kind="report; report-type=delivery-status",
    )  # fmt: skip
    assert take_in(report, at=MONDAY_TEN).fate == "bounce"
    mail = Mail.objects.get()
    assert mail.state == "refused"
    with pytest.raises(BadTicket):
        send_again(ticket=ticket.pk, entry=mail.pk, address="lan", at=MONDAY_TEN, by=world.by_mai)
    send_again(ticket=ticket.pk, entry=mail.pk, address="Lan2@example.com", at=MONDAY_TEN, by=world.by_mai)
    assert send_answers(at=MONDAY_TEN) == 1
    assert [str(got["Message-ID"]) for got in peer.arrived()] == [name, name]
    assert "lan2@example.com" in str(peer.arrived()[-1]["To"])
    with pytest.raises(BadTicket):
        send_again(ticket=ticket.pk, entry=mail.pk, address="lan@example.com", at=MONDAY_TEN, by=world.by_mai)


def test_a_busy_server_is_tried_later_and_a_dead_worker_sends_nothing_twice(world: World, peer: Peer) -> None:
    mail_goes_to(peer.port)
    ticket = heard(world)
    answer(ticket=ticket.pk, text="Xin lỗi", at=MONDAY_TEN, by=world.by_mai)
    peer.answers(data="451 later")
    assert send_answers(at=MONDAY_TEN) == 1
    assert (Mail.objects.get().state, send_answers(at=MONDAY_TEN)) == ("ready", 0)
    Mail.objects.update(state="handing")
    peer.answers()
    assert send_answers(at=MONDAY_TEN + 5 * MINUTE) == 0
    assert (Mail.objects.get().state, peer.arrived()) == ("unknown", [])
    change_limits(channel=Channel.EMAIL, is_on=False, by=SYSTEM)
    Mail.objects.update(state="ready")
    assert send_answers(at=MONDAY_TEN + 5 * MINUTE) == 0


def test_machines_loops_and_floods_open_nothing(world: World) -> None:
    change_mailbox(by=SYSTEM, own_addresses="quan@example.com")
    own = take_in(b"From: quan@example.com\r\nMessage-ID: <o@x>\r\n\r\nx", at=MONDAY_TEN)
    reply = take_in(letter("Auto-Submitted: auto-replied"), at=MONDAY_TEN)
    assert (own.fate, reply.fate, Ticket.objects.count()) == ("own", "automatic", 0)
    fates = [take_in(letter(f"Message-ID: <{n}@f>"), at=MONDAY_TEN).fate for n in range(MOST_AN_HOUR + 2)]
    assert fates[0] == "opened" and fates[-1] == "flood"
    assert Ticket.objects.count() < MOST_AN_HOUR + 2
    assert take_in(b"Subject: nobody\r\n\r\nx", at=MONDAY_TEN).fate == "bad"


@pytest.mark.parametrize("way", ["raw", "form", "json", "base64", "file"])
def test_a_provider_posts_letters_to_an_address_only_it_knows(world: World, way: str) -> None:
    raw, client, secret = letter("Subject: Hỏi giờ mở cửa"), Client(), new_hook_secret(by=SYSTEM)
    address, text = f"/hooks/mail/{secret}/", raw.decode()
    if way == "raw":
        said = client.post(address, raw, content_type="message/rfc822")
    elif way == "json":
        said = client.post(address, json.dumps({"RawEmail": text}), content_type="application/json")
    elif way == "file":
        said = client.post(address, {"letter": SimpleUploadedFile("letter.eml", raw)})
    else:
        said = client.post(address, {"body-mime": text if way == "form" else base64.b64encode(raw).decode()})
    assert (said.status_code, said.content, Ticket.objects.get().subject) == (
        200,
        b"opened",
        "Hỏi giờ mở cửa",
    )
    assert client.post("/hooks/mail/guess/", raw, content_type="message/rfc822").status_code == 404
    assert client.post(address, {}).status_code == 422
    assert IncomingMail.objects.count() == 1
