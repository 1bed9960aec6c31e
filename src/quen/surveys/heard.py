"""What was changed because of her, for her member page: shown there once told there, or not told at all."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q, Value

from quen.people.find import group_of
from quen.shops.clock import shop_timezone
from quen.surveys.improve import who_said_it
from quen.surveys.improved_models import Improvement, Told, ToldBy

STANDS = timedelta(days=30)
"""How long it stands on her page after she first saw it."""
LOOKS_BACK = timedelta(days=365)
_MOST = 3


def heard_of(root: int, *, at: datetime, day: date) -> list[Improvement]:
    """The newest changes she asked for, at most three; that she is told of them is kept. Told by a message, they
    are not here. One query where nothing was ever changed, five at most.
    """
    rows = list(
        Improvement.objects.filter(withdrawn_at=None, made_at__gte=at - LOOKS_BACK, since__lte=day)
        .order_by("-made_at", "-pk")[:20]
    )  # fmt: skip
    if not rows:
        return []
    group = group_of(root)
    told = {row.improvement_id: row for row in Told.objects.filter(customer__in=group, improvement__in=rows)}
    # Where a message tells of it, one may be on its way to her.
    open_to_her = [row for row in rows if row.pk not in told and row.told_from is None]
    hers = _said_by(group, open_to_her) | {number for number, row in told.items() if _still_stands(row, at)}
    shown = [row for row in rows if row.pk in hers][:_MOST]
    _keep(root, shown, at=at)
    return shown


def _said_by(group: Iterable[int], improvements: list[Improvement]) -> set[int]:
    """Which of them answer something one of these said. One query for all."""
    zone = shop_timezone()
    asked = [
        who_said_it(row, zone).filter(customer__in=group).order_by().values_list(Value(row.pk))
        for row in improvements
    ]
    return {number for (number,) in asked[0].union(*asked[1:])} if asked else set()


def _still_stands(told: Told, at: datetime) -> bool:
    return told.way == ToldBy.PAGE and (told.told_at is None or told.told_at >= at - STANDS)


def _keep(root: int, shown: list[Improvement], *, at: datetime) -> None:
    if not shown:
        return
    rows = [Told(improvement=row, customer_id=root, way=ToldBy.PAGE, told_at=at) for row in shown]
    Told.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = Q(improvement__in=shown, told_at=None, customer__in=group_of(root))
    Told.objects.filter(waiting).update(told_at=at)
