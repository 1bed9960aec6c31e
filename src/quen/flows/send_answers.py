"""Answers to tickets go out by e-mail: the outbox lies in `tickets/`, the way out in `messages/`, which is above it.

One worker at a time takes one answer after the other: `handing` is committed before bytes leave. What is found so at
the beginning was left by a worker that died, and becomes `unknown`: nobody is written to twice, and staff see it. An
answer to her own question is no advertising, so neither consent nor quiet hours hold it back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives

from quen.events.one_worker import one_worker
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.channels.email.port import carrying
from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome
from quen.messages.settings import account_of
from quen.messages.settings_models import ChannelAccount
from quen.shops.reads import current_business
from quen.tickets.choices import MailState
from quen.tickets.mail_names import mark_of
from quen.tickets.models import Entry, Mail

MOST_AT_ONCE = 50
MOST_ATTEMPTS = 8
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
_MOST_NAMES = 10


@dataclass(frozen=True)
class _Sender:
    address: str
    name: str
    reply_to: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2] or "localhost"


def send_answers(*, at: datetime) -> int:
    """Hand over what is due; how many answers were taken up. Nothing goes while the e-mail channel is off or paused."""
    if not Mail.objects.filter(state__in=(MailState.READY, MailState.HANDING_OVER), next_at__lte=at).exists():
        return 0
    account = account_of(Channel.EMAIL)
    if not account.is_on or account.is_paused:
        return 0
    with one_worker("tickets:answers") as is_mine:
        return _send(account, at) if is_mine else 0


def _send(account: ChannelAccount, at: datetime) -> int:
    Mail.objects.filter(state=MailState.HANDING_OVER).update(
        state=MailState.UNKNOWN, detail="the worker ended"
    )
    due = Mail.objects.filter(state=MailState.READY, next_at__lte=at).select_related("entry__ticket")
    rows = list(due.order_by("next_at", "pk")[:MOST_AT_ONCE])
    said, business = account.settings, current_business()
    shop = business.name if business else ""
    sender = _Sender(
        str(said.get("sender") or ""), str(said.get("sender_name") or shop), str(said.get("reply_to") or "")
    )
    taken = 0
    with carrying(account) as carry:
        for row in rows:
            letter = _letter(row, sender, shop)
            Mail.objects.filter(pk=row.pk).update(state=MailState.HANDING_OVER, taken_at=at)
            outcome, taken = carry(letter), taken + 1
            _write_down(row, outcome, at)
            if isinstance(outcome, Busy) and outcome.is_everyone:
                break
    return taken


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


def _write_down(row: Mail, outcome: Outcome, at: datetime) -> None:
    row.attempts += 1
    if isinstance(outcome, HandedOver):
        row.state, row.sent_at, row.detail = MailState.SENT, at, ""
    elif isinstance(outcome, Busy) and row.attempts < MOST_ATTEMPTS:
        wait = _WAITS[min(row.attempts, len(_WAITS)) - 1]
        row.state, row.detail = MailState.READY, outcome.detail[:300]
        row.next_at = at + max(wait, timedelta(seconds=outcome.after_seconds))
    elif isinstance(outcome, Busy | NotTaken):
        row.state, row.detail = MailState.REFUSED, outcome.detail[:300]
    else:
        row.state, row.detail = MailState.UNKNOWN, outcome.detail[:300]
    row.save(update_fields=["state", "attempts", "next_at", "sent_at", "detail"])
