"""Not now."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.tasks.change import held_live, keep
from quen.tasks.errors import BadTask
from quen.tasks.events import TaskSnoozed
from quen.tasks.models import Task, TaskState
from quen.tasks.times import refuse_unbelievable


@transaction.atomic
def snooze(*, task: int, until: datetime, at: datetime, by: Actor) -> Task:
    """Put it off until then; it is due then at the soonest. Raises NoSuchTask, TaskEnded, BadTask."""
    if until <= at:
        raise BadTask(gettext_noop("Choose a time to come."))
    refuse_unbelievable(until)
    later = held_live(task)
    later.state, later.not_before, later.remind_at = TaskState.SNOOZED, until, until
    later.is_appointment = False
    later.due_at = max(later.due_at, until)
    keep(later)
    emit(
        TaskSnoozed(at=at, by=by, customer=later.customer_id, store=later.store_id, subject=later.pk,
                    title=later.title, task_kind=later.kind, until=until.isoformat())
    )  # fmt: skip
    return later
