"""What every change of a task has in common: it is held, remembered, told."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.dateparse import parse_datetime

from quen.kernel.sentences import gettext_noop
from quen.tasks.errors import NoSuchTask, TaskEnded
from quen.tasks.models import LIVE, Lease, Task

_TIMES = ("due_at", "not_before", "remind_at", "ended_at")
_WORDS = ("state", "outcome", "words", "attempts", "ended_by", "owner_id", "role", "is_appointment")
CHANGED = (
    *_TIMES,
    "state",
    "outcome",
    "words",
    "attempts",
    "ended_by",
    "owner",
    "role",
    "is_appointment",
    "before",
)
"""The fields a change may write."""


def held(task: int) -> Task:
    """The task, held until the transaction ends. Raises NoSuchTask."""
    found = Task.objects.select_for_update().filter(pk=task).first()
    if found is None:
        raise NoSuchTask(gettext_noop("There is no task number %(task)s. Open the list again."), task=task)
    return found


def held_live(task: int) -> Task:
    """The task while it is still to be done, with what it was remembered. Raises NoSuchTask, TaskEnded."""
    found = held(task)
    if found.state not in LIVE:
        raise TaskEnded(
            gettext_noop("%(task)s was done or cancelled before. Nothing was changed."), task=found
        )
    found.before = _remembered(found)
    return found


def keep(task: Task) -> Task:
    """Write the change; whoever had the customer on the telephone for it lets go."""
    task.save(update_fields=CHANGED)
    Lease.objects.filter(task=task.pk).delete()
    return task


def put_back(task: Task, before: Mapping[str, object]) -> None:
    """Let the task be as it was remembered."""
    for name in _WORDS:
        setattr(
            task, name, before.get(name, False)
        )  # what was remembered before there were appointments was none
    for name in _TIMES:
        setattr(task, name, _moment(before[name]))
    task.before = None


def _remembered(task: Task) -> dict[str, object]:
    times = {name: value.isoformat() if (value := getattr(task, name)) else None for name in _TIMES}
    return {**times, **{name: getattr(task, name) for name in _WORDS}}


def _moment(written: object) -> datetime | None:
    return parse_datetime(written) if isinstance(written, str) else None
