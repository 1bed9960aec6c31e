"""What was changed because of her, for her member page: shown there once told there, or not told at all."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from quen.people.find import group_of
from quen.surveys.improve import who_said_it
from quen.surveys.improved_models import Improvement, Told, ToldBy

STANDS = timedelta(days=30)
"""How long it stands on her page after she first saw it."""
LOOKS_BACK = timedelta(days=365)
_MOST = 3


def heard_of(root: int, *, at: datetime, day: date) -> list[Improvement]:
    """The newest changes she asked for, at most three; that she is told of them is kept. Told by a message, they
    are not here. One query where nothing was ever changed.
    """
    rows = list(
        Improvement.objects.filter(withdrawn_at=None, made_at__gte=at - LOOKS_BACK, since__lte=day)
        .order_by("-made_at", "-pk")[:20]
    )  # fmt: skip
    if not rows:
        return []
    group = group_of(root)
    told = {row.improvement_id: row for row in Told.objects.filter(customer__in=group, improvement__in=rows)}
    shown = []
    for row in rows:
        known = told.get(row.pk)
        if known is None and row.told_from is not None:
            continue  # a message may be on its way to her
        if known is None and not who_said_it(row).filter(customer__in=group).exists():
            continue
        if known is not None and (
            known.way != ToldBy.PAGE or (known.told_at and known.told_at < at - STANDS)
        ):
            continue
        shown.append(row)
        if len(shown) == _MOST:
            break
    _keep(root, shown, at=at)
    return shown


def _keep(root: int, shown: list[Improvement], *, at: datetime) -> None:
    if not shown:
        return
    rows = [Told(improvement=row, customer_id=root, way=ToldBy.PAGE, told_at=at) for row in shown]
    Told.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = Q(improvement__in=shown, told_at=None, customer__in=group_of(root))
    Told.objects.filter(waiting).update(told_at=at)
