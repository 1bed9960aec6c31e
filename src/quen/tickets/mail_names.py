"""Names of e-mails, and the mark in a subject line by which an answer finds its ticket."""

import hashlib
import hmac
import re
import secrets

from django.conf import settings

_MARK = re.compile(r"\[#(\d{1,18})-([0-9a-f]{10})\]")


def name_of_mail() -> str:
    """A new Message-ID without its angle brackets and domain, which the sender's address adds."""
    return f"quen.{secrets.token_hex(16)}"


def is_ours(message_id: str) -> bool:
    """Whether it is the name of an answer to a ticket, with or without its brackets."""
    return message_id.strip("<>").startswith("quen.")


def kept_name(message_id: str) -> str:
    """As the name of an answer is kept: without brackets and domain, which may change."""
    return message_id.strip("<>").partition("@")[0]


def mark_of(ticket: int) -> str:
    """What the subject line of an answer ends with; only this installation can make it."""
    return f"[#{ticket}-{_signed(ticket)}]"


def ticket_in(subject: str) -> int | None:
    """The ticket whose mark stands in a subject line; None for none, and for one somebody made up."""
    for number, signed in _MARK.findall(subject):
        if hmac.compare_digest(_signed(int(number)), signed):
            return int(number)
    return None


def _signed(ticket: int) -> str:
    key, said = settings.SECRET_KEY.encode(), f"quen.tickets.mark.{ticket}".encode()
    return hmac.digest(key, said, hashlib.sha256).hex()[:10]
