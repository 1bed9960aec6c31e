"""Hand over what is due: at-least-once work with an exactly-once effect.

A claim commits `handing_over` before anything else. Before the bytes of a few messages go, `has_begun` is committed for
them; after they went, what came of each. A worker killed at any point leaves messages either surely not begun, which go
later, or begun, which become `unknown` (see recover.py): nobody is sent the same word twice, and none is lost sight of.
A worker has a slot of its channel to itself; what it finds there under way was left by one that died.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from quen.messages.channel import Channel
from quen.messages.channels.port import HandOver, Port
from quen.messages.channels.registry import PORTS
from quen.messages.claim import claim, give_back
from quen.messages.letter import Letter
from quen.messages.letters import letters_for
from quen.messages.models import Message, State
from quen.messages.outcome import Busy, NotTaken, Outcome, Unknown
from quen.messages.recover import recover
from quen.messages.settings_models import ChannelAccount
from quen.messages.write_down import Result, write_down

MOST_AT_ONCE = 500
MOST_ATTEMPTS = 8
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))


@dataclass(frozen=True)
class Done:
    """What a round did: messages taken up, and whether the provider asked for a pause, in seconds."""

    taken: int = 0
    wait_seconds: int = 0


def hand_over_due(account: ChannelAccount, *, at: datetime, slot: int = 0, most: int = MOST_AT_ONCE) -> Done:
    """One round of one channel. Nothing is sent while the channel is off or paused."""
    port = PORTS.get(Channel(account.channel))
    if port is None or not account.is_on or account.is_paused or most < 1:
        return Done()
    recover(port, account, slot=slot, at=at)
    claimed = claim(port.channel, slot=slot, at=at, most=min(most, MOST_AT_ONCE))
    if not claimed:
        return Done()
    written = letters_for(claimed, at=at)
    write_down([Result(row, outcome) for row, outcome in written if not isinstance(outcome, Letter)], at=at)
    ready = [(row, letter) for row, letter in written if isinstance(letter, Letter)]
    return Done(len(claimed), _send(ready, account, port, at) if ready else 0)


def _send(ready: Sequence[tuple[Message, Letter]], account: ChannelAccount, port: Port, at: datetime) -> int:
    """Hand over in small groups; the seconds everyone must wait, 0 where all went on."""
    groups = iter(ready)
    untried = {row.pk: row for row, _letter in ready}
    try:
        with port.open(account) as hand_over:
            while group := list(islice(groups, port.at_once)):
                for row, _letter in group:
                    del untried[row.pk]
                results, is_stopped = _group(group, hand_over)
                write_down(results, at=at)
                if is_stopped is not None:
                    return is_stopped.after_seconds
    finally:
        give_back(list(untried.values()))
    return 0


def _group(group: Sequence[tuple[Message, Letter]], hand_over: HandOver) -> tuple[list[Result], Busy | None]:
    """What came of each, and why the rest must wait, where it must."""
    begun = _begin([row for row, _letter in group])
    results: list[Result] = []
    is_stopped: Busy | None = None
    for row, letter in group:
        if row.pk not in begun:
            continue
        outcome: Outcome = is_stopped or hand_over(letter)
        if isinstance(outcome, Busy):
            if outcome.is_everyone:
                is_stopped = replace(outcome, may_be_there=False)  # of those behind it nothing left the house
            outcome = _again_or_given_up(row, outcome)
        results.append(Result(row, outcome))
    return results, is_stopped


@transaction.atomic
def _begin(rows: Sequence[Message]) -> set[int]:
    """From here on bytes may leave: written and committed before they do. The ones still in this worker's hands."""
    mine = Message.objects.filter(
        pk__in=[row.pk for row in rows],
        state=State.HANDING_OVER,
        has_begun=False,
        claimed_at=rows[0].claimed_at,
    )
    begun = set(mine.select_for_update().values_list("pk", flat=True))
    Message.objects.filter(pk__in=begun).update(has_begun=True)
    for row in rows:
        row.has_begun = True
    return begun


def _again_or_given_up(row: Message, busy: Busy) -> Outcome:
    """A provider that is down is asked without an end; one it chokes on is not: it would keep all others waiting."""
    if busy.is_everyone and not busy.may_be_there:
        return busy
    if row.attempts + 1 >= MOST_ATTEMPTS:
        return Unknown(busy.detail) if busy.may_be_there else NotTaken(busy.detail)
    wait = max(int(WAITS[min(row.attempts, len(WAITS) - 1)].total_seconds()), busy.after_seconds)
    return replace(busy, after_seconds=wait)
