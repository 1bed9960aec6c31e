"""Letters are fetched from the shop's mailbox by IMAP (RFC 3501), where they stay as they are.

How far it was read is kept as the last UID, and begins anew where the mailbox says that its UIDs did (UIDVALIDITY); a
letter met twice is taken once all the same. The first visit to a mailbox begins with the letters of the last week.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from quen.events.one_worker import one_worker
from quen.tickets.mail.letter import MOST_BYTES
from quen.tickets.mail.take_in import take_in
from quen.tickets.mail_models import Mailbox

SECONDS = 20
MOST_AT_ONCE = 100
FIRST_LOOKS_BACK = timedelta(days=7)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_TROUBLES = (imaplib.IMAP4.error, OSError, ssl.SSLError, ValueError)


def fetch_due(*, at: datetime, every: timedelta = timedelta(seconds=30)) -> int:
    """Fetch what is new, where a mailbox is named and was not looked at a moment ago; how many letters were read."""
    box = Mailbox.objects.filter(pk=1, is_on=True).exclude(host="").first()
    if box is None or (box.checked_at is not None and box.checked_at > at - every):
        return 0
    with one_worker("tickets:mailbox") as is_mine:
        return _visit(box, at) if is_mine else 0


def _visit(box: Mailbox, at: datetime) -> int:
    read, error = 0, ""
    try:
        with signed_in(box) as line:
            read = _read_new(line, box, at)
    except _TROUBLES as trouble:
        error = (str(trouble) or type(trouble).__name__)[:300]
    Mailbox.objects.filter(pk=box.pk).update(
        checked_at=at, error=error, last_uid=box.last_uid, uid_validity=box.uid_validity
    )
    return read


@contextmanager
def signed_in(box: Mailbox) -> Iterator[imaplib.IMAP4]:
    """A connection to the folder, opened to read alone. Raises what imaplib raises."""
    context = ssl.create_default_context()
    line: imaplib.IMAP4 = (
        imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=SECONDS)
        if box.security == "tls"
        else imaplib.IMAP4(box.host, box.port, timeout=SECONDS)
    )
    try:
        if box.security == "starttls":
            line.starttls(context)
        line.login(box.user, box.password)
        _ok(line.select(f'"{box.folder}"', readonly=True))
        yield line
    finally:
        try:
            line.logout()
        except _TROUBLES:
            line.shutdown()


def _read_new(line: imaplib.IMAP4, box: Mailbox, at: datetime) -> int:
    _kind, said = line.response("UIDVALIDITY")
    validity = int(said[0]) if said and said[0] else 0
    if validity != box.uid_validity:
        box.uid_validity, box.last_uid = validity, 0
    numbers = _new_numbers(line, box, at)[:MOST_AT_ONCE]
    for number in numbers:
        raw = _one(line, number)
        if raw is not None:
            take_in(raw, at=at)
        box.last_uid = number
    return len(numbers)


def _new_numbers(line: imaplib.IMAP4, box: Mailbox, at: datetime) -> list[int]:
    if box.last_uid:
        found = _ok(line.uid("SEARCH", "UID", f"{box.last_uid + 1}:*"))
    else:
        since = imaplib.Time2Internaldate(at - FIRST_LOOKS_BACK).strip('"')[:11].strip()
        found = _ok(line.uid("SEARCH", "SINCE", since))
    numbers = [int(number) for number in (found[0] or b"").split()]
    return sorted(
        number for number in numbers if number > box.last_uid
    )  # "n:*" names the last one even below n


def _one(line: imaplib.IMAP4, number: int) -> bytes | None:
    """The letter byte for byte; None for one that is too large, or gone meanwhile."""
    said = _ok(line.uid("FETCH", str(number), "(RFC822.SIZE)"))
    size = _SIZE.search(b" ".join(part for part in said if isinstance(part, bytes)))
    if size is None or int(size[1]) > MOST_BYTES:
        return None
    parts = _ok(line.uid("FETCH", str(number), "(BODY.PEEK[])"))
    return next((part[1] for part in parts if isinstance(part, tuple) and isinstance(part[1], bytes)), None)


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, said = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(str(said[0])[:200] if said else kind)
    return said
