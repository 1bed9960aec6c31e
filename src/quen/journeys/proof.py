"""What a journey brought, against those held out of it: the measures of campaigns, looked at on any day.

Customers enter a journey without end, so there is no one day to read it on: its intervals are those that are right at
every look together. A customer counts once her days are over.
"""

from datetime import datetime, timedelta
from pathlib import Path

from quen.campaigns.proof import Proof, judged, outcomes
from quen.enrolment.versions import version_in_force
from quen.journeys.models import Enrolment, Journey
from quen.journeys.plan import Plan
from quen.journeys.reads import newest, plan_of, source_of
from quen.journeys.steps import Offer
from quen.measures.uplift.states import Horizon
from quen.shops.clock import day_of

PLANNED = 2_000
"""Customers at which the intervals are narrowest; they hold before and after as well."""
_UNITS = (Path(__file__).parent / "proof.sql").read_text()


def prove_journey(journey: Journey, *, at: datetime) -> Proof | None:
    """The proof as of now; None where it holds nobody out, or nobody entered yet.

    Only who first entered while as many were held out as now is compared. `ends_at`: when the days of the first of all
    are over; until then all is collecting.
    """
    plan = plan_of(newest(journey))
    first = (
        Enrolment.objects.filter(journey=journey).order_by("entered_at").values_list("entered_at", flat=True)
    )
    if not plan.holdout_percent or (since := first.first()) is None:
        return None
    days = timedelta(days=plan.proof_days)
    plans = {version.number: plan_of(version) for version in journey.versions.all()}
    rows = outcomes(
        _UNITS, source_of(journey.pk), days=plan.proof_days, entered_by=at - days,
        held_alike=[number for number, each in plans.items() if each.holdout_percent == plan.holdout_percent],
        **_points_given(plans, at=at),
    )  # fmt: skip
    return judged(
        rows, horizon=Horizon(planned=PLANNED, is_anytime=True), holdout_percent=plan.holdout_percent,
        ends_at=since + days, is_over=len(rows) > 0,
    )  # fmt: skip


def _points_given(plans: dict[int, Plan], *, at: datetime) -> dict[str, list[int] | list[str]]:
    """Where the journey gives points, by version and step, and what they are worth."""
    programme = version_in_force(day_of(at))
    worth = programme.point_value_minor if programme else 0
    given = [
        (number, path, (place.step.points or 0) * worth)
        for number, plan in plans.items()
        for path, place in plan.places.items()
        if isinstance(place.step, Offer) and place.step.points
    ]
    return {
        "versions": [number for number, _path, _minor in given],
        "steps": [path for _number, path, _minor in given],
        "minors": [minor for _number, _path, minor in given],
    }
