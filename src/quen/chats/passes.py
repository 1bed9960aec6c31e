"""Passes: who may read and write which chat, signed by this installation, carried in a header and never in an address.

A visitor's pass speaks of one chat and lasts for weeks; a member of staff's is given out by the console for minutes,
so that whoever loses the right to read loses the stream soon.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from quen.chats.errors import PassRefused
from quen.kernel.sentences import gettext_noop

VISITOR_LASTS, STAFF_LASTS = timedelta(days=30), timedelta(minutes=10)
_VISITOR, _STAFF = "quen.chats.visitor", "quen.chats.staff"
_MOST_LETTERS = 300


@dataclass(frozen=True)
class Pass:
    """`chat` 0: none in particular, which only staff have. `staff` is None for the visitor."""

    chat: int
    staff: int | None = None


def visitor_pass(chat: int) -> str:
    return "v." + signing.TimestampSigner(salt=_VISITOR).sign(str(chat))


def staff_pass(chat: int, staff: int) -> str:
    return "s." + signing.TimestampSigner(salt=_STAFF).sign(f"{chat}.{staff}")


def read_pass(written: str) -> Pass:
    """What a pass allows. No query. Raises PassRefused."""
    kind, _dot, signed = written[:_MOST_LETTERS].partition(".")
    try:
        if kind == "v":
            return Pass(int(signing.TimestampSigner(salt=_VISITOR).unsign(signed, max_age=VISITOR_LASTS)))
        chat, staff = signing.TimestampSigner(salt=_STAFF).unsign(signed, max_age=STAFF_LASTS).split(".")
        return Pass(int(chat), int(staff))
    except (signing.BadSignature, ValueError):
        raise PassRefused(gettext_noop("This chat cannot be opened any more. Begin a new one.")) from None
