"""Points go with their owner: two customers who are merged have one account, and each her own again after.

The lots of the merged customer's account move into her root's, with their dates. Parting moves back what is left of
them, into the very lots they came from; what was spent together stays spent.
"""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.people.models import Customer, Merge
from quen.points.account import heir_of, held_all, opened
from quen.points.events import PointsMoved
from quen.points.lots import Taken
from quen.points.models import Account, Book, Lot, Transfer, TransferKind
from quen.points.post import Side, post
from quen.points.repay import repay
from quen.points.request import Request


def moved_lot(lot: Lot, points: int, to: Account, *, keeps_purchase: bool) -> Lot:
    """The lot of another account that such points become: the same dates, the old lot as its origin."""
    return Lot(
        account=to, points=points, earned_at=lot.earned_at, pending_until=lot.pending_until,
        expires_at=lot.expires_at, version=lot.version, origin=lot,
        purchase_id=lot.purchase_id if keeps_purchase else None,
    )  # fmt: skip


def across(taken: Taken, to: Account, *, keeps_purchase: bool) -> list[Side]:
    """The sides that move points out of lots into new ones of another account."""
    sides = []
    for lot, points in taken:
        sides.append(Side(Book.LIABILITY, -points, lot))
        sides.append(Side(Book.LIABILITY, points, moved_lot(lot, points, to, keeps_purchase=keeps_purchase)))
    return sides


@transaction.atomic
def move_with_merge(*, merged: int, into: int, merge: int, at: datetime, by: Actor) -> Transfer | None:
    """Let the root have what the merged customer, and those merged into her, have; None where that is nothing.

    What is held for a redemption stays until it is spent, or follows when it is freed. Call after `people.merge`,
    with the root as `into`.
    """
    have = list(Account.objects.filter(customer__in=_part(merged, into)).values_list("pk", flat=True))
    if not have:
        return None
    root = opened(into)
    accounts = held_all([*have, root])
    transfer = _move([accounts[number] for number in have], accounts[root], f"merge:{merge}", at, by)
    repay(account=accounts[root], at=at, by=by)
    return transfer


@transaction.atomic
def move_apart(*, merged: int, root: int, merge: int, at: datetime, by: Actor) -> Transfer | None:
    """Give each customer who left with an undone merge what is left of what she brought; None where that is nothing.

    Call after `people.unmerge`, with whom the merged customer had counted as.
    """
    leaving = _part(merged, merged)
    own = set(Account.objects.filter(customer__in=[merged, *leaving]).values_list("pk", flat=True))
    theirs = Account.objects.filter(customer=root).values_list("pk", flat=True).first()
    if theirs is None or not own:
        return None
    accounts = held_all([*own, theirs])
    left = Lot.objects.filter(account=theirs, origin__account__in=own).exclude(remaining=0)
    sides: list[Side] = []
    for lot in left.select_related("origin").order_by("pk"):
        assert lot.origin is not None
        sides += [
            Side(Book.LIABILITY, -lot.remaining, lot),
            Side(Book.LIABILITY, lot.remaining, lot.origin),
        ]
    transfer = _post(sides, f"unmerge:{merge}", accounts, at, by)
    for number in sorted(own):
        settle(account=accounts[number], at=at, by=by)
    return transfer


def settle(*, account: Account, at: datetime, by: Actor) -> None:
    """After points came back into an account: they follow a merge, or make good what is owed there.

    The account, and its heir where there is one, are locked by the caller.
    """
    heir = heir_of(account.pk)
    if heir is None:
        repay(account=account, at=at, by=by)
        return
    accounts = held_all([account.pk, heir])
    key = f"follow:{account.pk}:{accounts[account.pk].turn}"
    _move([accounts[account.pk]], accounts[heir], key, at, by)
    repay(account=accounts[heir], at=at, by=by)


def _part(customer: int, root: int) -> list[int]:
    """The customer and everyone merged into her, directly or through others, who now count as `root`."""
    part, new = {customer}, {customer}
    while new:
        merges = Merge.objects.filter(into__in=new, undone_at=None).values_list("customer", flat=True)
        new = set(merges) - part
        part |= new
    counted = Customer.objects.filter(pk__in=part, root=root).values_list("pk", flat=True)
    return sorted(counted)


def _move(accounts: list[Account], to: Account, key: str, at: datetime, by: Actor) -> Transfer | None:
    lots = Lot.objects.filter(account__in=accounts).exclude(remaining=0).order_by("pk")
    sides = across([(lot, lot.remaining) for lot in lots], to, keeps_purchase=True)
    return _post(sides, key, {account.pk: account for account in [*accounts, to]}, at, by)


def _post(
    sides: list[Side], key: str, accounts: dict[int, Account], at: datetime, by: Actor
) -> Transfer | None:
    if not sides:
        return None
    changes: dict[int, int] = {}
    for side in sides:
        assert side.lot is not None
        changes[side.lot.account_id] = changes.get(side.lot.account_id, 0) + side.points
    transfer = post(Request(kind=TransferKind.MOVE, key=key, at=at, by=by, given={"changes": changes}), sides)
    emit_all(
        PointsMoved(at=at, by=by, customer=accounts[number].customer_id, subject=transfer.pk, change=change)
        for number, change in changes.items()
        if change
    )
    return transfer
