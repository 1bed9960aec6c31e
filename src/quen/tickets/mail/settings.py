"""How letters come to the shop: by its mailbox, or posted by a provider to a secret address."""

import secrets
from hmac import compare_digest
from typing import TypedDict, Unpack

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.shops.history import change, remember
from quen.tickets.errors import BadTicket
from quen.tickets.mail_models import Mailbox

SECURITIES = ("tls", "starttls", "none")


class Reached(TypedDict, total=False):
    """What may be changed of the mailbox."""

    is_on: bool
    host: str
    port: int
    security: str
    user: str
    folder: str
    own_addresses: str


def mailbox() -> Mailbox:
    """As it is set; an empty one until somebody sets it."""
    return Mailbox.objects.filter(pk=1).first() or Mailbox(pk=1)


@transaction.atomic
def change_mailbox(*, by: Actor, password: str = "", **reached: Unpack[Reached]) -> Mailbox:
    """Write what differs, with its history. An empty password keeps the one before. Raises BadTicket."""
    row, _made = Mailbox.objects.select_for_update().get_or_create(pk=1)
    if reached.get("security", row.security) not in SECURITIES:
        raise BadTicket(gettext_noop("The mailbox is reached by tls, by starttls, or by none of them."))
    moved = reached.get("host", row.host) != row.host or reached.get("folder", row.folder) != row.folder
    change(row, dict(reached), of="tickets.mailbox", by=by)
    if password:
        row.password = password
        remember({"password": (None, None)}, of="tickets.mailbox", by=by)
    if moved:
        row.uid_validity, row.last_uid = 0, 0
    row.checked_at, row.error = None, ""
    row.save(update_fields=["password", "uid_validity", "last_uid", "checked_at", "error"])
    return row


@transaction.atomic
def new_hook_secret(*, by: Actor) -> str:
    """A new secret address for a provider; the one before leads nowhere from now on."""
    row, _made = Mailbox.objects.select_for_update().get_or_create(pk=1)
    row.hook_secret = secrets.token_urlsafe(32)
    row.save(update_fields=["hook_secret"])
    remember({"hook_secret": (None, None)}, of="tickets.mailbox", by=by)
    return row.hook_secret


def is_hook_secret(written: str) -> bool:
    """Whether this is the secret of the shop's own address."""
    kept = mailbox().hook_secret
    return bool(kept) and compare_digest(kept.encode(), written.encode())
