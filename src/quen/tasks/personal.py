"""What this room keeps about persons."""

from django.utils import timezone

from quen.kernel.personal import Fate, Kept, Person
from quen.kernel.sentences import gettext_noop
from quen.tasks.models import LIVE, Task, TaskState

KEPT = (
    Kept(
        model="tasks.task", of=("customer",), called=gettext_noop("Tasks and calls"),
        tells=("made_at", "kind", "title", "script", "due_at", "state", "outcome", "words", "ended_at"),
        fate=Fate.BLANKED, blanks=("script", "words", "before"), dashes=("title",),
        plain=("role", "source_kind", "key"),
        because=gettext_noop("That staff had work is counted; what it was about is erased."),
    ),
    Kept(
        model="tasks.lease", of=("customer",), called=gettext_noop("Who is calling her"),
        tells=("until",), fate=Fate.GONE,
    ),
    Kept(
        model="tasks.reminder", of=("task__customer",), called=gettext_noop("Reminders"),
        tells=("remind_at", "state"), fate=Fate.GONE,
    ),
)  # fmt: skip
NOBODY = frozenset({"tasks.reminderwish"})


def erase_more(person: Person) -> None:
    """Nobody calls whom nobody knows."""
    Task.objects.filter(customer__in=person.customers, state__in=LIVE).update(
        state=TaskState.CANCELLED, ended_at=timezone.now()
    )
