"""Work out everybody's forecast and keep it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from quen.forecast.errors import DidNotFit, TooLittleData
from quen.insight.as_of import AsOf
from quen.insight.forecasts.findings import findings
from quen.insight.forecasts.heard import Followed, follow
from quen.insight.forecasts.next_products import Json, what_next
from quen.insight.forecasts.purchase_days import purchase_days
from quen.insight.forecasts.replace_rows import replace_rows
from quen.insight.forecasts.running_out import who_runs_out
from quen.insight.forecasts.worked_out import WorkedOut, work_out
from quen.insight.lake.read import open_lake
from quen.insight.models import Forecast, ForecastRun, NextProduct, RunsOut
from quen.kernel.errors import QuenError

_TABLE = Forecast._meta.db_table


def run_forecasts(*, today: date, as_of: AsOf, at: datetime) -> ForecastRun:
    """Read the lake, fit, score, keep. Where there is too little data nobody keeps a forecast, and the run says what
    is missing."""
    until = last_known_day(as_of)
    with open_lake() as lake:
        bought, purchases = purchase_days(lake, until=until), lake.manifest.rows("purchases")
        replace_rows(
            RunsOut._meta.db_table, who_runs_out(lake, until=until), key=["customer_id", "product_id"]
        )
        following = what_next(lake, until=until)
        replace_rows(NextProduct._meta.db_table, following.rows, key=["customer_id", "rank"])
    try:
        found, missing = work_out(bought, until=until), None
        followed = follow(found.chosen.foretold, bought.ids) if found.chosen.foretold else []
    except (TooLittleData, DidNotFit) as error:
        found, missing, followed = None, error, []
    return _keep(
        found, missing, followed, following.findings, asked_on=today, worked_out_on=until, purchases=purchases, at=at,
    )  # fmt: skip


def last_known_day(as_of: AsOf) -> date:
    """Today where it has sales, else yesterday: a day that has hardly begun is no silence. Of figures that stopped,
    their last day."""
    is_over = as_of.newest is None or as_of.newest >= as_of.day
    return as_of.day if is_over else as_of.day - timedelta(days=1)


@transaction.atomic
def _keep(
    found: WorkedOut | None, missing: QuenError | None, followed: list[Followed], next_product: Json, *, asked_on: date,
    worked_out_on: date, purchases: int, at: datetime,
) -> ForecastRun:  # fmt: skip
    if found:
        replace_rows(_TABLE, found.rows, key=["customer_id"])
    else:
        Forecast.objects.all().delete()
    run, _ = ForecastRun.objects.update_or_create(
        id=1,
        defaults={
            "asked_on": asked_on,
            "worked_out_on": worked_out_on,
            "purchases": purchases,
            "findings": findings(found, followed) if found else None,
            "missing": _told(missing) if missing else None,
            "next_product": next_product,
            "finished_at": at,
        },
    )
    return run


def _told(error: QuenError) -> list[object]:
    return [error.sentence.template, dict(error.sentence.facts)]
