"""One campaign: what it says and to whom, what it would cost, how far it is."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.campaigns.decide import approve, ask, give_back
from quen.campaigns.estimate import estimate_of
from quen.campaigns.estimate_run import ask_estimate, fault_of, run_of
from quen.campaigns.find import source_of
from quen.campaigns.halt import pause, resume, stop
from quen.campaigns.last_click import credited_by_last_message
from quen.campaigns.models import Arm, Campaign, CampaignState, Variant, VariantText, letter
from quen.campaigns.settings import campaign_settings
from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.act import act
from quen.console.campaigns.compared import compared
from quen.console.campaigns.result import result_of
from quen.console.campaigns.rhythm import rhythm_context
from quen.console.campaigns.words import offer, reason, segment_names
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel
from quen.messages.models import State
from quen.messages.sources import progress_of
from quen.shops.roles import Permission

_BEFORE = (CampaignState.DRAFT, CampaignState.WAITING, CampaignState.APPROVED)
_UNDER_WAY = (CampaignState.LAUNCHING, CampaignState.RUNNING)


@needs(Permission.SEE_OUTREACH)
@require_GET
def show(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """Everything of it on one page."""
    row = get_object_or_404(
        Campaign.objects.select_related("voucher_kind", "issue_of__pattern", "repetition"), pk=campaign_id
    )
    found = estimate_of(row)
    texts = list(VariantText.objects.filter(variant__campaign=row).select_related("variant", "template"))
    variants = sorted({text.variant for text in texts}, key=lambda variant: variant.number)
    by = str(actor(request))
    context = {
        "row": row,
        "segment": segment_names([row.segment])[row.segment],
        "channels": [str(Channel(each).label) for each in row.channels],
        "texts": sorted(texts, key=lambda text: (text.variant.number, row.channels.index(text.channel))),
        "offer": offer(row),
        "found": found,
        "reached": [(each, str(Channel(each.channel).label)) for each in found.channels] if found else [],
        "left_out": _in_words(found.left_out) if found else [],
        "arms": [(letter(number), count) for number, count in enumerate(found.arms, start=1)]
        if found
        else [],
        "lift_points": 100 * found.smallest_lift if found and found.smallest_lift is not None else None,
        "rate_percent": 100 * found.rate if found else None,
        "approval_above": campaign_settings().approval_above,
        "is_before": row.state in _BEFORE,
        "may_approve": request.user.may(Permission.APPROVE_OUTREACH)
        and by not in (row.asked_by, row.changed_by),
        **rhythm_context(row),
        **(_estimating(row) if row.state in _BEFORE else {}),
        **(_after(row, variants, currency_of(request)) if row.launched_at else {}),
    }
    return render(request, "console/campaigns/show.html", context)


@needs(Permission.SEE_OUTREACH)
@require_GET
def live(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """The live figures alone."""
    row = get_object_or_404(Campaign, pk=campaign_id, launched_at__isnull=False)
    return render(request, "console/campaigns/_live.html", {"row": row, **_live(row)})


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def work_out(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """Work out the estimate: at once, or in the background where the audience is large."""
    get_object_or_404(Campaign, pk=campaign_id)
    try:
        is_there = ask_estimate(campaign=campaign_id, at=timezone.now())
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(
            request, _("This is how it would be now.") if is_there else _("It is being worked out below.")
        )
    return redirect("console:campaigns:show", campaign_id=campaign_id)


@needs(Permission.SEE_OUTREACH)
@require_GET
def estimating(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """How far the estimate is, for the page to ask every second; once it is over, the whole page is fetched."""
    row = get_object_or_404(Campaign, pk=campaign_id)
    how_far = _estimating(row)
    answer = render(request, "console/campaigns/_estimating.html", {"row": row, **how_far})
    if not how_far["is_estimating"]:
        answer.headers["HX-Refresh"] = "true"
    return answer


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def ask_for(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """The draft is done."""
    return _done(
        request, campaign_id, lambda now: ask(campaign=campaign_id, at=now, by=actor(request)),
        _("Done. What happens next stands below."),
    )  # fmt: skip


@needs(Permission.APPROVE_OUTREACH)
@require_POST
def approve_it(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """A second person's yes."""
    return _done(
        request, campaign_id, lambda now: approve(campaign=campaign_id, at=now, by=actor(request)), _("It is approved.")
    )  # fmt: skip


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def back(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """It is a draft again."""
    words = request.POST.get("words", "")
    return _done(
        request, campaign_id, lambda now: give_back(campaign=campaign_id, words=words, at=now, by=actor(request)),
        _("It is a draft again."),
    )  # fmt: skip


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def halt(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """Pause it, or go on."""
    is_paused = progress_of(source_of(campaign_id)).is_paused
    return _done(
        request, campaign_id,
        lambda now: resume(campaign=campaign_id, by=actor(request)) if is_paused
        else pause(campaign=campaign_id, at=now, by=actor(request)),
        _("It goes on.") if is_paused else _("It waits. What is due goes when you go on."),
    )  # fmt: skip


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def stop_it(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """Send nothing more of it, for good."""
    return _done(
        request, campaign_id, lambda now: stop(campaign=campaign_id, at=now, by=actor(request)),
        _("Nothing more of it is sent."),
    )  # fmt: skip


def _done(
    request: StaffRequest, campaign_id: int, change: Callable[[datetime], object], words: str
) -> HttpResponse:
    get_object_or_404(Campaign, pk=campaign_id)
    act(request, change, done=words)
    return redirect("console:campaigns:show", campaign_id=campaign_id)


def _after(row: Campaign, variants: list[Variant], currency: str) -> dict[str, object]:
    """What it brought, and how far it is."""
    now = timezone.now()
    return {
        "result": result_of(row, currency=currency, at=now),
        "compared": compared(row, variants, currency=currency, at=now),
        "credited": credited_by_last_message(source_of(row.pk), horizon_days=row.horizon_days),
        **_live(row),
    }


def _estimating(row: Campaign) -> dict[str, object]:
    run = run_of(row, at=timezone.now())
    fault = fault_of(run) if run else None
    return {
        "is_estimating": run is not None and not run.is_over,
        "percent": run.percent if run else 100,
        "estimate_fault": fault.render(_) if fault else "",
    }


def _live(row: Campaign) -> dict[str, object]:
    """How far it is. Five queries."""
    source = source_of(row.pk)
    progress = progress_of(source)
    arms = Arm.objects.filter(source_kind=source.kind, source_id=source.number)
    counted = dict(arms.order_by().values_list("arm").annotate(Count("customer")))
    written_to = sum(count for arm, count in counted.items() if arm)
    states = [(str(State(state).label), count) for state, count in sorted(progress.by_state.items())]
    return {
        "written_to": written_to,
        "held_out": counted.get(0, 0),
        "not_reached": counted.get(None, 0),
        "went": sum(progress.by_state.get(state, 0) for state in (State.HANDED_OVER, State.DELIVERED)),
        "states": states,
        "reasons": _in_words(progress.by_reason),
        "cost_minor": progress.cost_minor,
        "is_paused": progress.is_paused,
        "is_under_way": row.state == CampaignState.LAUNCHING or (row.state in _UNDER_WAY and not progress.is_over),
    }  # fmt: skip


def _in_words(reasons: dict[str, int]) -> list[tuple[str, int]]:
    return [(reason(value), count) for value, count in sorted(reasons.items(), key=lambda each: -each[1])]
