"""Answers to tickets as letters: a name of their own, threaded, with the ticket's mark in the subject."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives

from quen.kernel.actor import SYSTEM
from quen.messages.channels.email.port import carrying
from quen.messages.outcome import Outcome
from quen.messages.settings_models import ChannelAccount
from quen.shops.reads import current_business
from quen.tickets.mail_names import mark_of
from quen.tickets.models import Entry, Mail

_MOST_NAMES = 10


@dataclass(frozen=True)
class _Sender:
    address: str
    name: str
    reply_to: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2] or "localhost"


@contextmanager
def by_mail(account: ChannelAccount) -> Iterator[Callable[[Mail], Outcome]]:
    """The way out for answers by e-mail."""
    said, business = account.settings, current_business()
    shop = business.name if business else ""
    sender = _Sender(
        str(said.get("sender") or ""), str(said.get("sender_name") or shop), str(said.get("reply_to") or "")
    )
    with carrying(account) as carry:
        yield lambda row: carry(_letter(row, sender, shop))


def _letter(row: Mail, sender: _Sender, shop: str) -> EmailMultiAlternatives:
    entry, ticket = row.entry, row.entry.ticket
    headers = {"Message-ID": f"<{entry.message_id}@{sender.domain}>"}
    if entry.by == str(SYSTEM):
        headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine shall answer it
    if entry.in_reply_to:
        headers["In-Reply-To"] = f"<{entry.in_reply_to}>"
        headers["References"] = " ".join(f"<{name}>" for name in _names_before(entry, sender.domain))
    return EmailMultiAlternatives(
        subject=f"Re: {ticket.subject} {mark_of(ticket.pk)}",
        body=f"{entry.text}\n\n-- \n{shop}\n",
        from_email=formataddr((sender.name, sender.address)) if sender.name else sender.address,
        to=[formataddr((ticket.contact_name, row.address)) if ticket.contact_name else row.address],
        reply_to=[sender.reply_to] if sender.reply_to else None,
        headers=headers,
    )


def _names_before(entry: Entry, domain: str) -> list[str]:
    """The names of the letters before this one, the oldest first, as References wants them."""
    before = Entry.objects.filter(ticket=entry.ticket_id, pk__lt=entry.pk).exclude(message_id="")
    names = list(before.order_by("-pk").values_list("message_id", flat=True)[:_MOST_NAMES])
    return [f"{name}@{domain}" if name.startswith("quen.") else name for name in reversed(names)]
