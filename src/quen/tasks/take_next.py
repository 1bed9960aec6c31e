"""The next customer to call, for one of the staff: no two of them ever have the same one."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from quen.shops.models import Staff
from quen.tasks.models import Lease, Task, TaskKind
from quen.tasks.reads import awake, belonging_to

LASTS = timedelta(minutes=20)
_TRIES = 50

# The primary key decides between two who reach for one customer through two of her tasks: the second waits for the
# first to commit, and then finds a lease that holds.
_TAKE = """
INSERT INTO tasks_lease AS held (customer, task, staff, until) VALUES (%(customer)s, %(task)s, %(staff)s, %(until)s)
ON CONFLICT (customer) DO UPDATE SET task = excluded.task, staff = excluded.staff, until = excluded.until
WHERE held.until <= %(at)s OR held.staff = excluded.staff
RETURNING task
"""


@transaction.atomic
def take_next(*, staff: Staff, at: datetime, appointments: bool = False) -> Task | None:
    """The call that waits longest, kept for this person for some minutes; the one she has already, where she has one.

    `appointments`: of those alone whose customers asked for this hour. None where nothing waits. Tasks others hold are
    passed by, not waited for.
    """
    if (task := _has_already(staff, at)) is not None:
        return task
    Lease.objects.filter(staff=staff.pk).delete()
    return next(
        (task for task in _candidates(staff, at, appointments=appointments) if _lease(task, staff, at)), None
    )


def on_the_line(*, staff: Staff, at: datetime) -> Task | None:
    """Whom this person deals with now, without taking anybody. One query."""
    lease = Lease.objects.filter(staff=staff.pk, until__gt=at).values("task")
    rows = Task.objects.filter(awake(at), belonging_to(staff), pk__in=lease)
    return rows.select_related("customer__root").first()


@transaction.atomic
def let_go(*, staff: Staff) -> None:
    """Leave the telephone: whom she had is free for the others."""
    Lease.objects.filter(staff=staff.pk).delete()


def calls_of(staff: Staff, at: datetime, *, appointments: bool = False) -> QuerySet[Task]:
    """The calls this person may make now, those on somebody else's telephone left out; or only the appointments."""
    taken = Lease.objects.filter(customer=OuterRef("root"), until__gt=at).exclude(staff=staff.pk)
    rows = Task.objects.filter(awake(at), belonging_to(staff), kind=TaskKind.CALL, customer__isnull=False)
    if appointments:
        rows = rows.filter(is_appointment=True)
    return rows.annotate(root=Coalesce("customer__root", "customer")).filter(~Exists(taken))


def _has_already(staff: Staff, at: datetime) -> Task | None:
    lease = Lease.objects.select_for_update().filter(staff=staff.pk, until__gt=at).first()
    if lease is None:
        return None
    task = Task.objects.filter(awake(at), belonging_to(staff), pk=lease.task).first()
    if task is not None:
        lease.until = at + LASTS
        lease.save(update_fields=["until"])
    return task


def _candidates(staff: Staff, at: datetime, *, appointments: bool) -> Iterator[Task]:
    seen: list[int] = []
    rows = calls_of(staff, at, appointments=appointments).order_by("due_at", "pk")
    rows = rows.select_for_update(of=("self",), skip_locked=True)
    while len(seen) < _TRIES and (task := rows.filter(~Q(pk__in=seen)).first()) is not None:
        seen.append(task.pk)
        yield task


def _lease(task: Task, staff: Staff, at: datetime) -> bool:
    taken = {
        "customer": task.root,  # type: ignore[attr-defined]  # annotated by calls_of
        "task": task.pk, "staff": staff.pk, "until": at + LASTS, "at": at,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, taken)
        return cursor.fetchone() is not None
