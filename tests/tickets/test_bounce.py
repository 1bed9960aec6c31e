"""What came back, read from the reports of all kinds of mail servers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.tickets.mail.automatic import fate_of
from quen.tickets.mail.bounce import Bounce, bounces_in
from quen.tickets.mail.letter import Unreadable, read
from quen.tickets.mail_models import Fate
from tests.tickets.reports import DELAYED_TEXT, EXCHANGE, EXIM, LETTER, QMAIL, dsn
from tests.tickets.test_letters import mixed


def of(raw: bytes) -> tuple[Bounce, ...]:
    letter = read(raw)
    assert fate_of(letter, frozenset({"quan@example.com"})) == Fate.BOUNCE
    return bounces_in(letter)


@pytest.mark.parametrize(
    ("raw", "detail"),
    [
        (dsn(), "550 5.1.1 <lan@example.com>: user unknown"),
        (EXIM, "No such user here"),
        (QMAIL, "Sorry, no mailbox here by that name. (#5.1.1)"),
        (EXCHANGE, "The e-mail account does not exist"),
    ],
    ids=["Postfix", "Exim", "qmail", "Exchange"],
)
def test_who_does_not_exist_is_read_from_every_kind_of_report(raw: bytes, detail: str) -> None:
    found = of(raw)[0]
    assert (found.address, found.letter, found.is_failed, found.is_hard) == (
        "lan@example.com",
        LETTER,
        True,
        True,
    )
    assert detail in found.detail


@pytest.mark.parametrize(
    ("status", "why", "is_hard"),
    [
        ("5.1.1", "smtp; 550 5.1.1 user unknown", True),
        ("5.1.10", "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound", True),
        ("5.1.2", "", True),
        ("5.2.1", "smtp; 550 5.2.1 The email account that you tried to reach is disabled", True),
        ("5.0.0", "smtp; 550 no such mailbox", True),
        ("5.0.0", "smtp; 554 transaction failed", False),
        ("5.2.2", "smtp; 552 5.2.2 The email account that you tried to reach is over quota", False),
        ("5.1.8", "smtp; 550 5.1.8 bad sender", False),
        ("5.7.1", "smtp; 550 5.7.1 looks like spam", False),
        ("5.3.4", "smtp; 552 5.3.4 message too big", False),
        ("4.4.1", "smtp; 421 no answer", False),
        ("4.4.7", "user unknown to the queue: expired", False),
        ("", "smtp; 451 user unknown right now", False),
    ],
)  # fmt: skip
def test_only_an_address_that_will_never_be_right_is_hard(status: str, why: str, is_hard: bool) -> None:
    (found,) = of(dsn(status=status, why=why))
    assert (found.is_failed, found.is_hard) == (True, is_hard)


def test_each_recipient_has_a_reason_of_her_own() -> None:
    first, second = of(QMAIL)
    assert (first.address, first.is_hard) == ("lan@example.com", True)
    assert (second.address, second.is_hard) == ("tu@example.com", False)
    assert "552 5.2.2 Mailbox full" in second.detail and "no mailbox here" not in second.detail


@pytest.mark.parametrize("raw", [dsn(action="delayed", status="4.4.1", why=""), DELAYED_TEXT])
def test_a_letter_that_is_only_late_has_not_failed(raw: bytes) -> None:
    (found,) = of(raw)
    assert (found.address, found.is_failed, found.is_hard) == ("lan@example.com", False, False)


def test_a_letter_that_arrived_is_no_bounce() -> None:
    assert bounces_in(read(dsn(action="delivered", status="2.0.0", why=""))) == ()


def test_that_it_was_read_is_an_automatic_letter() -> None:
    raw = mixed(
        "Content-Type: text/plain\r\n\r\nread", "Content-Type: message/disposition-notification\r\n\r\nx: y",
        kind="report; report-type=disposition-notification",
    )  # fmt: skip
    assert fate_of(read(raw), frozenset()) == Fate.AUTOMATIC


@given(st.binary(max_size=400), st.sampled_from([dsn(), EXIM, QMAIL, EXCHANGE]), st.integers(0, 900))
def test_whatever_the_bytes_are_nothing_breaks(noise: bytes, raw: bytes, place: int) -> None:
    try:
        letter = read(raw[:place] + noise + raw[place:])
    except Unreadable:
        return
    assert len(bounces_in(letter)) <= 20
