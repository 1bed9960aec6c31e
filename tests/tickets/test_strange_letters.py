"""Letters with bytes in their headers that no standard knows are taken in, and never keep back the ones after them."""

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quen.kernel.actor import SYSTEM
from quen.tickets.answer import answer
from quen.tickets.choices import EntryKind
from quen.tickets.mail.automatic import fate_of, ours_in
from quen.tickets.mail.bounce import bounces_in
from quen.tickets.mail.fetch import fetch_due
from quen.tickets.mail.letter import Letter, Unreadable, read, storable
from quen.tickets.mail.settings import change_mailbox, new_hook_secret
from quen.tickets.mail.take_in import take_in
from quen.tickets.mail_models import Fate, IncomingMail, Mailbox
from quen.tickets.models import Entry, Ticket
from tests.tickets.imap import PASSWORD, USER, Box, serving
from tests.tickets.matters import MONDAY_TEN, heard
from tests.tickets.test_letters import letter, mixed
from tests.world import World

FIELDS = (b"From", b"Reply-To", b"Message-ID", b"In-Reply-To", b"References", b"Subject", b"Content-Type")
STRANGE = (
    b"\xff", b"\x00", b"\xed\xa0\x80", b"\xc3\xa9", b"<", b">", b"@", b"a", b".vn", b"=?utf-7?q?+2AA-?=", b" ",
    b"=?unicode_escape?q?=5Cud800?=", b"multipart/mixed; boundary=x", b"text/plain;", b"message/rfc822", b";",
    b"charset=utf-7", b"charset*=a\x00b''x", b"filename*=utf-7''%2B2IDcgA-", b"lan@example.com",
)  # fmt: skip
HEADERS = st.dictionaries(
    st.sampled_from(FIELDS), st.lists(st.sampled_from(STRANGE), max_size=6).map(b"".join)
)
BODIES = st.sampled_from([b"+2AA-", b"--x\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+2AA-\r\n--x--"])


def raw_letter(**fields: bytes) -> bytes:
    """A letter of Lan's, with headers as bytes; `_` stands for the hyphen."""
    usual = {"From": b"lan@example.com", "Message_ID": b"<1@lan>"} | fields
    return b"".join(
        name.replace("_", "-").encode() + b": " + said + b"\r\n" for name, said in usual.items()
    ) + (b"\r\nhello")


def words_in(found: Letter) -> list[str]:
    """Everything of a letter that is kept in the database."""
    files = [file.name for file in found.files]
    came_back = [word for one in bounces_in(found) for word in (one.address, one.letter, one.detail)]
    own = (found.message_id, found.sender, found.sender_name, found.subject, found.text, found.html)
    return [*own, *found.names, *files, *found.left_out, *came_back, *ours_in(found)]


@settings(max_examples=300)
@given(HEADERS, BODIES)
def test_whatever_bytes_the_headers_hold_a_database_can_keep_the_words(
    headers: dict[bytes, bytes], body: bytes
) -> None:
    raw = b"".join(name + b": " + said + b"\r\n" for name, said in headers.items()) + b"\r\n" + body
    try:
        found = read(raw)
    except Unreadable:
        return
    assert fate_of(found, frozenset()) in (None, *Fate)
    assert all(word == storable(word) for word in words_in(found))
    assert all(len(name) <= 240 for name in found.names)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(HEADERS, BODIES)
def test_and_it_is_taken_in_without_any_trouble(
    world: World, caplog: pytest.LogCaptureFixture, headers: dict[bytes, bytes], body: bytes
) -> None:
    lines = {b"From": b"lan@example.com"} | headers
    raw = b"".join(name + b": " + said + b"\r\n" for name, said in lines.items()) + b"\r\n" + body
    with transaction.atomic():
        take_in(raw, at=MONDAY_TEN)
        transaction.set_rollback(True)  # else twenty of them are a flood
    assert caplog.records == []


@pytest.mark.parametrize(
    "fields",
    [
        {"From": b"l\xffn@example.com"}, {"Reply_To": b"l\x00n@example.com"}, {"Message_ID": b"<\xff\x00@lan>"},
        {"In_Reply_To": b"<\xff@lan>"}, {"References": b"<\x00\xed\xa0\x80@lan>"}, {"Subject": b"\xff\x00 nguoi"},
        {"In_Reply_To": b"<" + b"x" * 400 + b"@lan>"},
    ],
)  # fmt: skip
def test_a_provider_posts_a_letter_with_strange_bytes(world: World, fields: dict[str, bytes]) -> None:
    address = f"/hooks/mail/{new_hook_secret(by=SYSTEM)}/"
    said = Client().post(address, raw_letter(**fields), content_type="message/rfc822")
    assert (said.status_code, said.content) == (200, b"opened")
    assert Entry.objects.get().text == "hello"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"raw": ' + "[" * 100_000, 422), ("[" * 100_000, 422), ('{"raw": "\\ud800"}', 422), ('{"raw": "\\udcff"}', 422),
        (json.dumps({"raw": "From: lan@example.com\r\n\r\nhello \ud800"}), 200),
    ],
)  # fmt: skip
def test_a_provider_posts_json_nobody_should_write(world: World, body: str, status: int) -> None:
    address = f"/hooks/mail/{new_hook_secret(by=SYSTEM)}/"
    said = Client().post(address, body, content_type="application/json")
    assert (said.status_code, Entry.objects.filter(text="hello ?").count()) == (status, status == 200)


def test_a_name_that_is_far_too_long_hides_no_other(world: World) -> None:
    ticket = take_in(raw_letter(), at=MONDAY_TEN).ticket
    long = b"<1@lan> <" + b"x" * 400 + b"@lan>"
    assert take_in(raw_letter(Message_ID=b"<2@lan>", References=long), at=MONDAY_TEN).ticket == ticket


def test_two_names_that_differ_in_one_strange_byte_are_two_letters(world: World) -> None:
    for name in (b"<\xe1@lan>", b"<\xe0@lan>"):
        assert take_in(raw_letter(Message_ID=name), at=MONDAY_TEN).is_new
    heard_again = raw_letter(Message_ID=b"<3@lan>", In_Reply_To=b"<\xe0@lan>")
    assert take_in(heard_again, at=MONDAY_TEN).fate == "added"


def test_a_long_letter_whose_file_is_left_out_is_kept_with_its_name(world: World) -> None:
    program = "Content-Type: application/x\r\nContent-Disposition: attachment; filename=x.exe\r\n\r\nMZ"
    taken = take_in(mixed(f"Content-Type: text/plain\r\n\r\n{'a' * 30_000}", program), at=MONDAY_TEN)
    text = Entry.objects.get(ticket=taken.ticket).text
    assert (len(text), text.endswith("x.exe")) == (20_000, True)


def fetched_from(box: Box) -> int:
    """How many letters a visit to the mailbox reads."""
    change_mailbox(
        by=SYSTEM, is_on=True, host="127.0.0.1", port=box.port, security="none", user=USER, password=PASSWORD
    )
    return fetch_due(at=MONDAY_TEN)


def test_the_letters_after_a_strange_one_are_read(world: World) -> None:
    ticket = heard(world)
    answer(ticket=ticket.pk, text="Xin lỗi", at=MONDAY_TEN, by=world.by_mai)
    ours = Entry.objects.get(kind=EntryKind.OUT).message_id.encode()
    with serving() as box:
        box.put(
            raw_letter(From=b"l\xffn@example.com", Message_ID=b"<\xff@lan>"),
            raw_letter(Message_ID=b"<" + ours + b">"),  # calls itself as our answer: cannot be kept beside it
            letter("Message-ID: <after@lan>", "Subject: Sau cùng"),
        )
        assert fetched_from(box) == 3
        kept = Mailbox.objects.get()
        assert (kept.error, kept.last_uid > 0) == ("", True)
        assert fetch_due(at=MONDAY_TEN + timedelta(minutes=1)) == 0
    assert list(IncomingMail.objects.order_by("pk").values_list("fate", flat=True)) == [
        "opened",
        "bad",
        "opened",
    ]
    assert Ticket.objects.latest("pk").subject == "Sau cùng"
