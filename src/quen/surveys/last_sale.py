"""The sale a tablet beside the till asks about: the newest of its store, as long as she still stands there."""

from datetime import datetime, timedelta

from quen.purchases.models import Purchase
from quen.surveys.models import Response

STANDS_THERE = timedelta(minutes=3)


def last_sale(*, survey: int, store: int, at: datetime) -> Purchase | None:
    """None where there was none in the last minutes, more than one, or it was answered: nobody is taken for another."""
    sold = Purchase.objects.filter(store=store, bought_at__gt=at - STANDS_THERE, bought_at__lte=at)
    rows = list(sold.only("pk", "bought_at", "customer").order_by("-bought_at")[:2])
    if len(rows) != 1:
        return None
    keys = [f"receipt:{survey}:{rows[0].pk}"]
    answered = Response.objects.filter(survey=survey, purchase=rows[0].pk) | Response.objects.filter(
        key__in=keys
    )
    return None if answered.exists() else rows[0]
