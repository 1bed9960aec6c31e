"""Nobody does it; one that repeats ends with it."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.tasks.change import held_live, keep
from quen.tasks.events import TaskCancelled
from quen.tasks.finish import MOST_WORDS
from quen.tasks.models import Task, TaskState


@transaction.atomic
def cancel(*, task: int, at: datetime, by: Actor, words: str = "") -> Task:
    """Take it off the list, kept with why. Raises NoSuchTask, TaskEnded."""
    gone = held_live(task)
    gone.state, gone.words, gone.ended_at, gone.ended_by = (
        TaskState.CANCELLED, tidy(words)[:MOST_WORDS], at, str(by),
    )  # fmt: skip
    keep(gone)
    emit(
        TaskCancelled(at=at, by=by, customer=gone.customer_id, store=gone.store_id, subject=gone.pk,
                      title=gone.title, task_kind=gone.kind, words=gone.words)
    )  # fmt: skip
    return gone
