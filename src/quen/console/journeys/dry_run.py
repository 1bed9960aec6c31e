"""The page of a dry run: who would have got what in the last year, and what nobody can know."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.journeys.drawn import drawn
from quen.journeys.caveats import caveat_said, end_said
from quen.journeys.describe import names_of, step_said
from quen.journeys.draft import draft_of
from quen.journeys.dry_run import DryRun, dry_run
from quen.journeys.models import Journey, NotEntered
from quen.journeys.plan import Plan
from quen.journeys.reads import newest, plan_of
from quen.journeys.yaml_text import from_values
from quen.kernel.errors import QuenError
from quen.people.models import Customer
from quen.segments.names import Names
from quen.shops.roles import Permission


@dataclass(frozen=True)
class Story:
    """A customer with what she would have got when, and how it ended."""

    number: int
    name: str
    entered_at: datetime
    got: list[tuple[datetime, str]]
    end: str


@dataclass(frozen=True)
class Months:
    """The months as a table; what the journey never does has no column."""

    heads: list[str]
    rows: list[tuple[date, list[int]]]


@needs(Permission.SEE_OUTREACH)
@require_GET
def show(request: StaffRequest, journey_id: int) -> HttpResponse:
    """What it says now, or with ``?draft`` what is being changed, on the last 365 days."""
    journey = get_object_or_404(Journey, pk=journey_id)
    is_draft = "draft" in request.GET
    plan = from_values(draft_of(journey).values) if is_draft else plan_of(newest(journey))
    try:
        found = dry_run(plan, journey=journey.pk, at=timezone.now())
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:journeys:show", journey_id=journey.pk)
    names = names_of(plan)
    sees = request.user.may(Permission.SEE_CUSTOMERS)
    context = {
        "journey": journey,
        "plan": plan,
        "is_draft": is_draft,
        "found": found,
        "map": drawn(plan, found.steps),
        "months": _months(found),
        "kept_out": [(NotEntered(why).label, count) for why, count in found.kept_out.items()],
        "caveats": [caveat_said(each, names) for each in found.told],
        "stories": _stories(plan, found, names) if sees else [],
    }
    return render(request, "console/journeys/dry_run.html", context)


def _months(found: DryRun) -> Months:
    columns = [(_("Entered"), [each.entered for each in found.months])]
    for label, counts in (
        (_("Messages"), [each.messages for each in found.months]),
        (_("Gifts"), [each.offers for each in found.months]),
        (_("Tasks"), [each.people for each in found.months]),
    ):
        columns += [(label, counts)] if any(counts) else []
    firsts = [each.first for each in found.months]
    rows = [(first, [counts[n] for _label, counts in columns]) for n, first in enumerate(firsts)]
    return Months([label for label, _counts in columns], rows)


def _stories(plan: Plan, found: DryRun, names: Names) -> list[Story]:
    people = Customer.objects.in_bulk([each.customer for each in found.examples])
    said = {path: step_said(place.step, names) for path, place in plan.places.items()}
    return [
        Story(
            each.customer,
            str(people[each.customer]),
            each.entered_at,
            [(passed.at, said[passed.path]) for passed in each.got],
            end_said(each, said),
        )
        for each in found.examples
        if each.customer in people
    ]
