"""Tasks of two years: done ones with what came of them, and what waits today."""

from datetime import datetime, timedelta

from quen.demo.loyalty.luck import chance
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer, Identity, IdentityKind
from quen.shops.models import Staff
from quen.shops.roles import Role
from quen.tasks.events import TaskCreated, TaskDone
from quen.tasks.models import Outcome, Task, TaskKind, TaskState

_DONE, _WAITING = 220, 36
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_SCRIPT = "Dạ em gọi từ Tiệm Mộc. Em hỏi thăm lần mua gần đây của mình có vừa ý không ạ?"
_TITLES = (
    (TaskKind.CALL, "Gọi hỏi thăm sau lần mua"), (TaskKind.CALL, "Gọi mời khách lâu chưa ghé"),
    (TaskKind.CALL, "Gọi giới thiệu hạt rang mùa mới"), (TaskKind.CARE, "Chuẩn bị quà sinh nhật"),
    (TaskKind.FOLLOW_UP, "Báo khách hàng đã về"),
)  # fmt: skip
_CALLS = (
    Outcome.REACHED, Outcome.REACHED, Outcome.BOUGHT, Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.NOT_INTERESTED,
    Outcome.WRONG_NUMBER,
)  # fmt: skip
_TEAMS = (Role.SUPPORT, Role.SUPPORT, Role.MANAGER, Role.CASHIER)


def make_tasks(*, seed: int, begins: datetime, now: datetime) -> list[Happening]:
    """Write the tasks; their events are the caller's to write."""
    phones = Identity.objects.filter(kind=IdentityKind.PHONE, customer__root=None).order_by("customer")
    people = list(phones.values_list("customer", flat=True).distinct()[: 2 * _DONE])
    if not people:
        return []
    owners = list(
        Staff.objects.filter(role__in=(Role.SUPPORT, Role.MANAGER, Role.OWNER))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    known = set(Customer.objects.filter(pk__in=people, is_internal=False).values_list("pk", flat=True))
    people = [customer for customer in people if customer in known]
    done = min(_DONE, 2 * len(people))
    tasks = [
        _done(seed, number, people, owners, begins + (now - begins) * (number + 1) / (done + 2))
        for number in range(done)
    ]
    tasks += [_waiting(seed, number, people, owners, now) for number in range(min(_WAITING, len(people)))]
    Task.objects.bulk_create(tasks)
    return [event for task in tasks for event in _story(task)]


def _made(seed: int, word: str, people: list[int], owners: list[int], due_at: datetime) -> Task:
    kind, title = _TITLES[chance(f"{seed} {word} title", len(_TITLES))]
    is_teams = chance(f"{seed} {word} whose", 3) == 0
    return Task(
        title=title, kind=kind, customer_id=people[chance(f"{seed} {word} who", len(people))], due_at=due_at,
        remind_at=due_at, made_at=due_at - 2 * _DAY, made_by=str(SYSTEM),
        script=_SCRIPT if kind == TaskKind.CALL else "",
        owner_id=None if is_teams else owners[chance(f"{seed} {word} owner", len(owners))],
        role=_TEAMS[chance(f"{seed} {word} team", len(_TEAMS))] if is_teams else "",
    )  # fmt: skip


def _done(seed: int, number: int, people: list[int], owners: list[int], due_at: datetime) -> Task:
    word = f"done {number}"
    task = _made(seed, word, people, owners, due_at)
    is_call = task.kind == TaskKind.CALL
    task.outcome = _CALLS[chance(f"{seed} {word} outcome", len(_CALLS))] if is_call else Outcome.DONE
    task.state, task.attempts, task.ended_by = TaskState.DONE, 1, str(SYSTEM)
    task.ended_at = due_at + _HOUR * (chance(f"{seed} {word} late", 60) - 40)
    return task


def _waiting(seed: int, number: int, people: list[int], owners: list[int], now: datetime) -> Task:
    """A few are late, most are due in the next days."""
    word = f"waiting {number}"
    return _made(seed, word, people, owners, now + _HOUR * (chance(f"{seed} {word} due", 120) - 30))


def _story(task: Task) -> list[Happening]:
    told: list[Happening] = [
        TaskCreated(at=task.made_at, by=SYSTEM, customer=task.customer_id, subject=task.pk, title=task.title,
                    task_kind=task.kind, due_at=task.due_at.isoformat())
    ]  # fmt: skip
    if task.ended_at is not None:
        told.append(TaskDone(at=task.ended_at, by=SYSTEM, customer=task.customer_id, subject=task.pk, title=task.title,
                             task_kind=task.kind, outcome=task.outcome, words=""))  # fmt: skip
    return told
