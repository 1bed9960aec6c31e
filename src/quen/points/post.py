"""The one gate of the ledger: every transfer is posted here, whole or not at all.

Flows that must be faster than Python (`flows/ring_up`, judging a history) write the same rows in one statement of
their own; docs/explanation/ledger.md says which, and `quen check ledger` proves them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from quen.points.models import PER_ACCOUNT, Account, Book, Entry, Lot, Transfer
from quen.points.request import Request, used_for_something_else


@dataclass(frozen=True)
class Side:
    """One entry to be: `points` above zero go into the book. In liability and reserved it names a lot, maybe new."""

    book: Book
    points: int
    lot: Lot | None = None


def from_lots(taken: Iterable[tuple[Lot, int]], *, book: Book = Book.LIABILITY) -> list[Side]:
    """The sides that take these points out of these lots."""
    return [Side(book, -points, lot) for lot, points in taken]


def into_lots(given: Iterable[tuple[Lot, int]], *, book: Book = Book.LIABILITY) -> list[Side]:
    """The sides that put these points into these lots."""
    return [Side(book, points, lot) for lot, points in given]


def post(request: Request, sides: Sequence[Side]) -> Transfer:
    """Write the transfer with its entries, its lots and the accounts' sums. The accounts are locked by the caller.

    Raises KeyUsedForSomethingElse where the key was used for another account meanwhile.
    """
    _refuse_nonsense(sides)
    moved = _by_lot(sides)
    posted = _transfer(request)
    _write_lots(moved)
    Entry.objects.bulk_create(
        Entry(
            transfer=posted,
            book=side.book,
            points=side.points,
            lot=side.lot,
            account_id=side.lot.account_id if side.lot else None,
        )
        for side in sides
    )
    _write_accounts(moved)
    return posted


@dataclass
class _Moved:
    lot: Lot
    remaining: int = 0
    reserved: int = 0


def _refuse_nonsense(sides: Sequence[Side]) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a transfer is posted inside its verb's transaction")
    if not sides or any(side.points == 0 for side in sides) or sum(side.points for side in sides) != 0:
        raise ValueError(f"a transfer moves points and sums to zero: {sides}")
    if any((side.book in PER_ACCOUNT) != (side.lot is not None) for side in sides):
        raise ValueError(f"lots are named in liability and reserved, and only there: {sides}")


def _by_lot(sides: Sequence[Side]) -> list[_Moved]:
    """What happens to each lot, new ones by identity."""
    moved: dict[int, _Moved] = {}
    for side in sides:
        if side.lot is None:
            continue
        one = moved.setdefault(id(side.lot), _Moved(side.lot))
        if side.book == Book.LIABILITY:
            one.remaining += side.points
        else:
            one.reserved += side.points
    return list(moved.values())


def _transfer(request: Request) -> Transfer:
    try:
        with transaction.atomic():
            return Transfer.objects.create(
                kind=request.kind,
                key=request.key,
                digest=request.digest,
                happened_at=request.at,
                purchase_id=request.purchase,
                version=request.version,
                reverses_id=request.reverses,
                reason=request.reason,
                by=str(request.by),
                approved_by=request.approved_by,
            )
    except IntegrityError as error:
        if Transfer.objects.filter(key=request.key).exists():
            raise used_for_something_else(request.key) from error
        raise


def _write_lots(moved: Iterable[_Moved]) -> None:
    new: list[Lot] = []
    for one in moved:
        lot = one.lot
        if lot.pk is None:
            lot.remaining, lot.reserved = one.remaining, one.reserved
            new.append(lot)
            continue
        Lot.objects.filter(pk=lot.pk).update(
            remaining=F("remaining") + one.remaining, reserved=F("reserved") + one.reserved
        )
        lot.remaining, lot.reserved = lot.remaining + one.remaining, lot.reserved + one.reserved
    Lot.objects.bulk_create(new)


def _write_accounts(moved: Iterable[_Moved]) -> None:
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for one in moved:
        sums[one.lot.account_id][0] += one.remaining
        sums[one.lot.account_id][1] += one.reserved
    for account, (balance, reserved) in sums.items():
        Account.objects.filter(pk=account).update(
            balance=F("balance") + balance, reserved=F("reserved") + reserved, turn=F("turn") + 1
        )
