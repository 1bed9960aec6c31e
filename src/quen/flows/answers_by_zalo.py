"""Answers to tickets as words of the shop's Official Account to her who wrote to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests

from quen.messages.channels.zalo.say import say
from quen.messages.outcome import Outcome
from quen.messages.settings_models import ChannelAccount
from quen.tickets.models import Mail


@contextmanager
def by_zalo(account: ChannelAccount) -> Iterator[Callable[[Mail], Outcome]]:
    """The way out for answers by Zalo."""
    with requests.Session() as session:
        yield lambda row: say(session, account, number=row.address, text=row.entry.text)
