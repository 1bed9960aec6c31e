"""The worker's round over all channels, at the speed each provider takes."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime, timedelta

from quen.events.one_worker import one_worker
from quen.messages.channel import Channel
from quen.messages.channels.registry import PORTS
from quen.messages.hand_over import MOST_AT_ONCE, hand_over_due
from quen.messages.recover import recover, slots_under_way
from quen.messages.settings import accounts
from quen.messages.settings_models import ChannelAccount

SLOTS = 4
"""Workers that may hand over on one channel at once, over all processes."""
_BURST_SECONDS = 2


class Postman:
    """Knows how many messages each channel may still hand over this moment, and which provider asked to wait."""

    def __init__(self) -> None:
        self._allowed: dict[str, float] = {}
        self._counted_at: dict[str, datetime] = {}
        self._wait_until: dict[str, datetime] = {}

    def round(self, *, now: Callable[[], datetime]) -> int:
        """Hand over what is due on every channel; how many messages were taken up."""
        return sum(self._of(account, now()) for account in accounts() if Channel(account.channel) in PORTS)

    def _of(self, account: ChannelAccount, at: datetime) -> int:
        if not account.is_on or account.is_paused or self._wait_until.get(account.channel, at) > at:
            return 0
        most = self._allowance(account, at)
        if most < 1:
            return 0
        _recover_left(account, at)
        with ExitStack() as held:
            slot = next(
                (number for number in range(SLOTS) if held.enter_context(_slot(account, number))),
                None,
            )
            if slot is None:
                return 0
            done = hand_over_due(account, slot=slot, at=at, most=min(most, MOST_AT_ONCE))
        self._allowed[account.channel] -= done.taken
        if done.wait_seconds:
            self._wait_until[account.channel] = at + timedelta(seconds=done.wait_seconds)
        return done.taken

    def _allowance(self, account: ChannelAccount, at: datetime) -> int:
        """A bucket that fills by `per_second` and holds two seconds' worth."""
        since = self._counted_at.get(account.channel)
        full = float(account.per_second * _BURST_SECONDS)
        gained = full if since is None else (at - since).total_seconds() * account.per_second
        self._counted_at[account.channel] = at
        self._allowed[account.channel] = min(full, self._allowed.get(account.channel, 0.0) + gained)
        return int(self._allowed[account.channel])


def _recover_left(account: ChannelAccount, at: datetime) -> None:
    """What workers that died left in their slots, whichever slot is taken next."""
    channel = Channel(account.channel)
    for number in slots_under_way(channel):
        with _slot(account, number) as is_free:
            if is_free:
                recover(PORTS[channel], account, slot=number, at=at)


def _slot(account: ChannelAccount, number: int) -> AbstractContextManager[bool]:
    return one_worker(f"outreach:{account.channel}:{number}")
