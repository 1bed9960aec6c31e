"""A call that was a message has been made, or will not be: the outbox hears of it."""

from datetime import datetime

from quen.events.position import Batch
from quen.events.reader import Reader
from quen.messages.channel import Channel
from quen.messages.models import Message
from quen.messages.report import bounced, delivered
from quen.tasks.models import Outcome, Task

KINDS = frozenset({"task.done", "task.cancelled"})
_SPOKEN_TO = frozenset({Outcome.DONE, Outcome.REACHED, Outcome.NOT_INTERESTED, Outcome.BOUGHT})
SOURCE = "message"
"""What a task says it comes from when the telephone channel made it."""


def calls_reader() -> Reader:
    """The reader for the registry."""

    def take(batch: Batch) -> None:
        when = {event.subject: event.happened_at for event in batch if event.subject is not None}
        for task in Task.objects.filter(pk__in=list(when), source_kind=SOURCE):
            _tell(task, when[task.pk])

    return Reader(name="calls", take=take, kinds=KINDS, batch=100_000)


def _tell(task: Task, at: datetime) -> None:
    """Spoken to is delivered; not reached came back. A wrong number is somebody's own and is not suppressed."""
    message = Message.objects.filter(pk=task.source_id or 0, channel=Channel.CALL).first()
    if message is None:
        return
    if task.outcome in _SPOKEN_TO:
        delivered(message=message, at=at)
    else:
        bounced(message=message, detail=task.outcome or "not called", is_address_bad=False, at=at)
