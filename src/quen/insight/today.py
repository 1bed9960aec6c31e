"""What the page Today says: whom to look after, and whether it is going well.

Four queries, all but one over the summary.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from quen.insight.business_day import business_timezone, start_of
from quen.insight.models import CustomerSummary
from quen.measures.lapsed import REGULAR_PURCHASE_DAYS
from quen.people.classification import Stage

FRESH_DAYS = 7
RECENT_DAYS = 30
SHOWN = 10

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
class LapsedRegular:
    """A regular whose next visit is overdue. `usual_minor`: what one of her purchases was worth on average.

    `median_gap_days`: how many days she usually left between two visits.
    """

    customer: int
    name: str
    usual_minor: int
    purchases: int
    last_at: datetime
    due_on: date
    median_gap_days: float


@dataclass(frozen=True)
class FirstBigPurchase:
    """A customer whose first purchase was among the biggest, and lately."""

    customer: int
    name: str
    amount_minor: int
    bought_at: datetime


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
    """Everything the page shows. Periods are the last RECENT_DAYS days with today, and the same days a year before."""

    lapsed_regulars: list[LapsedRegular]
    lapsed_this_week: int
    lapsed_this_month: int
    first_big_purchases: list[FirstBigPurchase]
    repeat_now: Rate
    repeat_a_year_ago: Rate
    revenue: Revenue
    revenue_a_year_ago: Revenue
    customers_by_stage: dict[Stage, int]


def today_facts(*, today: date) -> Today:
    """The facts as of a day of the business."""
    spans = _spans(today)
    sums = _sums(today, spans)
    now_minor, before_minor = _revenue(spans)
    return Today(
        lapsed_regulars=_lapsed_regulars(today),
        lapsed_this_week=sums["lapsed_this_week"],
        lapsed_this_month=sums["lapsed_this_month"],
        first_big_purchases=_first_big_purchases(spans),
        repeat_now=Rate(sums["customers_now"], sums["repeat_now"]),
        repeat_a_year_ago=Rate(sums["customers_before"], sums["repeat_before"]),
        revenue=Revenue(sums["new_now"] or 0, now_minor - (sums["new_now"] or 0)),
        revenue_a_year_ago=Revenue(sums["new_before"] or 0, before_minor - (sums["new_before"] or 0)),
        customers_by_stage={stage: sums[f"stage_{stage}"] for stage in Stage},
    )


def _spans(today: date) -> dict[str, datetime]:
    """The two periods as moments; the end of each is the end of its last day."""
    zone = business_timezone()
    tomorrow = today + timedelta(days=1)
    then = a_year_before(today) + timedelta(days=1)
    return {
        "until": start_of(tomorrow, zone),
        "since": start_of(tomorrow - timedelta(days=RECENT_DAYS), zone),
        "until_before": start_of(then, zone),
        "since_before": start_of(then - timedelta(days=RECENT_DAYS), zone),
        "big_since": start_of(tomorrow - timedelta(days=FRESH_DAYS), zone),
    }


def a_year_before(day: date) -> date:
    """The same day last year; the 28th where it is the 29th of February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _customers() -> QuerySet[CustomerSummary]:
    """Summaries of customers; staff and other insiders are nobody to win back."""
    return CustomerSummary.objects.filter(customer__is_internal=False)


def _lapsed(today: date, days: int) -> Q:
    """Regulars who passed their due day within the last `days` days."""
    return Q(
        stage=Stage.LAPSED,
        purchase_days__gte=REGULAR_PURCHASE_DAYS,
        due_on__gte=today - timedelta(days=days),
        due_on__lt=today,
    )


def _lapsed_regulars(today: date) -> list[LapsedRegular]:
    """This week's first, each group by what they spent: who is gone longest is hardest to bring back."""
    is_older = Case(
        When(_lapsed(today, FRESH_DAYS), then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = _customers().filter(_lapsed(today, RECENT_DAYS)).select_related("customer")
    return [
        LapsedRegular(
            customer=row.customer_id,
            name=row.customer.name,
            usual_minor=round(row.revenue_minor / row.purchases),
            purchases=row.purchases,
            last_at=row.last_at,
            due_on=row.due_on,
            median_gap_days=row.median_gap_days,
        )
        for row in rows.order_by(is_older, "-revenue_minor", "customer")[:SHOWN]
        if row.last_at and row.due_on and row.median_gap_days is not None
    ]


def _first_big_purchases(spans: dict[str, datetime]) -> list[FirstBigPurchase]:
    rows = _customers().filter(
        is_first_big=True, first_at__gte=spans["big_since"], first_at__lt=spans["until"]
    )
    return [
        FirstBigPurchase(row.customer_id, row.customer.name, row.first_amount_minor or 0, row.first_at)
        for row in rows.select_related("customer").order_by("-first_amount_minor", "customer")[:SHOWN]
        if row.first_at
    ]


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
