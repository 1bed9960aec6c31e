"""Undo one transfer whole: its entries with the other sign, in the very lots it touched."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.points.account import heir_of, held_all
from quen.points.errors import CannotBeUndone, NoSuchTransfer, ReasonMissing
from quen.points.events import PointsReversed
from quen.points.models import Account, Book, Entry, Lot, Transfer, TransferKind
from quen.points.move import settle
from quen.points.post import Side, post
from quen.points.request import Request, posted

_UNDONE = frozenset(
    {
        TransferKind.EARN, TransferKind.REDEEM, TransferKind.CONFIRM, TransferKind.ADJUST, TransferKind.GIFT,
        TransferKind.PARTNER_IN, TransferKind.PARTNER_OUT, TransferKind.OPENING,
    }
)  # fmt: skip


@transaction.atomic
def reverse(*, transfer: int, at: datetime, reason: str, key: str, by: Actor) -> Transfer:
    """Undo a transfer once. A redemption gives each lot back exactly what it took, with the lot's own dates.

    What was given can be undone as long as nobody has spent it. Raises CannotBeUndone, NoSuchTransfer, ReasonMissing,
    KeyUsedForSomethingElse.
    """
    if not reason.strip():
        raise ReasonMissing(gettext_noop("Say why this is undone."))
    undone = Transfer.objects.filter(pk=transfer).first()
    if undone is None:
        raise NoSuchTransfer(gettext_noop("The ledger has no transfer %(transfer)s."), transfer=transfer)
    entries = list(Entry.objects.filter(transfer=undone).order_by("pk"))
    accounts = _locked(entries)
    request = Request(
        kind=TransferKind.REVERSE, key=key, at=at, by=by, reason=reason.strip(), reverses=transfer,
        purchase=undone.purchase_id, version=undone.version, given={"transfer": transfer, "reason": reason},
    )  # fmt: skip
    if (before := posted(request)) is not None:
        return before
    _refuse_what_is_undone(undone)
    sides = _sides(entries)
    posted_now = post(request, sides)
    _tell(request, posted_now, undone, sides, accounts)
    for number in sorted({side.lot.account_id for side in sides if side.lot and side.points > 0}):
        settle(account=accounts[number], at=at, by=by)
    return posted_now


def can_be_undone(transfer: Transfer) -> bool:
    """Whether this kind of transfer is undone by a reversal at all; `reverse` knows whether it still can be."""
    return transfer.kind in _UNDONE and not (transfer.kind == TransferKind.EARN and transfer.purchase_id)


def _locked(entries: list[Entry]) -> dict[int, Account]:
    numbers = {entry.account_id for entry in entries if entry.account_id}
    return held_all([*numbers, *(heir for number in numbers if (heir := heir_of(number)))])


def _refuse_what_is_undone(undone: Transfer) -> None:
    if not can_be_undone(undone):
        raise CannotBeUndone(
            gettext_noop(
                "A transfer of this kind is not undone: bring the purchase back, or correct the balance, with a reason."
            )
        )
    if Transfer.objects.filter(
        reverses=undone, kind__in=(TransferKind.REVERSE, TransferKind.RESTORE)
    ).exists():
        raise CannotBeUndone(gettext_noop("This was undone, or given back with a return, already."))


def _sides(entries: list[Entry]) -> list[Side]:
    """The entries with the other sign; what a confirmation spent comes back free, not held."""
    lots = Lot.objects.in_bulk([entry.lot_id for entry in entries if entry.lot_id])
    sides = []
    for entry in entries:
        lot = lots[entry.lot_id] if entry.lot_id else None
        book = Book.LIABILITY if lot else Book(entry.book)
        if lot and (entry.points > lot.remaining if lot.points > 0 else -entry.points > -lot.remaining):
            raise CannotBeUndone(
                gettext_noop(
                    "Of the %(points)s points, %(left)s are left: the rest is spent, held or expired. "
                    "Correct the balance instead, with a reason."
                ),
                points=entry.points,
                left=lot.remaining,
            )
        sides.append(Side(book, -entry.points, lot))
    return sides


def _tell(
    request: Request, posted_now: Transfer, undone: Transfer, sides: list[Side], accounts: dict[int, Account]
) -> None:
    changes: dict[int, int] = {}
    for side in sides:
        if side.lot:
            changes[side.lot.account_id] = changes.get(side.lot.account_id, 0) + side.points
    emit_all(
        PointsReversed(
            at=request.at, by=request.by, customer=accounts[number].customer_id, subject=posted_now.pk,
            change=change, undone=undone.kind, reason=request.reason,
        )
        for number, change in changes.items()
    )  # fmt: skip
