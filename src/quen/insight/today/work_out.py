"""Work out the list of a day and keep it, so that whoever opens the page reads a few rows."""

from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from quen.enrolment.versions import version_in_force
from quen.insight.as_of import as_of
from quen.insight.business_day import business_timezone, start_of, today_in
from quen.insight.models import CustomerSummary, Yardsticks
from quen.insight.today.assumed import AT_THE_TILL, CONTACT_SHARE
from quen.insight.today.kind import Kind
from quen.insight.today.measured import measure
from quen.insight.today.models import Care, CareDay, CareState
from quen.insight.today.registry import KINDS
from quen.insight.today.settings import care_settings
from quen.measures.lapsed import REGULAR_PURCHASE_DAYS
from quen.programme.occasions import kept_on

CALM_DAYS = 7
"""Whoever was looked after is left alone for so long, whatever comes up."""

STALE = timedelta(hours=1)


def kept_day(*, day: date, at: datetime) -> CareDay:
    """The list of `day`, worked out now where it is not there yet. One query where it is."""
    return CareDay.objects.filter(day=day).first() or work_out(day=day, at=at)


def keep_fresh(*, at: datetime) -> CareDay | None:
    """The worker's round: work today's list out where it is missing, an hour old, or of fewer customers than there
    are. None where there is nothing to do, or no sale yet."""
    zone = business_timezone()
    now = as_of(today=today_in(zone), timezone_name=zone)
    if now.newest is None:
        return None
    kept = CareDay.objects.filter(day=now.day).first()
    if kept is not None and at - kept.made_at < STALE and kept.customers == _customers():
        return None
    return work_out(day=now.day, at=at)


@transaction.atomic
def work_out(*, day: date, at: datetime) -> CareDay:
    """Write the day's lines anew: an open one keeps its number, so that a page that is open goes on working, and what
    was decided stays. Two at once take turns."""
    zone = business_timezone()
    first = {"made_at": at, "turn": 0, "customers": 0, "contact_minor": 0, "meant": {}, "outcome": {}}
    CareDay.objects.get_or_create(day=day, defaults=first)
    kept = CareDay.objects.select_for_update().get(day=day)
    if kept.made_at > at:
        return kept
    kept.made_at, kept.turn, kept.customers, kept.contact_minor = (
        at,
        kept.turn + 1,
        _customers(),
        _contact_minor(),
    )
    parameters = _parameters(day, zone, kept.contact_minor, kept.turn)
    off = set(care_settings().off)
    kept.meant = {kind.key: _keep(kind, parameters) for kind in KINDS if kind.key not in off}
    Care.objects.filter(day=day, state=CareState.OPEN, turn__lt=kept.turn).delete()
    kept.outcome = measure(day=day, zone=zone)
    kept.save()
    return kept


def _keep(kind: Kind, parameters: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _statement().replace("{who}", kind.who), {**parameters, "kind": kind.key, "most": kind.kept}
        )
        return int(cursor.fetchone()[0])


def _parameters(day: date, zone: str, contact_minor: int, turn: int) -> dict[str, Any]:
    programme = version_in_force(day)
    steps = programme.tiers.steps if programme and programme.tiers else ()
    return {
        "tiers": [step.key for step in steps],
        "tier_names": [step.name for step in steps],
        "turn": turn,
        "day": day,
        "zone": zone,
        "tomorrow_at": start_of(day + timedelta(days=1), zone),
        "birthdays": _month_days(day),
        "regular_days": REGULAR_PURCHASE_DAYS,
        "contact_minor": contact_minor,
        "calm_days": CALM_DAYS,
        "at_the_till": AT_THE_TILL,
    }


def _month_days(day: date) -> list[str]:
    """As what the day counts in every year."""
    return [f"{month:02}{of_month:02}" for month, of_month in kept_on(day)]


def _customers() -> int:
    return Yardsticks.objects.values_list("customers", flat=True).first() or 0


def _contact_minor() -> int:
    """What the owner said it costs to look after one person, else a share of an average purchase."""
    said = care_settings().contact_minor
    if said is not None:
        return said
    sums = CustomerSummary.objects.aggregate(revenue=Sum("revenue_minor"), purchases=Sum("purchases"))
    return round(CONTACT_SHARE * (sums["revenue"] or 0) / (sums["purchases"] or 1))


@cache
def _statement() -> str:
    return (files("quen.insight.today") / "work_out.sql").read_text()
