"""Something has to be done."""

from datetime import datetime

from django.db import IntegrityError, transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.shops.models import Staff
from quen.shops.roles import Role
from quen.tasks.errors import BadTask
from quen.tasks.events import TaskCreated
from quen.tasks.models import Repeat, Task, TaskKind
from quen.tasks.times import refuse_unbelievable

MOST_LETTERS = 200
MOST_SCRIPT = 5000


@transaction.atomic
def create(
    *,
    title: str,
    kind: TaskKind,
    due_at: datetime,
    by: Actor,
    at: datetime,
    customer: int | None = None,
    owner: int | None = None,
    role: Role | None = None,
    store: int | None = None,
    not_before: datetime | None = None,
    remind_at: datetime | None = None,
    repeat: Repeat = Repeat.NEVER,
    script: str = "",
    source_kind: str = "",
    source_id: int | None = None,
    key: str = "",
) -> Task:
    """Make a task; one made with the same `key` before is returned as it is, and nothing is told again.

    `remind_at` is `due_at` where it is left out. Raises BadTask, NoSuchCustomer.
    """
    if key and (made := Task.objects.filter(key=key).first()) is not None:
        return made
    task = Task(
        title=tidy(title), kind=kind, owner_id=owner, role=role or "", store_id=store, due_at=due_at,
        customer_id=None if customer is None else root_of(customer).pk, not_before=not_before,
        remind_at=remind_at or due_at, repeat=repeat, script=script.strip(), source_kind=source_kind,
        source_id=source_id, key=key, made_at=at, made_by=str(by),
    )  # fmt: skip
    _refuse_unfit(task)
    try:
        with transaction.atomic():
            task.save(force_insert=True)
    except IntegrityError:  # another wrote the same key at the same moment
        if key and (made := Task.objects.filter(key=key).first()) is not None:
            return made
        raise
    emit(
        TaskCreated(
            at=at, by=by, customer=task.customer_id, store=store, subject=task.pk, title=task.title,
            task_kind=task.kind, due_at=due_at.isoformat(),
        )
    )  # fmt: skip
    return task


def refuse_two_owners(owner: int | None, role: Role | None) -> None:
    """One of the staff, or a team. Raises BadTask."""
    if owner is not None and role is not None:
        raise BadTask(gettext_noop("Give a task to one of the staff or to a team, not to both."))
    if owner is not None and not Staff.objects.filter(pk=owner, is_active=True).exists():
        raise BadTask(gettext_noop("This person no longer signs in. Choose somebody else."))


def _refuse_unfit(task: Task) -> None:
    if not task.title or len(task.title) > MOST_LETTERS:
        raise BadTask(gettext_noop("Say in 1 to %(most)s letters what is to be done."), most=MOST_LETTERS)
    if len(task.script) > MOST_SCRIPT:
        raise BadTask(gettext_noop("A script has at most %(most)s letters."), most=MOST_SCRIPT)
    refuse_unbelievable(task.due_at, task.not_before, task.remind_at)
    if task.not_before is not None and task.not_before > task.due_at:
        raise BadTask(gettext_noop("A task cannot be due before it may begin. Check the two times."))
    refuse_two_owners(task.owner_id, Role(task.role) if task.role else None)
