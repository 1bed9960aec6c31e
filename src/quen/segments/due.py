"""What time alone changes: windows that move on, birthdays, and the business's own yardsticks."""

from datetime import date, datetime

from django.db import connection, transaction

from quen.insight.models import ForecastRun, Yardsticks
from quen.messages.settings import sending_settings
from quen.segments.compile import next_change
from quen.segments.count import count
from quen.segments.membership import fill_due, keep, kept_segments
from quen.segments.models import Profile, Round, Segment, SegmentCount
from quen.segments.profile.measure import measure_fifths
from quen.segments.profile.refresh import refresh_all_profiles, refresh_profiles
from quen.segments.profile.refresh import run as run_statement
from quen.segments.reads import rule_of, scope_of
from quen.segments.rules import conditions_of

_REGROUPED = """
SELECT DISTINCT tally.customer_id
FROM segments_grouping grouped JOIN purchases_product product ON product.id = grouped.product
JOIN segments_tally tally ON tally.of = 'product:' || product.id
WHERE product.category_id IS DISTINCT FROM grouped.category
"""
_GROUP = """
UPDATE segments_grouping grouped SET category = product.category_id FROM purchases_product product
WHERE product.id = grouped.product AND product.category_id IS DISTINCT FROM grouped.category
"""


def keep_in_step(*, today: date, at: datetime) -> None:
    """What is due now: new rules take effect at once, everything that hangs on the day as soon as it begins.

    Comes by every second: five small queries where nothing is due.
    """
    last, yardsticks, run = Round.objects.first(), Yardsticks.objects.first(), ForecastRun.objects.first()
    now = Round(
        id=1, done_on=today, yardsticks_on=yardsticks.measured_on if yardsticks else None,
        yardsticks_customers=yardsticks.customers if yardsticks else None,
        forecasts_at=run.finished_at if run else None, asks_twice=sending_settings().asks_twice,
    )  # fmt: skip
    if last is not None and last.asks_twice != now.asks_twice:
        _judge_consents_anew(asks_twice=now.asks_twice)
    if last is None or last.done_on < today or _standards(last) != _standards(now):
        is_time = last is not None and (last.done_on < today or _standards(last)[:2] == _standards(now)[:2])
        _go_round(is_new_day=last is None or last.done_on < today, is_told=is_time,
                  today=today, at=at)  # fmt: skip
        now.save()
        fill_due(today=today, at=at)
        count_all(today=today)
    elif fill_due(today=today, at=at):
        count_all(today=today)


@transaction.atomic
def _judge_consents_anew(*, asks_twice: bool) -> None:
    """From now on another yes counts: profiles are read anew, kept segments filled anew."""
    refresh_all_profiles()
    Segment.objects.filter(is_kept=True).update(filled_version=0)
    Round.objects.update(asks_twice=asks_twice)


def count_all(*, today: date) -> None:
    """Count every segment for the day: one query each."""
    segments = list(Segment.objects.all())
    scope = scope_of(segments, today=today)
    for segment in segments:
        if segment.archived_at is None:
            found = count(rule_of(segment), scope)
            SegmentCount.objects.update_or_create(
                segment=segment, day=today,
                defaults={
                    "customers": found.customers, "revenue_minor": found.revenue_minor,
                    "all_customers": found.all_customers, "all_revenue_minor": found.all_revenue_minor,
                },
            )  # fmt: skip


def _standards(of: Round) -> tuple[object, ...]:
    return of.yardsticks_on, of.yardsticks_customers, of.forecasts_at


def _go_round(*, is_new_day: bool, is_told: bool, today: date, at: datetime) -> None:
    """Bring profiles in step with the yardsticks, and judge everybody by what the day or the yardsticks may move.

    Told where the day or the forecasts are new; yardsticks measured within a day follow an import, and move people
    silently.
    """
    run_statement("in_step", {})
    if is_new_day:
        measure_fifths(today=today)
    grouped_again = _group_again()
    known, scope_on = kept_segments()
    scope = scope_on(today)
    moved = [
        one for one in known if next_change(rule_of(one), scope) is not None or _hangs_on_yardsticks(one)
    ]
    everybody = Profile.objects.order_by("customer").values_list("customer", flat=True)
    keep(everybody.iterator(), moved, scope, at=at, is_told=is_told)
    keep(grouped_again, known, scope, at=at, is_told=False)


def _hangs_on_yardsticks(segment: Segment) -> bool:
    """Whether its rule asks for a cut that is measured against all customers, itself or through another segment."""
    return bool(
        {each.key for each in conditions_of(rule_of(segment))}
        & {"stage", "value", "first_big", "rfm", "segment"}
    )


@transaction.atomic
def _group_again() -> list[int]:
    """Tally anew whom products of another category than before concern; who they are."""
    with connection.cursor() as cursor:
        cursor.execute(_REGROUPED)
        customers = [customer for (customer,) in cursor.fetchall()]
        if customers:
            refresh_profiles(customers)
        cursor.execute(_GROUP)
    return customers
