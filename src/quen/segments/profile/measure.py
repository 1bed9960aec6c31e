"""Measure the fifths by which RFM is told, of everybody who ever bought."""

from datetime import date

from django.db import transaction

from quen.insight.business_day import business_timezone
from quen.segments.profile.refresh import run


@transaction.atomic
def measure_fifths(*, today: date) -> None:
    """Measure the fifths and judge everybody by them. Quantiles are interpolated, as `measures/rfm.py` has them.

    Nothing is measured while nobody has bought anything.
    """
    run("measure", {"today": today, "timezone": business_timezone()})
