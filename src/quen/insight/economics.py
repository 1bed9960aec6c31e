"""What keeping customers is worth to this business: its figures from the lake, and what its owner assumes."""

from dataclasses import asdict, fields

from django.db import transaction

from quen.economics.shop import Assumptions
from quen.insight.keeping import Keeping, keeping_of
from quen.insight.lake.read import EVERYTHING, Filters
from quen.insight.models import EconomicsSettings
from quen.insight.reports.ask import Report, run
from quen.kernel.actor import Actor
from quen.shops.history import change


def keeping(filters: Filters = EVERYTHING) -> Keeping:
    """From the saved results of this lake, else computed."""
    return keeping_of(run(Report.KEEPING, filters).sheets)


def assumed() -> Assumptions:
    """What the owner last kept, else the defaults."""
    row = EconomicsSettings.objects.filter(pk=1).first()
    if row is None:
        return Assumptions()
    return Assumptions(**{field.name: getattr(row, field.name) for field in fields(Assumptions)})


@transaction.atomic
def assume(assumptions: Assumptions, *, by: Actor) -> None:
    """Keep what the owner assumes, with its history."""
    row, _is_new = EconomicsSettings.objects.select_for_update().get_or_create(pk=1)
    change(row, asdict(assumptions), of="economics", by=by)
