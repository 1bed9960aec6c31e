"""Give spent points back: to the lots they came from, with their own dates."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.points.account import held_with_heir
from quen.points.adjust import lot_as_earned
from quen.points.errors import NoSuchTransfer, NothingToRestore
from quen.points.events import PointsRestored
from quen.points.keep_alive import kept_alive
from quen.points.lots import Taken, sum_of
from quen.points.models import Account, Book, Entry, Lot, Transfer, TransferKind
from quen.points.move import settle
from quen.points.post import Side, into_lots, post
from quen.points.request import Request, posted, some

_SPENDING = {TransferKind.REDEEM: Book.LIABILITY, TransferKind.CONFIRM: Book.RESERVED}


@transaction.atomic
def restore(
    *,
    transfer: int,
    points: int | None = None,
    purchase: int | None = None,
    reason: str = "",
    at: datetime,
    key: str,
    by: Actor,
) -> Transfer:
    """Give back what a redemption spent, or `points` of it: what was taken last (and lives longest) comes back first.

    A lot whose time is over gets its points too, and they expire with the next round. What is owed is made good from
    them. Raises NoSuchTransfer, NothingToRestore, NotPoints, KeyUsedForSomethingElse.
    """
    spent, account = _spent(transfer)
    request = Request(
        kind=TransferKind.RESTORE, key=key, at=at, by=by, reason=reason, purchase=purchase, reverses=transfer,
        given={"transfer": transfer, "points": points if points is None else some(points)},
    )  # fmt: skip
    if (before := posted(request)) is not None:
        return before
    back = _back(spent, account, points)
    given = sum_of(back)
    restored = post(request, [*into_lots(_without_debts(back, account, at)), Side(Book.REDEEMED, -given)])
    kept_alive([lot for lot, _ in back], account)
    emit(
        PointsRestored(
            at=at, by=by, customer=account.customer_id, subject=restored.pk, points=given, reason=reason
        )
    )
    settle(account=account, at=at, by=by)
    return restored


def restorable(transfer: int) -> int:
    """How many points of a redemption have not been given back yet. Raises NoSuchTransfer."""
    spent, account = _spent(transfer)
    return sum_of(_left(spent, account))


def _spent(transfer: int) -> tuple[Transfer, Account]:
    spent = Transfer.objects.filter(pk=transfer, kind__in=_SPENDING).first()
    if spent is None:
        raise NoSuchTransfer(
            gettext_noop("Transfer %(transfer)s spent no points. Give back a redemption only."),
            transfer=transfer,
        )
    number = Entry.objects.filter(transfer=spent, account__isnull=False).values_list("account", flat=True)[0]
    assert number is not None
    return spent, held_with_heir(number)


def _back(spent: Transfer, account: Account, points: int | None) -> Taken:
    left = _left(spent, account)
    can = sum_of(left)
    wanted = can if points is None else points
    if not 0 < wanted <= can:
        raise NothingToRestore(
            gettext_noop("%(can)s points of this redemption can still be given back, not %(wanted)s."),
            can=can,
            wanted=wanted,
        )
    back: Taken = []
    for lot, part in reversed(left):
        if wanted:
            back.append((lot, min(part, wanted)))
            wanted -= back[-1][1]
    return back


def _left(spent: Transfer, account: Account) -> Taken:
    """The lots the redemption took, in its order, with what has not come back yet."""
    book = _SPENDING[TransferKind(spent.kind)]
    took = Entry.objects.filter(transfer=spent, book=book).order_by("pk").values_list("lot", "points")
    undone = Entry.objects.filter(
        account=account, book=Book.LIABILITY, transfer__reverses=spent,
        transfer__kind__in=(TransferKind.RESTORE, TransferKind.REVERSE),
    )  # fmt: skip
    returned = dict(undone.values_list("lot").annotate(Sum("points")))
    lots = Lot.objects.in_bulk([lot for lot, _ in took if lot is not None])
    elsewhere = sum(points for lot, points in returned.items() if lot not in lots)
    left: Taken = []
    for number, points in took:
        lot = lots[number or 0]
        back = returned.get(number, 0) + (elsewhere if lot.points < 0 else 0)
        left.append((lot, -points - back))
    return [(lot, points) for lot, points in left if points > 0]


def _without_debts(back: Taken, account: Account, at: datetime) -> Taken:
    """Where a sale made offline had left a debt, and that is made good by now, the points come back as a new lot."""
    given: Taken = []
    for lot, points in back:
        owed = min(points, -lot.remaining) if lot.points < 0 else points
        if owed:
            given.append((lot, owed))
        if points > owed:
            given.append((lot_as_earned(account, points - owed, at), points - owed))
    return given
