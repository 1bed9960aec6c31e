"""The page on which a journey is changed: its map with a button at everything, and the verbs of those buttons."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.journeys.drawn import drawn
from quen.console.journeys.step_forms import STEPS
from quen.console.journeys.trigger_forms import TRIGGERS
from quen.journeys.draft import change_draft, draft_of, drop_draft, save_draft, seen_of
from quen.journeys.edit import Change, Values, moved_step, without_step
from quen.journeys.models import Journey
from quen.journeys.yaml_text import from_values
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


@needs(Permission.MANAGE_OUTREACH)
@require_GET
def show(request: StaffRequest, journey_id: int) -> HttpResponse:
    """What is being changed."""
    return _page(request, get_object_or_404(Journey, pk=journey_id))


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def change(request: StaffRequest, journey_id: int) -> HttpResponse:
    """``up:2``, ``down:2``, ``remove:2.yes.1``, ``untrigger:1``, ``ungoal``, ``unwho``: one change to the draft."""
    journey = get_object_or_404(Journey, pk=journey_id)
    verb, _colon, path = request.POST.get("do", "").partition(":")
    change_it = _change_of(verb, path[:60])
    try:
        seen, by = request.POST.get("seen", ""), actor(request)
        change_draft(journey=journey.pk, seen=seen, change=change_it, at=timezone.now(), by=by)
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    if request.headers.get("HX-Request-Type") == "partial":
        return _page(request, journey, is_part=True)
    return redirect("console:journeys:edit", journey_id=journey.pk)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def end(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Save the changes as a version, or throw them away."""
    journey = get_object_or_404(Journey, pk=journey_id)
    if request.POST.get("to") != "save":
        drop_draft(journey=journey.pk)
        messages.success(request, _("The changes are thrown away."))
        return redirect("console:journeys:show", journey_id=journey.pk)
    try:
        saved = save_draft(journey=journey.pk, at=timezone.now(), by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:journeys:edit", journey_id=journey.pk)
    messages.success(request, _("Saved as version %(number)s.") % {"number": saved.version})
    return redirect("console:journeys:show", journey_id=journey.pk)


def _page(request: StaffRequest, journey: Journey, *, is_part: bool = False) -> HttpResponse:
    draft = draft_of(journey)
    plan = from_values(draft.values)
    context = {
        "journey": journey,
        "draft": draft,
        "seen": seen_of(draft),
        "plan": plan,
        "map": drawn(plan, {}),
        "kinds": [(kind, label) for kind, (label, _form) in STEPS.items()]
        + [("rule", _("Two ways: does a rule hold?"))],
        "trigger_kinds": [(kind, label) for kind, (label, _form) in TRIGGERS.items()],
        "is_part": is_part,
    }
    name = "_editing" if is_part else "edit"
    return render(request, f"console/journeys/{name}.html", context)


def _change_of(verb: str, path: str) -> Change:
    if verb in {"up", "down"}:
        by = -1 if verb == "up" else 1
        return lambda values: moved_step(values, path, by=by)
    if verb == "remove":
        return lambda values: without_step(values, path)
    if verb == "untrigger" and path.isdecimal() and len(path) < 3:
        return lambda values: values | {"triggers": _but(values["triggers"], int(path))}
    if verb in {"ungoal", "unwho"}:
        return lambda values: _without(values, verb.removeprefix("un"))
    raise Http404


def _but(triggers: list[Values], number: int) -> list[Values]:
    return [each for place, each in enumerate(triggers, start=1) if place != number]


def _without(values: Mapping[str, Any], name: str) -> Values:
    return {key: value for key, value in values.items() if key != name}
