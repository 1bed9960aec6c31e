"""The customer is to be called again at another time."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.tasks.change import held_live, keep
from quen.tasks.errors import BadTask
from quen.tasks.events import TaskCallBack
from quen.tasks.finish import MOST_WORDS
from quen.tasks.models import Outcome, Task, TaskState
from quen.tasks.times import refuse_unbelievable


@transaction.atomic
def call_back(
    *,
    task: int,
    call_at: datetime,
    at: datetime,
    by: Actor,
    outcome: Outcome = Outcome.CALL_BACK,
    words: str = "",
    is_appointment: bool = False,
) -> Task:
    """Let the task wait for `call_at`: she asked for it, or did not answer. `is_appointment`: outside the hours of
    calls, because she asked for that hour. Raises NoSuchTask, TaskEnded, BadTask.
    """
    if call_at <= at:
        raise BadTask(gettext_noop("Choose a time to come."))
    refuse_unbelievable(call_at)
    waiting = held_live(task)
    waiting.state, waiting.outcome, waiting.words = TaskState.SNOOZED, outcome, tidy(words)[:MOST_WORDS]
    waiting.due_at = waiting.not_before = waiting.remind_at = call_at
    waiting.attempts += 1
    waiting.is_appointment = is_appointment
    keep(waiting)
    emit(
        TaskCallBack(at=at, by=by, customer=waiting.customer_id, store=waiting.store_id, subject=waiting.pk,
                     title=waiting.title, task_kind=waiting.kind, outcome=outcome.value, words=waiting.words,
                     call_at=call_at.isoformat(), is_appointment=is_appointment)
    )  # fmt: skip
    return waiting
