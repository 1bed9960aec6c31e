"""Of which tasks whom to remind by e-mail."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction

from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.tasks.models import LIVE, Task
from quen.tasks.remind_models import Reminder, ReminderState, ReminderWish, Wanted

FRESH = timedelta(hours=6)
"""A reminder that could not go for so long would come too late: the list says it anyway."""
MOST = 500


@transaction.atomic
def wish_reminders(*, staff: int, wanted: Wanted, at: datetime) -> ReminderWish:
    """What she wants from now on."""
    wish, _is_new = ReminderWish.objects.update_or_create(
        staff=staff, defaults={"wanted": wanted, "changed_at": at}
    )
    return wish


def wanted_by(staff: int) -> Wanted:
    """What she said; her own tasks where she said nothing."""
    said = ReminderWish.objects.filter(staff=staff).values_list("wanted", flat=True).first()
    return Wanted(said) if said else Wanted.MINE


def to_remind(*, at: datetime) -> dict[Staff, list[Task]]:
    """Tasks whose moment has come lately, by who is to be told and was not. One query where there are none."""
    due = Task.objects.filter(state__in=LIVE, remind_at__lte=at, remind_at__gt=at - FRESH)
    tasks = list(due.select_related("customer__root").order_by("-remind_at")[:MOST])
    if not tasks:
        return {}
    told = set(Reminder.objects.filter(task__in=tasks).values_list("task", "staff", "remind_at"))
    wishes = dict(ReminderWish.objects.values_list("staff", "wanted"))
    people = [
        (one, {store.pk for store in one.stores.all()})
        for one in Staff.objects.filter(is_active=True).prefetch_related("stores")
        if one.may(Permission.DO_TASKS)
    ]
    found: dict[Staff, list[Task]] = defaultdict(list)
    for person, stores in people:
        wanted = Wanted(wishes.get(person.pk, Wanted.MINE))
        for task in tasks:
            is_told = (task.pk, person.pk, task.remind_at) in told
            if not is_told and _is_hers(task, person, stores, wanted):
                found[person].append(task)
    return dict(found)


def _is_hers(task: Task, person: Staff, stores: set[int], wanted: Wanted) -> bool:
    if wanted == Wanted.NEVER or (stores and task.store_id and task.store_id not in stores):
        return False
    if task.owner_id is not None:
        return task.owner_id == person.pk
    return wanted == Wanted.TEAM and task.role in (person.role, "")


def take(person: Staff, tasks: list[Task], *, at: datetime) -> list[Reminder]:
    """Note that she is being told of these, before a byte leaves."""
    rows = [
        Reminder(
            task=task, staff=person, remind_at=task.remind_at, state=ReminderState.HANDING_OVER, taken_at=at
        )
        for task in tasks
    ]
    return Reminder.objects.bulk_create(rows)
