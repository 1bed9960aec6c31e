"""What the pages of tasks say of a task and of the one it is for."""

from collections.abc import Sequence

from quen.people.find import group_of
from quen.people.models import Identity, IdentityKind
from quen.tasks.models import Outcome, Task, TaskKind

AFTER_CALL = (
    Outcome.REACHED, Outcome.BOUGHT, Outcome.NOT_INTERESTED, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER,
)  # fmt: skip


def outcomes_for(task: Task) -> Sequence[Outcome]:
    """What may have come of it."""
    return AFTER_CALL if task.kind == TaskKind.CALL else (Outcome.DONE,)


def phones_of(root: int) -> Sequence[str]:
    """Her numbers, and those of everyone merged into her. One query."""
    rows = Identity.objects.filter(customer__in=group_of(root), kind=IdentityKind.PHONE)
    return list(rows.order_by("pk").values_list("value", flat=True))
