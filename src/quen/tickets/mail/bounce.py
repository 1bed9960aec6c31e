"""Reports that a letter did not arrive, as mail servers write them: to whom, which letter, and whether for good.

Delivery status notifications after RFC 3464, with the codes of RFC 3463; and the reports of servers that never learnt
it: Exim (`X-Failed-Recipients`), qmail (QSBMF), and free text that names an address and a reason.

A bounce is hard where the mailbox does not exist: that is so tomorrow, too. A full mailbox, a busy server, a letter
that is too large or looks like spam are soft: the next letter may arrive.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import getaddresses

from quen.kernel.names import email_key, tidy
from quen.tickets.mail.letter import Letter, header, text_of

MOST = 20
_MOST_TEXT = 50_000
_MOST_DETAIL = 300
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])([45])\d\d(?=[ -])")
_NAME = re.compile(r"^Message-ID:\s*(<[^<>\s]{1,240}>)", re.IGNORECASE | re.MULTILINE)
_COPY = re.compile(
    r"^(?:-{2,}.*(?:copy|original|returned|below|thư gốc).*|Return-Path:.*|Received:.*|Message-ID:.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_AT_LINE_START = re.compile(r"^[\s<'\"(*•>-]*([^\s<>'\"(),;:]+@[^\s<>'\"(),;:]+)", re.MULTILINE)
_NOBODY = re.compile(
    r"(?:unknown (?:user|recipient|mailbox)|(?:user|recipient|mailbox|account) (?:is )?unknown|no such (?:user|mailbox|"
    r"recipient|address|person)|(?:does not|doesn['’]?t|did not) exist|no mailbox|mailbox not found|user not found|"
    r"invalid (?:recipient|mailbox)|unrouteable address|not a valid (?:user|mailbox|recipient)|không tồn tại)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:delayed|not (?:yet )?been delivered yet|still being retried|will (?:keep|continue) (?:on )?trying|"
    r"will be retried|no action is required|warning: could not send)",
    re.IGNORECASE,
)
_NO_ADDRESS = {0, 1, 2, 3, 6, 10}
"""RFC 3463, section 3.2: the address itself is wrong. 7 and 8 are about the sender's."""


@dataclass(frozen=True)
class Bounce:
    """`letter`: the Message-ID of what did not arrive, with its brackets; empty where the report does not say.

    `is_failed`: given up; else the server goes on trying. `is_hard`: nobody will ever be reached there.
    """

    address: str
    letter: str
    is_failed: bool
    is_hard: bool
    detail: str


def bounces_in(letter: Letter) -> tuple[Bounce, ...]:
    """Every recipient the report speaks of, at most MOST; none where it names no address."""
    name = _name_of(letter.headers)
    found = list(_standard(letter.headers, name)) or list(_told(letter, name))
    once = {bounce.address: bounce for bounce in reversed(found[:MOST])}
    return tuple(reversed(once.values()))


def _standard(message: "Message[str, str]", name: str) -> Iterator[Bounce]:
    """RFC 3464: after the fields of the report come those of each recipient."""
    for part in message.walk():
        blocks = part.get_payload()
        if part.get_content_type() != "message/delivery-status" or not isinstance(blocks, list):
            continue
        for block in blocks[: MOST + 1]:
            said = _fields(block)  # type: ignore[arg-type]  # a list holds messages
            address = _address(said.get("original-recipient", "")) or _address(
                said.get("final-recipient", "")
            )
            action = said.get("action", "").strip().lower()
            if address and action in ("failed", "delayed"):
                why = said.get("diagnostic-code", "")
                yield _of(address, name, is_failed=action == "failed", status=said.get("status", ""), why=why)


def _told(letter: Letter, name: str) -> Iterator[Bounce]:
    """Free text: the addresses a line begins with, each with the lines below it."""
    text = _report_of(letter.headers)
    is_failed = _LATER.search(f"{letter.subject}\n{text}") is None
    named = [
        email_key(address) for _name, address in getaddresses([header(letter.headers, "X-Failed-Recipients")])
    ]
    for address in named[:MOST]:
        if address:
            place = text.casefold().find(address)
            why = text[place + len(address) :] if place >= 0 else text
            yield _of(address, name, is_failed=is_failed, status="", why=_near(why))
    if not any(named):
        for found in _AT_LINE_START.finditer(text):
            if (key := email_key(found[1])) is not None and key != letter.sender:
                yield _of(key, name, is_failed=is_failed, status="", why=_near(text[found.end() :]))


def _near(text: str) -> str:
    """The reason beside an address: up to where the next address stands at the start of a line."""
    following = _AT_LINE_START.search(text)
    return text[: min(following.start() if following else 1_000, 1_000)]


def _of(address: str, name: str, *, is_failed: bool, status: str, why: str) -> Bounce:
    why = tidy(why.partition(";")[2] if why.lower().startswith(("smtp;", "x-")) else why)
    code = _STATUS.search(status) or _STATUS.search(why)
    detail = " ".join(filter(None, (code[0] if code and code[0] not in why else "", why)))[:_MOST_DETAIL]
    return Bounce(address, name, is_failed, is_failed and _is_hard(code, why), detail or "undeliverable")


def _is_hard(code: "re.Match[str] | None", why: str) -> bool:
    if code is not None and code[0] != "5.0.0":
        klass, subject, part = (int(code[place]) for place in (1, 2, 3))
        if klass != 5:
            return False
        return (subject == 1 and part in _NO_ADDRESS) or (subject, part) == (2, 1)
    reply = _REPLY.search(why)
    return (reply is None or reply[1] == "5") and _NOBODY.search(why) is not None


def _name_of(message: "Message[str, str]") -> str:
    """The Message-ID of the letter that came back: from the copy that is enclosed, or that stands below the text."""
    for part in message.walk():
        kind, inside = part.get_content_type(), part.get_payload()
        if kind == "message/rfc822" and isinstance(inside, list) and inside:
            said = f"Message-ID: {header(inside[0], 'Message-ID').strip()}"  # type: ignore[arg-type]
        elif kind == "text/rfc822-headers":
            said = text_of(part)[:_MOST_TEXT]
        else:
            continue
        if (found := _NAME.search(said)) is not None:
            return found[1]
    below = _NAME.search(_plain(message))
    return below[1] if below else ""


def _report_of(message: "Message[str, str]") -> str:
    text = _plain(message)
    copy = _COPY.search(text)
    return text[: copy.start()] if copy else text


def _plain(message: "Message[str, str]") -> str:
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            return text_of(part)[:_MOST_TEXT].replace("\r\n", "\n")
    return ""


def _fields(block: "Message[str, str]") -> Mapping[str, str]:
    names = ("original-recipient", "final-recipient", "action", "status", "diagnostic-code")
    return {name: header(block, name) for name in names}


def _address(said: str) -> str:
    """``rfc822; lan@example.com``."""
    kind, mark, address = said.partition(";")
    bare = address if mark else kind
    return email_key(bare.strip().strip("<>")) or ""
