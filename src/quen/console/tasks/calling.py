"""The telephone: one customer after the other, with what to say, and one tap for what came of it."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.tasks.forms import TO_THE_MINUTE
from quen.console.tasks.one import hers, moment_of
from quen.console.tasks.script import spoken
from quen.console.tasks.words import AFTER_CALL, phones_of
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.facts import facts_of
from quen.messages.guard import Held, Reason, Refused, Rules, decide, opens
from quen.messages.settings import rules_for
from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.tasks.call_back import call_back
from quen.tasks.finish import finish
from quen.tasks.models import Outcome, Task, TaskKind
from quen.tasks.take_next import calls_of, let_go, on_the_line, take_next

_TRY_AGAIN = timedelta(hours=3)


@needs(Permission.DO_TASKS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """Whom this person has on the line, how many wait, and how far she came today."""
    now, rules = timezone.now(), rules_for(Channel.CALL, MessagePurpose.MARKETING)
    task = on_the_line(staff=request.user, at=now)
    root = (task.customer.root or task.customer) if task and task.customer else None
    made = _made_today(request.user, now)
    waiting = calls_of(request.user, now).count()
    context = {
        "task": task,
        "customer": root,
        "phones": phones_of(root.pk) if root else (),
        "script": spoken(task, root, at=now) if task else "",
        "obstacle": _obstacle(root.pk, rules, now) if root else None,
        "outcomes": AFTER_CALL,
        "waiting": waiting,
        "made": made,
        "share": 100 * made // (made + waiting) if made + waiting else 0,
        "opens_at": opened if (opened := opens(now, rules)) > now else None,
        "from_hour": rules.from_hour,
        "until_hour": rules.until_hour,
        "again_at": timezone.localtime(opens(now + _TRY_AGAIN, rules)).strftime(TO_THE_MINUTE),
    }
    return render(request, "console/tasks/calls.html", context)


@needs(Permission.DO_TASKS)
@require_POST
def take(request: StaffRequest) -> HttpResponse:
    """The next customer, within the hours the law allows."""
    return _next(request)


@needs(Permission.DO_TASKS)
@require_POST
def leave(request: StaffRequest) -> HttpResponse:
    """Whom she has on the line is free for the others."""
    let_go(staff=request.user)
    return redirect("console:tasks:index")


@needs(Permission.DO_TASKS)
@require_POST
def answer(request: StaffRequest, task_id: int) -> HttpResponse:
    """What came of the call; then the next one. With a time to call back, it waits for that."""
    hers(request.user, task_id)
    outcome, now = request.POST.get("outcome", ""), timezone.now()
    if outcome not in Outcome.values:
        raise Http404
    call_at = moment_of(request.POST.get("call_at", ""))
    try:
        _keep(request, task_id, Outcome(outcome), call_at, now)
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:tasks:calls")
    return _next(request)


def _next(request: StaffRequest) -> HttpResponse:
    now, rules = timezone.now(), rules_for(Channel.CALL, MessagePurpose.MARKETING)
    if opens(now, rules) > now:
        messages.error(request, _("Customers are called between %(first)s and %(last)s o'clock only.")
                       % {"first": rules.from_hour, "last": rules.until_hour})  # fmt: skip
    elif take_next(staff=request.user, at=now) is None:
        messages.success(request, _("Nobody is left to call."))
    return redirect("console:tasks:calls")


def _keep(
    request: StaffRequest, task_id: int, outcome: Outcome, call_at: datetime | None, now: datetime
) -> None:
    words, by = request.POST.get("words", ""), actor(request)
    if call_at is not None and outcome in (Outcome.CALL_BACK, Outcome.NO_ANSWER):
        call_back(task=task_id, call_at=call_at, outcome=outcome, words=words, at=now, by=by)
    else:
        finish(task=task_id, outcome=outcome, words=words, at=now, by=by)


def _obstacle(root: int, rules: Rules, now: datetime) -> Reason | None:
    """Why the guard would not have her called with an offer, if anything speaks against it."""
    facts = facts_of([root], rules=rules, at=now)[root]
    verdict = decide(facts, rules, at=now)
    return verdict.reason if isinstance(verdict, Held | Refused) else None


def _made_today(staff: Staff, now: datetime) -> int:
    today = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    ended = Task.objects.filter(kind=TaskKind.CALL, ended_at__gte=today, ended_by=f"staff:{staff.pk}")
    return ended.count()
