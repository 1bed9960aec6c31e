"""Give points to another member."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.points.account import accounts_of
from quen.points.errors import CannotGive
from quen.points.events import PointsGiven, PointsReceived
from quen.points.lots import spend
from quen.points.models import Transfer, TransferKind
from quen.points.move import across
from quen.points.post import post
from quen.points.repay import repay
from quen.points.request import Request, posted, some


@transaction.atomic
def gift(
    *, customer: int, to: int, points: int, reason: str = "", at: datetime, key: str, by: Actor
) -> Transfer:
    """Move spendable points to another member, soonest-expiring first; they keep their dates, so that giving back and
    forth makes no point live longer. What the receiver owes is made good.

    Raises CannotGive, NotEnoughPoints, NotPoints, NoSuchCustomer, KeyUsedForSomethingElse.
    """
    request = Request(
        kind=TransferKind.GIFT, key=key, at=at, by=by, reason=reason,
        given={"customer": customer, "to": to, "points": some(points), "reason": reason},
    )  # fmt: skip
    giver, receiver = accounts_of(customer, to)
    if (before := posted(request)) is not None:
        return before
    if giver == receiver:
        raise CannotGive(gettext_noop("Giver and receiver are the same customer. Choose another member."))
    sides = across(spend(giver.pk, points, at=at), receiver, keeps_purchase=False)
    transfer = post(request, sides)
    assert giver.customer_id and receiver.customer_id
    emit_all(
        [
            PointsGiven(at=at, by=by, customer=giver.customer_id, subject=transfer.pk, points=points,
                        to=receiver.customer_id),
            PointsReceived(at=at, by=by, customer=receiver.customer_id, subject=transfer.pk, points=points,
                           giver=giver.customer_id),
        ]
    )  # fmt: skip
    repay(account=receiver, at=at, by=by)
    return transfer
