"""Letters of machines: answered, they answer again, and so on for ever."""

import re
from email.message import Message
from email.utils import parseaddr

from quen.kernel.names import email_key
from quen.tickets.mail.letter import Letter, header
from quen.tickets.mail_models import Fate

_OURS = re.compile(r"<(quen\.[0-9a-f]{32})@")
_ROBOTS = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+.@-]|$)", re.IGNORECASE
)
_AWAY = re.compile(
    r"^(?:auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|trả lời tự động|tự động trả lời|vắng mặt)\b",
    re.IGNORECASE,
)


def fate_of(letter: Letter, own: frozenset[str]) -> Fate | None:
    """Why the letter is nobody's word to us; None for one a person wrote.

    After RFC 3834 (Auto-Submitted), RFC 3464 (delivery reports), RFC 2919 and 2369 (lists), and the headers that older
    programs use instead.
    """
    message = letter.headers
    wrote = email_key(parseaddr(header(message, "From"))[1]) or letter.sender
    if {letter.sender, wrote} & own or _OURS.match(f"<{letter.message_id}"):
        return Fate.OWN
    if _is_bounce(message, letter.sender):
        return Fate.BOUNCE
    if _is_automatic(message, letter.subject):
        return Fate.AUTOMATIC
    return Fate.BULK if _is_to_many(message) else None


def ours_in(letter: Letter) -> list[str]:
    """The names of our own letters that a report of a failed delivery speaks of."""
    inside = (_as_written(part)[:20_000] for part in letter.headers.walk() if _holds_headers(part))
    said = [*(f"<{name}" for name in letter.names), *inside]
    return list(dict.fromkeys(found for words in said for found in _OURS.findall(words)))[:20]


def _is_bounce(message: "Message[str, str]", sender: str) -> bool:
    """After RFC 3464, and as Exim, qmail and others wrote before it."""
    is_report = message.get_content_type() == "multipart/report" and (
        "delivery-status" in header(message, "Content-Type")
        or any(part.get_content_type() == "message/delivery-status" for part in message.walk())
    )
    path = header(message, "Return-Path").strip()
    is_named = message.get("X-Failed-Recipients") is not None
    return is_report or is_named or path == "<>" or sender.startswith(("mailer-daemon@", "postmaster@"))


def _is_automatic(message: "Message[str, str]", subject: str) -> bool:
    if message.get_content_type() == "multipart/report":  # that it was read (RFC 8098), and the like
        return True
    submitted = header(message, "Auto-Submitted").strip().lower()
    if submitted and not submitted.startswith("no"):
        return True
    if any(message.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")):
        return True
    if header(message, "Precedence").strip().lower() in ("auto_reply", "auto-reply"):
        return True
    return _AWAY.match(subject) is not None


def _is_to_many(message: "Message[str, str]") -> bool:
    if header(message, "Precedence").strip().lower() in ("bulk", "junk", "list"):
        return True
    if any(message.get(name) is not None for name in ("List-Id", "List-Unsubscribe")):
        return True
    return _ROBOTS.match(header(message, "From").rpartition("<")[2]) is not None


def _holds_headers(part: "Message[str, str]") -> bool:
    return part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "message/delivery-status")


def _as_written(part: "Message[str, str]") -> str:
    try:
        return part.as_string()
    except Exception:  # the package refuses to write some of the headers that it reads
        return ""
