"""Spend points."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.points.account import account_of
from quen.points.events import PointsRedeemed
from quen.points.lots import spend
from quen.points.models import Book, Transfer, TransferKind
from quen.points.post import Side, from_lots, post
from quen.points.request import Request, posted, some


@transaction.atomic
def redeem(
    *,
    customer: int,
    points: int,
    at: datetime,
    reason: str = "",
    purchase: int | None = None,
    key: str,
    by: Actor,
) -> Transfer:
    """Spend points, soonest-expiring lots first; never pending, held or expired ones.

    Raises NotEnoughPoints, and changes nothing, when fewer can be spent. The same key and input return the first
    transfer again. Raises NotPoints, NoSuchCustomer, KeyUsedForSomethingElse.
    """
    request = Request(
        kind=TransferKind.REDEEM, key=key, at=at, by=by, reason=reason, purchase=purchase,
        given={"customer": customer, "points": some(points), "purchase": purchase, "reason": reason},
    )  # fmt: skip
    account = account_of(customer)
    if (before := posted(request)) is not None:
        return before
    taken = spend(account.pk, points, at=at)
    transfer = post(request, [*from_lots(taken), Side(Book.REDEEMED, points)])
    emit(
        PointsRedeemed(
            at=at, by=by, customer=account.customer_id, subject=transfer.pk, points=points, reason=reason,
            purchase=purchase,
        )
    )  # fmt: skip
    return transfer
