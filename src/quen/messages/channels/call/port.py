"""The telephone channel: handing over makes a task with the text as its script, once for a key."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop

from quen.kernel.actor import SYSTEM
from quen.messages.calls import SOURCE
from quen.messages.channel import Channel
from quen.messages.channels.port import HandOver, Port, Setting
from quen.messages.letter import Letter
from quen.messages.models import Message
from quen.messages.outcome import HandedOver, Outcome
from quen.messages.settings_models import ChannelAccount
from quen.shops.roles import Role
from quen.tasks.create import MOST_LETTERS, create
from quen.tasks.models import Task, TaskKind

MOST_HOURS = 720
SETTINGS = (
    Setting("due_hours", gettext_noop("Hours until the call is due"), bounds=(1, MOST_HOURS), default="24"),
)


@contextmanager
def _open(account: ChannelAccount) -> Iterator[HandOver]:
    hours = int(account.settings.get("due_hours") or 24)

    def hand_over(letter: Letter) -> Outcome:
        now = timezone.now()
        message = Message.objects.get(key=letter.key)
        task = create(
            title=(letter.subject or letter.text)[:MOST_LETTERS], script=letter.text, kind=TaskKind.CALL,
            customer=message.customer_id, role=Role.SUPPORT, due_at=now + timedelta(hours=hours), at=now, by=SYSTEM,
            source_kind=SOURCE, source_id=message.pk, key=task_key(letter.key),
        )  # fmt: skip
        return HandedOver(provider_id=str(task.pk), parts=0)

    yield hand_over


def _look_up(account: ChannelAccount, key: str) -> Outcome | None:  # noqa: ARG001
    task = Task.objects.filter(key=task_key(key)).first()
    return HandedOver(provider_id=str(task.pk), parts=0) if task else None


def task_key(key: str) -> str:
    """The key of the task for a message's key, short enough whatever that is."""
    return f"message:{hashlib.sha256(key.encode()).hexdigest()[:40]}"


PORT = Port(channel=Channel.CALL, open=_open, settings=SETTINGS, look_up=_look_up)
