"""Rules within a journey, written with the form of segments: whom it is for, and which way somebody goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.segments.tree import DraftGroup, kept_tree, rule_json, sent_tree
from quen.journeys.draft import change_draft, draft_of, seen_of
from quen.journeys.edit import Change, Values, step_at, with_new_step, with_step
from quen.journeys.errors import NoSuchStep
from quen.journeys.models import Journey
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def who(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Whom the journey is for."""
    journey = get_object_or_404(Journey, pk=journey_id)
    told = draft_of(journey).values.get("who")
    return _written(request, journey, told, lambda rule: lambda values: values | {"who": rule})


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def of_step(request: StaffRequest, journey_id: int, path: str) -> HttpResponse:
    """Which rule a condition asks; where there is no step at the path yet, it is a new one."""
    journey = get_object_or_404(Journey, pk=journey_id)
    values = draft_of(journey).values
    told: Values | None = None
    try:
        told = step_at(values, path)
    except NoSuchStep:
        head, _dot, _number = path.rpartition(".")
        prefix = f"{head}." if head else ""
        return _written(
            request, journey, None, lambda rule: lambda values: with_new_step(values, prefix, _step(rule))
        )
    return _written(
        request, journey, told.get("rule"), lambda rule: lambda values: with_step(values, path, _step(rule))
    )


def _step(rule: Values) -> Values:
    return {"do": "condition", "rule": rule}


def _written(request: StaffRequest, journey: Journey, told: Values | None, put: Any) -> HttpResponse:
    currency = currency_of(request)
    if request.method != "POST":
        tree = kept_tree(told, currency=currency) if told else DraftGroup("r")
        return _page(request, journey, tree)
    tree = sent_tree(request.POST, currency=currency)
    rule, incomplete = rule_json(tree)
    if "rule" in request.GET or request.POST.get("do"):
        for condition in tree.conditions():
            condition.hush()
        return _page(request, journey, tree)
    if incomplete or rule is None:
        return _page(request, journey, tree, complaint=_("Complete every condition, and ask at least one."))
    change: Change = put(rule)
    try:
        change_draft(
            journey=journey.pk, seen=request.POST.get("seen", ""), change=change, at=timezone.now(), by=actor(request)
        )  # fmt: skip
    except QuenError as error:
        return _page(request, journey, tree, complaint=error.sentence.render(_))
    messages.success(request, _("Kept in the draft."))
    return redirect("console:journeys:edit", journey_id=journey.pk)


def _page(request: StaffRequest, journey: Journey, tree: DraftGroup, *, complaint: str = "") -> HttpResponse:
    is_part = "rule" in request.GET and request.headers.get("HX-Request-Type") == "partial"
    context = {
        "journey": journey, "tree": tree, "complaint": complaint, "rule_title": _("Does it fit the customer?"),
        "seen": request.POST.get("seen", "") or seen_of(draft_of(journey)),
    }  # fmt: skip
    template = "console/segments/_tree.html" if is_part else "console/journeys/rule.html"
    return render(request, template, context, status=422 if complaint else 200)
