"""A visitor writes her first line."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from quen.chats.errors import BadLine
from quen.chats.events import ChatOpened
from quen.chats.lines import checked, checked_key
from quen.chats.models import Chat
from quen.chats.say import heard
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import email_key, tidy
from quen.kernel.phone import to_e164
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import recognise, recognition
from quen.shops.models import Store


@dataclass(frozen=True)
class Visitor:
    """Who she is: `customer` where her card proves it, else what she typed; `way` is a phone number or an address."""

    customer: int | None = None
    name: str = ""
    way: str = ""
    language: str = "vi"
    page: str = ""
    store: int | None = None


@transaction.atomic
def open_chat(*, visitor: Visitor, text: str, key: str, at: datetime, by: Actor) -> Chat:
    """Open a chat with its first line; the same key returns the first one. Raises BadLine, NoSuchCustomer."""
    said, kept_key = checked(text), checked_key(key)
    if made := Chat.objects.filter(key=kept_key).first():
        return made
    phone, email = _ways(visitor.way.strip())
    her = root_of(visitor.customer) if visitor.customer else None
    known = her or _recognised(phone, email)
    chat, is_new = Chat.objects.get_or_create(
        key=kept_key,
        defaults={
            "customer": known, "is_proven": her is not None, "contact_name": tidy(visitor.name)[:120],
            "contact_phone": phone, "contact_email": email, "language": visitor.language,
            "page": visitor.page[:300], "store": Store.objects.filter(pk=visitor.store or 0).first(),
            "opened_at": at, "changed_at": at,
        },
    )  # fmt: skip
    if not is_new:
        return chat
    emit(
        ChatOpened(
            at=at, by=by, customer=chat.customer_id, store=chat.store_id, subject=chat.pk,
            place="member" if her else "site",
        )
    )  # fmt: skip
    heard(chat, text=said, key=kept_key, at=at, by=by)
    return chat


def _ways(written: str) -> tuple[str, str]:
    """A phone number and an address, one of them empty, or both. Raises BadLine."""
    if not written:
        return "", ""
    phone = "" if "@" in written else to_e164(written) or ""
    email = email_key(written) or "" if "@" in written else ""
    if not (phone or email) or len(email) > 200:
        raise BadLine(
            gettext_noop("Check the phone number or e-mail address, or leave it empty. Nothing was sent.")
        )
    return phone, email


def _recognised(phone: str, email: str) -> Customer | None:
    pairs = ((IdentityKind.PHONE, phone), (IdentityKind.EMAIL, email))
    found = (recognise(recognition(kind, written)) for kind, written in pairs if written)
    return next((one for one in found if one is not None), None)
