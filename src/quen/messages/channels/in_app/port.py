"""Putting a message on her page: it is there with the next look."""

from collections.abc import Iterator
from contextlib import contextmanager

from quen.messages.channel import Channel
from quen.messages.channels.port import HandOver, Port
from quen.messages.letter import Letter
from quen.messages.outcome import HandedOver, Outcome
from quen.messages.settings_models import ChannelAccount


def _put_on_page(letter: Letter) -> Outcome:  # noqa: ARG001  # the outbox itself is the page's list
    return HandedOver(is_delivered=True, parts=0)


def _told_by_outbox(account: ChannelAccount, key: str) -> Outcome:  # noqa: ARG001
    return HandedOver(is_delivered=True, parts=0)


@contextmanager
def _open(account: ChannelAccount) -> Iterator[HandOver]:  # noqa: ARG001
    yield _put_on_page


PORT = Port(channel=Channel.IN_APP, open=_open, look_up=_told_by_outbox, at_once=500)
