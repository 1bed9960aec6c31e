"""Make good what a member owes, from what she has now.

A debt is a lot below zero. As long as there is one, no other lot of the account has anything that could be spent or
waits: a debt is only made when nothing else is left, and whatever comes next makes it good.
"""

from datetime import datetime

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.points.events import PointsRepaid
from quen.points.lots import alive, soonest_first, sum_of, take
from quen.points.models import Account, Book, Lot, Transfer, TransferKind
from quen.points.post import Side, from_lots, post
from quen.points.request import Request


def repay(*, account: Account, at: datetime, by: Actor) -> Transfer | None:
    """Move points from the lots that hold some, pending ones too, to the oldest debts; None where nothing is to move.

    The account is locked by the caller, who has just posted points into it.
    """
    debts = list(Lot.objects.filter(account=account, remaining__lt=0).order_by("pk"))
    if not debts:
        return None
    have = soonest_first(Lot.objects.filter(alive(at), account=account, remaining__gt=0))
    taken = take(have, -sum(debt.remaining for debt in debts))
    points = sum_of(taken)
    if points == 0:
        return None
    sides = [*from_lots(taken), *_made_good(debts, points)]
    turn = Account.objects.values_list("turn", flat=True).get(pk=account.pk)
    request = Request(
        kind=TransferKind.REPAY, key=f"repay:{account.pk}:{turn}", at=at, by=by, given={"points": points}
    )
    transfer = post(request, sides)
    emit(PointsRepaid(at=at, by=by, customer=account.customer_id, subject=transfer.pk, points=points))
    return transfer


def _made_good(debts: list[Lot], points: int) -> list[Side]:
    sides = []
    for debt in debts:
        part = min(points, -debt.remaining)
        if part:
            sides.append(Side(Book.LIABILITY, part, debt))
        points -= part
    return sides
