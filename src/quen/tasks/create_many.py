"""The same thing to do for many customers: a list to call through."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.people.models import Customer
from quen.shops.roles import Role
from quen.tasks.create import MOST_LETTERS, refuse_two_owners
from quen.tasks.errors import BadTask
from quen.tasks.events import TaskCreated
from quen.tasks.models import Task, TaskKind
from quen.tasks.times import refuse_unbelievable

_LISTS = 8_401_977  # any number no other advisory lock uses
_ROWS_AT_ONCE = 1_000


@transaction.atomic
def create_many(
    *,
    customers: Iterable[int],
    title: str,
    kind: TaskKind,
    due_at: datetime,
    key: str,
    by: Actor,
    at: datetime,
    owner: int | None = None,
    role: Role | None = None,
    script: str = "",
    source_kind: str = "",
    source_id: int | None = None,
) -> int:
    """Make a task for each of these customers who has none of this `key`; how many. Customers are roots.

    A handful of statements for a thousand tasks. Raises BadTask.
    """
    title = tidy(title)
    if not title or len(title) > MOST_LETTERS:
        raise BadTask(gettext_noop("Say in 1 to %(most)s letters what is to be done."), most=MOST_LETTERS)
    refuse_unbelievable(due_at)
    refuse_two_owners(owner, role)
    _one_list_at_a_time()
    wanted = {f"{key}:{customer}": customer for customer in _known(customers)}
    had = set(Task.objects.filter(key__in=wanted).values_list("key", flat=True))
    made = Task.objects.bulk_create(
        (
            Task(title=title, kind=kind, customer_id=customer, owner_id=owner, role=role or "", due_at=due_at,
                 remind_at=due_at, script=script.strip(), source_kind=source_kind, source_id=source_id, key=own,
                 made_at=at, made_by=str(by))
            for own, customer in wanted.items()
            if own not in had
        ),
        batch_size=_ROWS_AT_ONCE,
    )  # fmt: skip
    emit_all(
        TaskCreated(at=at, by=by, customer=task.customer_id, subject=task.pk, title=title, task_kind=kind.value,
                    due_at=due_at.isoformat())
        for task in made
    )  # fmt: skip
    return len(made)


def _known(customers: Iterable[int]) -> list[int]:
    rows = Customer.objects.filter(pk__in=list(customers), root=None, is_internal=False)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _one_list_at_a_time() -> None:
    """Two who make the same list at once would both find nothing made yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LISTS])
