"""The telephone: one customer after the other, with what to say, and one tap for what came of it.

Outside the hours of calls only those are dealt who asked for that hour themselves.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.days import TO_THE_MINUTE
from quen.console.tasks.one import hers, moment_of
from quen.console.tasks.script import spoken
from quen.console.tasks.words import AFTER_CALL, phones_of
from quen.flows.call_again import call_again
from quen.flows.errors import OutsideCallHours
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.facts import facts_of
from quen.messages.guard import Held, Reason, Refused, Rules, decide, opens
from quen.messages.settings import rules_for
from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.tasks.finish import MOST_WORDS, finish
from quen.tasks.models import Outcome, Task, TaskKind
from quen.tasks.take_next import calls_of, let_go, on_the_line, take_next

_TRY_AGAIN = timedelta(hours=3)


@dataclass(frozen=True)
class NotThen:
    """A time to call again that is outside the hours, with what was typed; nothing was kept yet."""

    task: int
    why: str
    asked_at: datetime
    opens_at: datetime
    outcome: Outcome
    words: str

    @property
    def may_be_her_wish(self) -> bool:
        return self.outcome == Outcome.CALL_BACK


@needs(Permission.DO_TASKS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """Whom this person has on the line, how many wait, and how far she came today."""
    return _page(request)


def _page(request: StaffRequest, not_then: NotThen | None = None) -> HttpResponse:
    now, rules = timezone.now(), rules_for(Channel.CALL, MessagePurpose.MARKETING)
    task = on_the_line(staff=request.user, at=now)
    root = (task.customer.root or task.customer) if task and task.customer else None
    made = _made_today(request.user, now)
    opens_at = opened if (opened := opens(now, rules)) > now else None
    waiting = calls_of(request.user, now, appointments=opens_at is not None).count()
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
        "opens_at": opens_at,
        "from_hour": rules.from_hour,
        "until_hour": rules.until_hour,
        "again_at": _typed(not_then.asked_at if not_then else opens(now + _TRY_AGAIN, rules)),
        "not_then": not_then,
        "proposed": _typed(not_then.opens_at) if not_then else "",
    }
    return render(request, "console/tasks/calls.html", context, status=422 if not_then else 200)


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
    # The button that takes the proposed hour goes before what stands in the field.
    call_at = moment_of(request.POST.get("propose") or request.POST.get("call_at", ""))
    try:
        _keep(request, task_id, Outcome(outcome), call_at, now)
    except OutsideCallHours as error:
        assert call_at is not None
        why, words = error.sentence.render(_), request.POST.get("words", "")[:MOST_WORDS]
        return _page(request, NotThen(task_id, why, call_at, error.opens_at, Outcome(outcome), words))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:tasks:calls")
    return _next(request)


def _next(request: StaffRequest) -> HttpResponse:
    now, rules = timezone.now(), rules_for(Channel.CALL, MessagePurpose.MARKETING)
    is_closed = opens(now, rules) > now
    if take_next(staff=request.user, at=now, appointments=is_closed) is not None:
        return redirect("console:tasks:calls")
    if is_closed:
        messages.error(request, _("Customers are called between %(first)s and %(last)s o'clock only.")
                       % {"first": rules.from_hour, "last": rules.until_hour})  # fmt: skip
    else:
        messages.success(request, _("Nobody is left to call."))
    return redirect("console:tasks:calls")


def _keep(
    request: StaffRequest, task_id: int, outcome: Outcome, call_at: datetime | None, now: datetime
) -> None:
    words, by = request.POST.get("words", ""), actor(request)
    if call_at is not None and outcome in (Outcome.CALL_BACK, Outcome.NO_ANSWER):
        call_again(
            task=task_id, call_at=call_at, outcome=outcome, words=words, is_her_wish="hers" in request.POST, at=now,
            by=by,
        )  # fmt: skip
    else:
        finish(task=task_id, outcome=outcome, words=words, at=now, by=by)


def _obstacle(root: int, rules: Rules, now: datetime) -> Reason | None:
    """Why the guard would not have her called with an offer, if anything speaks against it."""
    facts = facts_of([root], rules=rules, at=now)[root]
    verdict = decide(facts, rules, at=now)
    return verdict.reason if isinstance(verdict, Held | Refused) else None


def _typed(moment: datetime) -> str:
    """As a field for a moment takes it."""
    return timezone.localtime(moment).strftime(TO_THE_MINUTE)


def _made_today(staff: Staff, now: datetime) -> int:
    today = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    ended = Task.objects.filter(kind=TaskKind.CALL, ended_at__gte=today, ended_by=f"staff:{staff.pk}")
    return ended.count()
