"""What a channel is to the outbox: a way to open it, and what it can be asked.

A new channel is a folder with a `PORT`, named in `registry.py`, and nothing else: the guard, the caps, the outbox and
the console follow from `Channel`.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from quen.messages.channel import Channel
from quen.messages.letter import Letter
from quen.messages.outcome import Outcome
from quen.messages.settings_models import ChannelAccount

HandOver = Callable[[Letter], Outcome]
"""Hands one letter over and says what came of it. Never raises for what a provider does."""

LookUp = Callable[[ChannelAccount, str], Outcome | None]
"""What the provider knows of a key; None where it cannot tell."""


@dataclass(frozen=True)
class Setting:
    """One thing staff fill in to connect the channel."""

    name: str
    label: str
    is_secret: bool = False
    is_needed: bool = False
    is_long: bool = False
    is_day: bool = False
    bounds: tuple[int, int] | None = None
    """A whole number from the first to the second; still kept as text, as all settings are."""
    default: str = ""
    help: str = ""


@dataclass(frozen=True)
class Port:
    """`open` connects once for many letters. `at_once`: letters between two writings-down, unknown after a crash."""

    channel: Channel
    open: Callable[[ChannelAccount], AbstractContextManager[HandOver]]
    settings: tuple[Setting, ...] = ()
    look_up: LookUp | None = None
    at_once: int = 20
