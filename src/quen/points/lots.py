"""Which lots can be spent, and in which order they are."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet

from quen.kernel.sentences import gettext_noop
from quen.points.errors import NotEnoughPoints
from quen.points.models import Lot

Taken = list[tuple[Lot, int]]


def soonest_first(lots: QuerySet[Lot]) -> QuerySet[Lot]:
    """In the order they are spent: what expires soonest first, what never expires last."""
    return lots.order_by(F("expires_at").asc(nulls_last=True), "pk")


def alive(at: datetime) -> Q:
    """Not expired at that moment."""
    return Q(expires_at__isnull=True) | Q(expires_at__gt=at)


def spendable(account: int, *, at: datetime) -> QuerySet[Lot]:
    """The lots of an account that can be spent at that moment, in the order they are."""
    return soonest_first(
        Lot.objects.filter(alive(at), account=account, remaining__gt=0, pending_until__lte=at)
    )


def take(lots: Iterable[Lot], points: int) -> Taken:
    """So many points out of these lots, in their order; fewer where they hold fewer."""
    taken: Taken = []
    for lot in lots:
        if points == 0:
            break
        part = min(lot.remaining, points)
        if part > 0:
            taken.append((lot, part))
            points -= part
    return taken


def spend(account: int, points: int, *, at: datetime) -> Taken:
    """Exactly so many spendable points, soonest-expiring lots first. Raises NotEnoughPoints."""
    lots = list(spendable(account, at=at))
    available = sum(lot.remaining for lot in lots)
    if available < points:
        raise NotEnoughPoints(
            gettext_noop(
                "Points that can be spent: %(available)s; asked for: %(wanted)s. Nothing was taken."
            ),
            available=available,
            wanted=points,
        )
    return take(lots, points)


def sum_of(taken: Taken) -> int:
    """How many points these are."""
    return sum(points for _, points in taken)
