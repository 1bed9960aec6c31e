"""Measure the fifths by which RFM is told, of everybody who ever bought."""

from datetime import date

from django.db import connection, transaction

from quen.segments.profile.refresh import run


@transaction.atomic
def measure_fifths(*, today: date) -> None:
    """Measure the fifths and judge everybody by them. Quantiles are interpolated, as `measures/rfm.py` has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM segments_profile WHERE cardinality(days) > 0)")
        if not cursor.fetchone()[0]:
            return
    run("measure", {"today": today})
