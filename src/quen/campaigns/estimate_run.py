"""The estimate of a large audience is worked out in the background; a small one at once."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from quen.campaigns.estimate import estimate, steps_of
from quen.campaigns.find import campaign_numbered
from quen.campaigns.models import EVERYBODY, Campaign, EstimateRun
from quen.kernel.errors import QuenError
from quen.kernel.sentences import Sentence, gettext_noop
from quen.segments.models import Segment

LARGE = 50_000
"""Customers from which on nobody waits for it in front of a page: a second or so."""
PATIENCE = timedelta(minutes=30)
"""Not over after so long, its worker was killed: it is said, and may be asked for again."""
_BROKE_OFF = gettext_noop("The estimate broke off. Nothing was changed; work it out again.")


def ask_estimate(*, campaign: int, at: datetime) -> bool:
    """Work it out now, or let it be worked out where the audience is large; whether it is there already.

    Asked for again while it is under way, it is under way once. Raises what `estimate` raises.
    """
    row = campaign_numbered(campaign)
    if audience_of(row) < LARGE:
        estimate(campaign=campaign, at=at)
        return True
    with transaction.atomic():
        run, _is_new = EstimateRun.objects.select_for_update().get_or_create(
            campaign=row, defaults={"asked_at": at, "is_over": True}
        )
        if not run.is_over and at - run.asked_at < PATIENCE:
            return False
        run.asked_at, run.percent, run.is_over, run.fault = at, 0, False, None
        run.save()
        run_estimate.defer(campaign_id=campaign)
    return False


def run_of(row: Campaign, *, at: datetime) -> EstimateRun | None:
    """The one under way, or the last one that failed or was killed."""
    run = EstimateRun.objects.filter(campaign=row).first()
    if run is not None and not run.is_over and at - run.asked_at >= PATIENCE:
        run.is_over, run.fault = True, [_BROKE_OFF, {}]
    return run if run is not None and (not run.is_over or run.fault) else None


def fault_of(run: EstimateRun) -> Sentence | None:
    """Why it could not be worked out."""
    return Sentence(run.fault[0], run.fault[1]) if run.fault else None


def audience_of(row: Campaign) -> int:
    """About how many it may go to, without counting them."""
    segment = None if row.segment == EVERYBODY else Segment.objects.filter(key=row.segment).first()
    if segment is not None and segment.filled_version == segment.version:
        return segment.customers
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = 'people_customer'::regclass")
        return int(cursor.fetchone()[0])


@app.task(name="estimate_campaign")
def run_estimate(*, campaign_id: int) -> None:
    """Work it out; the row tells how far it is. A second run of the same row does nothing."""
    run = EstimateRun.objects.filter(campaign=campaign_id, is_over=False).select_related("campaign").first()
    if run is None:
        return
    fault: list[object] | None = [_BROKE_OFF, {}]
    try:
        estimate(campaign=campaign_id, at=timezone.now(), on_step=_Steps(run))
        fault = None
    except QuenError as error:
        fault = [error.sentence.template, {name: str(fact) for name, fact in error.sentence.facts.items()}]
    finally:
        EstimateRun.objects.filter(pk=run.pk).update(is_over=True, percent=100, fault=fault)


class _Steps:
    """Keeps how far it is by a connection of its own: what the estimate's transaction writes nobody sees yet."""

    def __init__(self, run: EstimateRun) -> None:
        self.run, self.steps, self.done = run, steps_of(run.campaign), 0

    def __call__(self) -> None:
        self.done += 1
        beside = connection.copy()
        try:
            with beside.cursor() as cursor:
                cursor.execute(
                    "UPDATE campaigns_estimaterun SET percent = %s WHERE id = %s",
                    [100 * self.done // self.steps, self.run.pk],
                )
        finally:
            beside.close()
