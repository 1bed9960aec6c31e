"""Give points."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.points.account import account_of
from quen.points.events import PointsEarned
from quen.points.models import Account, Book, Lot, Transfer, TransferKind
from quen.points.post import Side, post
from quen.points.repay import repay
from quen.points.request import Request, posted, some


@transaction.atomic
def earn(
    *,
    customer: int,
    points: int,
    at: datetime,
    pending_until: datetime | None = None,
    expires_at: datetime | None = None,
    version: int | None = None,
    purchase: int | None = None,
    reason: str = "",
    key: str,
    by: Actor,
) -> Transfer:
    """Give points as one lot with its own dates; what was owed is made good from it at once.

    `purchase` only where the programme gave them for it: they come back with its return. Raises NotPoints,
    NoSuchCustomer, KeyUsedForSomethingElse.
    """
    request = Request(
        kind=TransferKind.EARN, key=key, at=at, by=by, reason=reason, purchase=purchase, version=version,
        given={"customer": customer, "points": some(points), "purchase": purchase, "reason": reason},
    )  # fmt: skip
    account = account_of(customer)
    if (before := posted(request)) is not None:
        return before
    lot = new_lot(account, points=points, at=at, pending_until=pending_until, expires_at=expires_at,
                  version=version, purchase=purchase)  # fmt: skip
    return give(request, account, lot, against=Book.EXPENSE)


def new_lot(
    account: Account,
    *,
    points: int,
    at: datetime,
    pending_until: datetime | None = None,
    expires_at: datetime | None = None,
    version: int | None = None,
    purchase: int | None = None,
) -> Lot:
    """A lot still to be posted."""
    return Lot(
        account=account, points=points, earned_at=at, pending_until=pending_until or at, expires_at=expires_at,
        version=version, purchase_id=purchase,
    )  # fmt: skip


def give(request: Request, account: Account, lot: Lot, *, against: Book) -> Transfer:
    """Post a new lot out of the book `against`, tell it, and make good with it what is owed."""
    transfer = post(request, [Side(Book.LIABILITY, lot.points, lot), Side(against, -lot.points)])
    emit(
        PointsEarned(
            at=request.at,
            by=request.by,
            customer=account.customer_id,
            subject=transfer.pk,
            points=lot.points,
            pending_until=lot.pending_until.isoformat(),
            expires_at=lot.expires_at.isoformat() if lot.expires_at else "",
            reason=request.reason,
            purchase=request.purchase,
        )
    )
    repay(account=account, at=request.at, by=request.by)
    return transfer
