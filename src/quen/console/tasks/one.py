"""One task: what it is about, what came of it, and the customer's story beside it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.days import TO_THE_MINUTE, MomentField
from quen.console.tasks.forms import who_of, whoever
from quen.console.tasks.script import spoken
from quen.console.tasks.words import outcomes_for, phones_of
from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.tasks.assign import assign
from quen.tasks.cancel import cancel
from quen.tasks.finish import finish
from quen.tasks.models import LIVE, Outcome, Task
from quen.tasks.reads import at_stores_of, belonging_to
from quen.tasks.snooze import snooze
from quen.tasks.undo import undo


@needs(Permission.DO_TASKS)
@require_GET
def show(request: StaffRequest, task_id: int) -> HttpResponse:
    """What is to be done, and what was."""
    task, now = hers(request.user, task_id), timezone.now()
    root = task.customer and (task.customer.root or task.customer)
    tomorrow = timezone.localtime(now + timedelta(days=1)).replace(hour=9, minute=0)
    context = {
        "task": task,
        "customer": root,
        "phones": phones_of(root.pk) if root else (),
        "script": spoken(task, root, at=now),
        "is_live": task.state in LIVE,
        "is_overdue": task.state in LIVE and task.due_at < now,
        "outcomes": outcomes_for(task),
        "tomorrow": tomorrow.strftime(TO_THE_MINUTE),
        "people": whoever(request.user) if request.user.may(Permission.ASSIGN_TASKS) else (),
        "whose": f"staff:{task.owner_id}" if task.owner_id else f"role:{task.role}" if task.role else "all",
    }
    return render(request, "console/tasks/show.html", context)


@needs(Permission.DO_TASKS)
@require_POST
def done(request: StaffRequest, task_id: int) -> HttpResponse:
    """It was done, with what came of it."""
    outcome, words = request.POST.get("outcome", ""), request.POST.get("words", "")
    if outcome not in Outcome.values:
        raise Http404
    return _changed(
        request, task_id,
        lambda now: finish(task=task_id, outcome=Outcome(outcome), words=words, at=now, by=actor(request)),
        _("Done."),
    )  # fmt: skip


@needs(Permission.DO_TASKS)
@require_POST
def later(request: StaffRequest, task_id: int) -> HttpResponse:
    """Not now."""
    until = moment_of(request.POST.get("until", ""))
    if until is None:
        messages.error(request, _("Say until when."))
        return redirect("console:tasks:show", task_id=task_id)
    return _changed(
        request, task_id, lambda now: snooze(task=task_id, until=until, at=now, by=actor(request)), _("Put off.")
    )  # fmt: skip


@needs(Permission.DO_TASKS)
@require_POST
def drop(request: StaffRequest, task_id: int) -> HttpResponse:
    """Nobody does it."""
    words = request.POST.get("words", "")
    return _changed(
        request, task_id, lambda now: cancel(task=task_id, words=words, at=now, by=actor(request)), _("Cancelled.")
    )  # fmt: skip


@needs(Permission.DO_TASKS)
@require_POST
def back(request: StaffRequest, task_id: int) -> HttpResponse:
    """As before the last change."""
    return _changed(
        request, task_id, lambda now: undo(task=task_id, at=now, by=actor(request)), _("It is as it was.")
    )  # fmt: skip


@needs(Permission.ASSIGN_TASKS)
@require_POST
def give(request: StaffRequest, task_id: int) -> HttpResponse:
    """Somebody else does it."""
    chosen = request.POST.get("who", "")
    if chosen not in dict(whoever(request.user)):
        raise Http404
    who = who_of(chosen)
    return _changed(
        request, task_id,
        lambda now: assign(task=task_id, owner=who.owner, role=who.role, at=now, by=actor(request)),
        _("It has a new owner."),
    )  # fmt: skip


def hers(staff: Staff, task_id: int) -> Task:
    """The task, where this person may touch it: her own, her team's, or anyone's with the permission to assign."""
    may = at_stores_of(staff) if staff.may(Permission.ASSIGN_TASKS) else belonging_to(staff)
    own = Q(made_by=f"staff:{staff.pk}")
    found = (
        Task.objects.select_related("customer__root", "owner", "store").filter(may | own, pk=task_id).first()
    )
    if found is None:
        raise Http404
    return found


def moment_of(written: str) -> datetime | None:
    """A time typed by hand; None where it is none."""
    try:
        found: datetime | None = MomentField(required=False).clean(written)
    except ValidationError:
        return None
    return found


def _changed(
    request: StaffRequest, task_id: int, change: Callable[[datetime], Task], words: str
) -> HttpResponse:
    hers(request.user, task_id)
    act(request, change, done=words)
    return redirect("console:tasks:show", task_id=task_id)
