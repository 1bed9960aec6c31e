"""She who said stop by Zalo is told there that it arrived, once a day at most (Decree 91/2020/ND-CP, Article 16).

Zalo takes a free answer within 48 hours of her word; what could not go by then goes no more. As with every message,
`handing` is committed before bytes leave, and what a dead worker left so becomes `unknown` and is not said again.
"""

from datetime import datetime, timedelta

import requests
from django.utils.translation import gettext_noop

from quen.events.one_worker import one_worker
from quen.messages.channel import Channel
from quen.messages.channels.zalo.say import say
from quen.messages.incoming_models import TO_TELL, IncomingText
from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome
from quen.messages.settings import account_of
from quen.messages.settings_models import ChannelAccount
from quen.shops.reads import current_business
from quen.tickets.choices import MailState
from quen.tickets.words import in_shops_language
from quen.tickets.zalo_window import FREE_FOR, LONGEST

MOST_AT_ONCE = 50
_ONCE_IN = timedelta(days=1)
_STOPPED = gettext_noop("%(business)s: we got your refusal. You will get no more offers by Zalo.")


def mark_to_tell(row: IncomingText, *, at: datetime) -> None:
    """Let her be told, where she was not today. The row is the caller's to save."""
    lately = IncomingText.objects.filter(channel=Channel.ZALO, sender=row.sender, at__gt=at - _ONCE_IN)
    if not lately.exclude(told="").exclude(pk=row.pk).exists():
        row.told, row.tell_at = MailState.READY, at


def tell_stopped(*, at: datetime) -> int:
    """Tell who waits for it; how many were taken up. Nothing goes while the channel is off or paused."""
    if not IncomingText.objects.filter(told__in=TO_TELL, tell_at__lte=at).exists():
        return 0
    account = account_of(Channel.ZALO)
    if not account.is_on or account.is_paused:
        return 0
    with one_worker("zalo:stops") as is_mine:
        return _tell(account, at) if is_mine else 0


def _tell(account: ChannelAccount, at: datetime) -> int:
    IncomingText.objects.filter(told=MailState.HANDING_OVER).update(told=MailState.UNKNOWN)
    rows = list(
        IncomingText.objects.filter(told=MailState.READY, tell_at__lte=at).order_by("tell_at")[:MOST_AT_ONCE]
    )
    business = current_business()
    words = in_shops_language(_STOPPED, most=LONGEST, business=business.name if business else "")
    with requests.Session() as session:
        for taken, row in enumerate(rows, start=1):
            if at >= row.at + FREE_FOR:
                _write(row, NotTaken("too late"), at)
                continue
            IncomingText.objects.filter(pk=row.pk).update(told=MailState.HANDING_OVER)
            outcome = say(session, account, number=row.sender, text=words)
            _write(row, outcome, at)
            if isinstance(outcome, Busy):  # nobody is served: the others wait as long
                IncomingText.objects.filter(told=MailState.READY, tell_at__lte=at).update(tell_at=row.tell_at)
                return taken
    return len(rows)


def _write(row: IncomingText, outcome: Outcome, at: datetime) -> None:
    if isinstance(outcome, Busy):
        row.told, row.tell_at = MailState.READY, at + timedelta(seconds=outcome.after_seconds)
    elif isinstance(outcome, HandedOver):
        row.told = MailState.SENT
    else:
        row.told = MailState.REFUSED if isinstance(outcome, NotTaken) else MailState.UNKNOWN
    row.save(update_fields=["told", "tell_at"])
