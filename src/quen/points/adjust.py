"""Correct a balance by hand: with a reason, and above the owner's limit with a second person."""

from datetime import datetime

from django.db import transaction

from quen.enrolment.versions import version_in_force
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.points.account import account_of
from quen.points.earn import new_lot
from quen.points.errors import AlreadyDecided, NotYours, ReasonMissing
from quen.points.events import AdjustmentAsked, AdjustmentRefused, PointsAdjusted
from quen.points.lots import spend
from quen.points.models import Account, Book, Lot, TransferKind
from quen.points.post import Side, from_lots, post
from quen.points.repay import repay
from quen.points.request import Request, digest_of, some, used_for_something_else
from quen.points.settings import points_settings
from quen.points.terms import Adjustment, Decision
from quen.shops.clock import day_of, start_of


@transaction.atomic
def adjust(*, customer: int, points: int, reason: str, at: datetime, key: str, by: Actor) -> Adjustment:
    """Give (above zero) or take points. Above the owner's limit nothing moves yet: the adjustment waits for `approve`.

    Given points live as long as points earned that day; taken ones are the soonest-expiring. Raises ReasonMissing,
    NotPoints, NotEnoughPoints, NoSuchCustomer, KeyUsedForSomethingElse.
    """
    some(abs(points))
    if not reason.strip():
        raise ReasonMissing(gettext_noop("Say why the balance is corrected."))
    root = root_of(customer).pk
    account_of(root)  # whoever asks twice at once waits here
    digest = digest_of("adjust", {"customer": customer, "points": points, "reason": reason})
    if (before := Adjustment.objects.filter(key=key).first()) is not None:
        if before.digest != digest:
            raise used_for_something_else(key)
        return before
    row = Adjustment.objects.create(
        customer_id=root, points=points, reason=reason.strip(), key=key, digest=digest, asked_at=at,
        asked_by=str(by),
    )  # fmt: skip
    if abs(points) <= points_settings().approval_above:
        return _carry_out(row, at=at, by=by)
    emit(AdjustmentAsked(at=at, by=by, customer=root, subject=row.pk, change=points, reason=row.reason))
    return row


@transaction.atomic
def approve(*, adjustment: int, at: datetime, by: Actor) -> Adjustment:
    """Let a waiting correction be posted. Raises NotYours for who asked for it, AlreadyDecided, NotEnoughPoints."""
    row = _waiting(adjustment)
    if row.asked_by == str(by):
        raise NotYours(gettext_noop("You asked for this correction: someone else has to approve it."))
    return _carry_out(row, at=at, by=by, approved_by=str(by))


@transaction.atomic
def refuse(*, adjustment: int, at: datetime, by: Actor) -> Adjustment:
    """Say no to a waiting correction; who asked for it may withdraw it so. Raises AlreadyDecided."""
    row = _waiting(adjustment)
    row.state, row.decided_at, row.decided_by = Decision.REFUSED, at, str(by)
    row.save(update_fields=["state", "decided_at", "decided_by"])
    emit(
        AdjustmentRefused(
            at=at, by=by, customer=row.customer_id, subject=row.pk, change=row.points, reason=row.reason
        )
    )
    return row


def _waiting(adjustment: int) -> Adjustment:
    row = Adjustment.objects.select_for_update().filter(pk=adjustment, state=Decision.WAITING).first()
    if row is None:
        raise AlreadyDecided(gettext_noop("This correction does not wait any more. Look at the list again."))
    return row


def _carry_out(row: Adjustment, *, at: datetime, by: Actor, approved_by: str = "") -> Adjustment:
    account = account_of(row.customer_id)
    request = Request(
        kind=TransferKind.ADJUST, key=f"adjust:{row.key}"[:120], at=at, by=by, reason=row.reason,
        approved_by=approved_by, given={"adjustment": row.pk},
    )  # fmt: skip
    transfer = post(request, _sides(account, row.points, at))
    row.state, row.transfer, row.decided_at, row.decided_by = Decision.POSTED, transfer, at, str(by)
    row.save(update_fields=["state", "transfer", "decided_at", "decided_by"])
    emit(
        PointsAdjusted(
            at=at, by=by, customer=account.customer_id, subject=transfer.pk, change=row.points,
            reason=row.reason, approved_by=approved_by,
        )
    )  # fmt: skip
    if row.points > 0:
        repay(account=account, at=at, by=by)
    return row


def _sides(account: Account, points: int, at: datetime) -> list[Side]:
    if points < 0:
        return [*from_lots(spend(account.pk, -points, at=at)), Side(Book.ADJUSTED, -points)]
    lot = lot_as_earned(account, points, at)
    return [Side(Book.LIABILITY, points, lot), Side(Book.ADJUSTED, -points)]


def lot_as_earned(account: Account, points: int, at: datetime) -> Lot:
    """A lot that can be spent at once, and lives as long as one earned now under the programme in force."""
    day = day_of(at)
    programme = version_in_force(day)
    ends = programme.expiry.expires_on(day) if programme else None
    return new_lot(
        account, points=points, at=at, expires_at=start_of(ends) if ends else None,
        version=programme.version if programme else None,
    )  # fmt: skip
