"""Before a journey starts: how many customers it can count on in a year, and how small a lift they would show."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q
from scipy import special

from quen.campaigns.reach import smallest_lift
from quen.insight.models import CustomerSummary
from quen.journeys.dry_run import dry_run
from quen.journeys.errors import TooLong
from quen.journeys.models import Expected, Journey, JourneyVersion
from quen.journeys.past import Caveat
from quen.journeys.plan import Plan
from quen.journeys.proof import PLANNED
from quen.journeys.reads import newest, plan_of
from quen.measures.uplift import anytime
from quen.measures.uplift.power import ALPHA, POWER


@dataclass(frozen=True)
class Ahead:
    """Whom a year like the last one brings, and the share of them (0 to 1) who buy in their days anyway."""

    customers: int
    rate: float


def ahead(plan: Plan, *, journey: int, at: datetime) -> Ahead:
    """By a dry run. What a forecast would bring in a year nobody knows: those it names today are counted.

    Raises TooLong.
    """
    found = dry_run(plan, journey=journey, at=at)
    customers = found.customers + sum(each.number for each in found.told if each.caveat == Caveat.FORECAST)
    return Ahead(customers, found.rate if found.rate is not None else _rate_of_all(plan, at))


def expect(*, journey: Journey, at: datetime) -> Expected:
    """Work it out for what it says now, and keep it. Raises TooLong."""
    plan = plan_of(newest(journey))
    year = ahead(plan, journey=journey.pk, at=at)
    lift = lift_on_any_day(year.customers, holdout_percent=plan.holdout_percent, rate=year.rate)
    return _keep(journey, at, customers=year.customers, rate=year.rate, smallest_lift=lift)


def lift_on_any_day(customers: int, *, holdout_percent: int, rate: float) -> float | None:
    """The smallest rise of the share who buy that is seen in 80 of 100 journeys, though one looks every day.

    That of a campaign, which is read once, wider by as much as the intervals are that hold at every look.
    """
    once = smallest_lift(customers, holdout_percent=holdout_percent, rate=rate)
    if once is None:
        return None
    power, reach = float(special.ndtri(POWER)), float(special.ndtri(1 - ALPHA / 2))
    lift = once * (anytime.stretch(customers / PLANNED) + power) / (reach + power)
    return lift if lift <= 1 - rate else None


def expect_due(*, at: datetime) -> int:
    """Work it out for each journey that was never on, holds somebody out, and says something new; how many these were.

    Comes by every second: one query where all is done. What takes too long is kept as that.
    """
    asked = Q(expected=None) | ~Q(expected__version=F("version"))
    versions = JourneyVersion.objects.filter(
        journey__is_on=False, journey__switched_at=None, number=F("journey__version")
    )
    holding = versions.filter(values__holdout_percent__gt=0).values("journey")
    due = list(Journey.objects.filter(asked, pk__in=holding).order_by("pk"))
    for journey in due:
        try:
            expect(journey=journey, at=at)
        except TooLong:
            _keep(journey, at, customers=None, rate=0.0, smallest_lift=None)
    return len(due)


def _keep(journey: Journey, at: datetime, **found: float | None) -> Expected:
    told = {**found, "version": journey.version, "made_at": at}
    return Expected.objects.update_or_create(journey=journey, defaults=told)[0]


def _rate_of_all(plan: Plan, at: datetime) -> float:
    """The share of all customers who bought in as many days before."""
    known = CustomerSummary.objects.filter(last_at__isnull=False)
    everybody = known.count()
    since = at - timedelta(days=plan.proof_days)
    return known.filter(last_at__gte=since).count() / everybody if everybody else 0.0
