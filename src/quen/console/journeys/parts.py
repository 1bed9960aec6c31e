"""The pages on which one part of a journey is written: a step, a trigger, the goal, the rules."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.journeys.holding import LIVE
from quen.console.journeys.part_form import PartForm
from quen.console.journeys.rules_form import RulesForm, TargetForm
from quen.console.journeys.step_forms import STEPS
from quen.console.journeys.trigger_forms import TRIGGERS
from quen.journeys.draft import change_draft, draft_of, seen_of
from quen.journeys.edit import Values, place_of, step_at, steps_of, with_new_step, with_step
from quen.journeys.errors import BadJourney, ChangedMeanwhile, NoSuchStep
from quen.journeys.models import Journey
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


@dataclass(frozen=True)
class Part:
    """What a page changes: its form, what it says now, where the file has it, and how the whole is put together."""

    title: str
    form: type[PartForm]
    told: Values | None
    place: str
    put: Callable[[Values, Values], Values]


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, journey_id: int, path: str) -> HttpResponse:
    """Change a step."""
    journey, values = _drafted(journey_id)
    try:
        told = step_at(values, path)
    except NoSuchStep as error:
        return _gone(request, journey, error)
    kind = "happened" if "happened" in told else str(told["do"])
    if kind == "condition":
        return redirect("console:journeys:rule_of", journey_id=journey_id, path=path)
    title, form = STEPS[kind]
    part = Part(
        str(title), form, told, place_of(path), lambda values, written: with_step(values, path, written)
    )
    return _written(request, journey, part)


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def new_step(request: StaffRequest, journey_id: int) -> HttpResponse:
    """One more step at the end of the way ``?in=``, of the ``?kind=``."""
    journey, values = _drafted(journey_id)
    prefix, kind = request.GET.get("in", "")[:60], request.GET.get("kind", "")
    try:
        path = f"{prefix}{len(steps_of(values, prefix)) + 1}"
    except NoSuchStep as error:
        return _gone(request, journey, error)
    if kind == "rule":
        return redirect("console:journeys:rule_of", journey_id=journey_id, path=path)
    if kind not in STEPS:
        raise Http404
    title, form = STEPS[kind]
    part = Part(
        str(title), form, None, place_of(path), lambda values, written: with_new_step(values, prefix, written)
    )
    return _written(request, journey, part)


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def trigger(request: StaffRequest, journey_id: int, number: int) -> HttpResponse:
    """Change what begins it; the number behind the last is a new one, of the ``?kind=``."""
    journey, values = _drafted(journey_id)
    told = values["triggers"][number - 1] if 1 <= number <= len(values["triggers"]) else None
    kind = told["on"] if told else request.GET.get("kind", "")
    if kind not in TRIGGERS or (told is None and number != len(values["triggers"]) + 1):
        raise Http404
    title, form = TRIGGERS[kind]

    def put(values: Values, written: Values) -> Values:
        triggers = list(values["triggers"])
        triggers[number - 1 : number] = [written]
        return values | {"triggers": triggers}

    return _written(request, journey, Part(str(title), form, told, f"triggers[{number}]", put))


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def goal(request: StaffRequest, journey_id: int) -> HttpResponse:
    """What it is for."""
    journey, values = _drafted(journey_id)
    told = values.get("goal")
    return _written(
        request, journey, Part(_("Goal"), TargetForm, told, "goal", lambda values, written: values | {"goal": written})
    )  # fmt: skip


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def rules(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Its name and by which rules it runs."""
    journey, values = _drafted(journey_id)
    return _written(
        request, journey, Part(_("Name and rules"), RulesForm, values, "", lambda values, written: values | written)
    )  # fmt: skip


def _drafted(journey_id: int) -> tuple[Journey, Values]:
    journey = get_object_or_404(Journey, pk=journey_id)
    return journey, draft_of(journey).values


def _gone(request: StaffRequest, journey: Journey, error: QuenError) -> HttpResponse:
    messages.error(request, error.sentence.render(_))
    return redirect("console:journeys:edit", journey_id=journey.pk)


def _written(request: StaffRequest, journey: Journey, part: Part) -> HttpResponse:
    """The form; once it is right, the draft with it."""
    is_sent = request.method == "POST"
    form = part.form(request.POST if is_sent else None, told=part.told, currency=currency_of(request))
    if is_sent and form.is_valid() and _is_kept(request, journey, part, form):
        return redirect("console:journeys:edit", journey_id=journey.pk)
    context: dict[str, Any] = {
        "journey": journey, "form": form, "title": part.title, "sections": form.sections(),
        "seen": request.POST.get("seen", "") or seen_of(draft_of(journey)), "live": LIVE,
    }  # fmt: skip
    return render(request, "console/journeys/part.html", context, status=422 if form.errors else 200)


def _is_kept(request: StaffRequest, journey: Journey, part: Part, form: PartForm) -> bool:
    written = form.values()
    try:
        change_draft(
            journey=journey.pk, seen=request.POST.get("seen", ""), change=lambda values: part.put(values, written),
            at=timezone.now(), by=actor(request),
        )  # fmt: skip
    except (NoSuchStep, ChangedMeanwhile) as error:
        form.add_error(None, error.sentence.render(_))
    except BadJourney as error:
        form.refuse(error, part.place)
    except QuenError as error:
        form.add_error(None, error.sentence.render(_))
    else:
        return True
    return False
