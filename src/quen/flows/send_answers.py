"""Answers to tickets go out by e-mail and Zalo: the outbox lies in `tickets/`, the ways out in `messages/`, above it.

One worker at a time takes one answer after the other: `handing` is committed before bytes leave. What is found so at
the beginning was left by a worker that died, and becomes `unknown`: nobody is written to twice, and staff see it. An
answer to her own question is no advertising, so neither consent nor quiet hours hold it back.
"""

from datetime import datetime, timedelta

from quen.events.one_worker import one_worker
from quen.flows.answers_by_mail import by_mail
from quen.flows.answers_by_zalo import by_zalo
from quen.messages.channel import Channel
from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome
from quen.messages.settings import account_of
from quen.messages.settings_models import ChannelAccount
from quen.tickets.choices import CameBy, MailState
from quen.tickets.models import Mail

MOST_AT_ONCE = 50
MOST_ATTEMPTS = 8
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
_CHANNELS = {CameBy.EMAIL: Channel.EMAIL, CameBy.ZALO: Channel.ZALO}


def send_answers(*, at: datetime) -> int:
    """Hand over what is due; how many answers were taken up. Nothing goes by a channel that is off or paused."""
    due = Mail.objects.filter(state__in=(MailState.READY, MailState.HANDING_OVER), next_at__lte=at)
    return sum(_by(CameBy(way), at) for way in sorted(due.values_list("way", flat=True).distinct()))


def _by(way: CameBy, at: datetime) -> int:
    account = account_of(_CHANNELS[way])
    if not account.is_on or account.is_paused:
        return 0
    with one_worker(f"tickets:answers:{way}") as is_mine:
        return _send(way, account, at) if is_mine else 0


def _send(way: CameBy, account: ChannelAccount, at: datetime) -> int:
    mine = Mail.objects.filter(way=way)
    mine.filter(state=MailState.HANDING_OVER).update(state=MailState.UNKNOWN, detail="the worker ended")
    due = mine.filter(state=MailState.READY, next_at__lte=at).select_related("entry__ticket")
    taken = 0
    with (by_zalo if way == CameBy.ZALO else by_mail)(account) as carry:
        for row in list(due.order_by("next_at", "pk")[:MOST_AT_ONCE]):
            Mail.objects.filter(pk=row.pk).update(state=MailState.HANDING_OVER, taken_at=at)
            outcome, taken = carry(row), taken + 1
            _write_down(row, outcome, at)
            if isinstance(outcome, Busy) and outcome.is_everyone:
                break
    return taken


def _write_down(row: Mail, outcome: Outcome, at: datetime) -> None:
    row.attempts += 1
    if isinstance(outcome, HandedOver):
        row.state, row.sent_at, row.detail = MailState.SENT, at, ""
        row.provider_id = outcome.provider_id[:200] if row.way == CameBy.ZALO else ""
    elif isinstance(outcome, Busy) and row.attempts < MOST_ATTEMPTS:
        wait = _WAITS[min(row.attempts, len(_WAITS)) - 1]
        row.state, row.detail = MailState.READY, outcome.detail[:300]
        row.next_at = at + max(wait, timedelta(seconds=outcome.after_seconds))
    elif isinstance(outcome, Busy | NotTaken):
        row.state, row.detail = MailState.REFUSED, outcome.detail[:300]
    else:
        row.state, row.detail = MailState.UNKNOWN, outcome.detail[:300]
    row.save(update_fields=["state", "attempts", "next_at", "sent_at", "detail", "provider_id"])
