"""Whether it is going well: the figures of the page Today. Two queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, Sum

from quen.insight.business_day import a_year_before, start_of
from quen.insight.models import CustomerSummary
from quen.measures.lapsed import REGULAR_PURCHASE_DAYS
from quen.people.classification import Stage

FRESH_DAYS = 7
RECENT_DAYS = 30

_REVENUE = """
SELECT
    coalesce(sum(amount_minor) FILTER (WHERE bought_at >= %(since)s), 0),
    coalesce(sum(amount_minor) FILTER (WHERE bought_at < %(until_before)s), 0)
FROM purchases_purchase
WHERE customer_id IS NOT NULL
    AND (bought_at >= %(since)s AND bought_at < %(until)s
        OR bought_at >= %(since_before)s AND bought_at < %(until_before)s)
"""


@dataclass(frozen=True)
class Rate:
    """Customers who ever bought, and those of them who came back, at one moment."""

    customers: int
    repeat_customers: int

    @property
    def percent(self) -> float | None:
        """None without customers: there is no rate then."""
        return 100.0 * self.repeat_customers / self.customers if self.customers else None


@dataclass(frozen=True)
class Revenue:
    """Revenue of known customers, before returns: from first purchases, and from all later ones."""

    new_minor: int
    returning_minor: int


@dataclass(frozen=True)
class Today:
    """The figures. Periods are the last RECENT_DAYS days with today, and the same days a year before."""

    lapsed_this_week: int
    lapsed_this_month: int
    repeat_now: Rate
    repeat_a_year_ago: Rate
    revenue: Revenue
    revenue_a_year_ago: Revenue
    customers_by_stage: dict[Stage, int]


def today_facts(*, today: date, zone: str) -> Today:
    """The facts as of a day of the business, in its time zone."""
    spans = _spans(today, zone)
    sums = _sums(today, spans)
    now_minor, before_minor = _revenue(spans)
    return Today(
        lapsed_this_week=sums["lapsed_this_week"],
        lapsed_this_month=sums["lapsed_this_month"],
        repeat_now=Rate(sums["customers_now"], sums["repeat_now"]),
        repeat_a_year_ago=Rate(sums["customers_before"], sums["repeat_before"]),
        revenue=Revenue(sums["new_now"] or 0, now_minor - (sums["new_now"] or 0)),
        revenue_a_year_ago=Revenue(sums["new_before"] or 0, before_minor - (sums["new_before"] or 0)),
        customers_by_stage={stage: sums[f"stage_{stage}"] for stage in Stage},
    )


def _spans(today: date, zone: str) -> dict[str, datetime]:
    """The two periods as moments; the end of each is the end of its last day."""
    tomorrow = today + timedelta(days=1)
    then = a_year_before(today) + timedelta(days=1)
    return {
        "until": start_of(tomorrow, zone),
        "since": start_of(tomorrow - timedelta(days=RECENT_DAYS), zone),
        "until_before": start_of(then, zone),
        "since_before": start_of(then - timedelta(days=RECENT_DAYS), zone),
    }


def _lapsed(today: date, days: int) -> Q:
    """Regulars who passed their due day within the last `days` days."""
    return Q(
        stage=Stage.LAPSED,
        purchase_days__gte=REGULAR_PURCHASE_DAYS,
        due_on__gte=today - timedelta(days=days),
        due_on__lt=today,
    )


def _sums(today: date, spans: dict[str, datetime]) -> dict[str, Any]:
    """Everything that is a count or a sum over the summaries, in one pass."""
    until, until_before = spans["until"], spans["until_before"]
    new_now = Q(first_at__gte=spans["since"], first_at__lt=until)
    new_before = Q(first_at__gte=spans["since_before"], first_at__lt=until_before)
    is_customer = Q(customer__is_internal=False)
    return CustomerSummary.objects.aggregate(
        customers_now=Count("pk", filter=Q(first_at__lt=until)),
        repeat_now=Count("pk", filter=Q(second_at__lt=until)),
        customers_before=Count("pk", filter=Q(first_at__lt=until_before)),
        repeat_before=Count("pk", filter=Q(second_at__lt=until_before)),
        new_now=Sum(F("first_amount_minor"), filter=new_now),
        new_before=Sum(F("first_amount_minor"), filter=new_before),
        lapsed_this_week=Count("pk", filter=is_customer & _lapsed(today, FRESH_DAYS)),
        lapsed_this_month=Count("pk", filter=is_customer & _lapsed(today, RECENT_DAYS)),
        **{f"stage_{stage}": Count("pk", filter=Q(stage=stage)) for stage in Stage},
    )


def _revenue(spans: dict[str, datetime]) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_REVENUE, spans)
        now_minor, before_minor = cursor.fetchone()
    return int(now_minor), int(before_minor)
