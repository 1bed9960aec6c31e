"""It was done; a task that repeats brings the next one, once."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import SYSTEM, Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.clock import shop_timezone
from quen.shops.roles import Role
from quen.tasks.change import held_live, keep
from quen.tasks.create import create
from quen.tasks.errors import BadTask
from quen.tasks.events import TaskDone
from quen.tasks.models import Outcome, Repeat, Task, TaskKind, TaskState
from quen.tasks.repeat import next_due

MOST_WORDS = 500


@transaction.atomic
def finish(*, task: int, outcome: Outcome, at: datetime, by: Actor, words: str = "") -> Task:
    """Say what came of it. Raises NoSuchTask, TaskEnded, BadTask (for "call back": that is `call_back`)."""
    if outcome == Outcome.CALL_BACK:
        raise BadTask(gettext_noop("Say when to call back."))
    done = held_live(task)
    done.state, done.outcome, done.words = TaskState.DONE, outcome, tidy(words)[:MOST_WORDS]
    done.ended_at, done.ended_by = at, str(by)
    done.attempts += 1
    keep(done)
    if done.repeat:
        _make_next(done, at)
    emit(
        TaskDone(at=at, by=by, customer=done.customer_id, store=done.store_id, subject=done.pk, title=done.title,
                 task_kind=done.kind, outcome=outcome.value, words=done.words)
    )  # fmt: skip
    return done


def key_of_next(task: Task) -> str:
    """The key of the one that follows a repeating task: it is made once."""
    return f"repeat:{task.pk}"


def _make_next(done: Task, at: datetime) -> Task:
    zone, repeat = shop_timezone(), Repeat(done.repeat)
    due = next_due(done.due_at, repeat, after=at, zone=zone)
    later = due - done.due_at
    return create(
        title=done.title, kind=TaskKind(done.kind), due_at=due, by=SYSTEM, at=at, customer=done.customer_id,
        owner=done.owner_id, role=Role(done.role) if done.role else None, store=done.store_id,
        not_before=done.not_before and min(done.not_before + later, due), remind_at=done.remind_at + later,
        repeat=repeat, script=done.script, source_kind=done.source_kind, source_id=done.source_id,
        key=key_of_next(done),
    )  # fmt: skip
