"""Take the last change of a task back."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.tasks.change import held, keep, put_back
from quen.tasks.errors import NothingToUndo
from quen.tasks.events import TaskUndone
from quen.tasks.finish import key_of_next
from quen.tasks.models import Task, TaskState


@transaction.atomic
def undo(*, task: int, at: datetime, by: Actor) -> Task:
    """Let it be as before its last change; the next one of a repeating task goes with it while nobody touched it.

    Raises NoSuchTask, NothingToUndo.
    """
    back = held(task)
    if back.before is None:
        raise NothingToUndo(gettext_noop("Nothing of %(task)s can be taken back."), task=back)
    _take_next_away(back)
    put_back(back, back.before)
    keep(back)
    emit(
        TaskUndone(at=at, by=by, customer=back.customer_id, store=back.store_id, subject=back.pk,
                   title=back.title, task_kind=back.kind)
    )  # fmt: skip
    return back


def _take_next_away(task: Task) -> None:
    followed = Task.objects.select_for_update().filter(key=key_of_next(task)).first()
    if followed is None:
        return
    if followed.before is not None or followed.state != TaskState.OPEN:
        raise NothingToUndo(
            gettext_noop("The next one of %(task)s was begun already. Nothing was changed."), task=task
        )
    followed.delete()
