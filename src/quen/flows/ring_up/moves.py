"""The rows of the ledger one sale brings: points spent, points given, and what is made good of what was owed.

The same rows the verbs of `points/` post; here they are planned first, so that one statement writes them.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from quen.flows.ring_up.known import Known, LivingLot
from quen.flows.ring_up.receipt import Standing
from quen.kernel.sentences import gettext_noop
from quen.points.errors import NotEnoughPoints
from quen.points.events import PointsEarned, PointsRedeemed, PointsRepaid
from quen.points.models import Book, TransferKind


@dataclass(slots=True)
class Moves:
    """Rows as the write statement takes them. `change` is what the account's balance goes up by."""

    standing: Standing
    change: int = 0
    owed_now: int = 0
    transfers: list[dict[str, Any]] = field(default_factory=list)
    new_lots: list[dict[str, Any]] = field(default_factory=list)
    changed_lots: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The points a sale gives, with the days of their lot."""

    points: int
    pending_until: datetime
    expires_at: datetime | None


def planned(known: Known, *, at: datetime, redeem: int, given: Given | None, may_owe: bool) -> Moves:
    """Spend first, then earn, then make good. Raises NotEnoughPoints, unless the sale may leave points owed."""
    moves = Moves(Standing(available=known.available, pending=known.pending, owed=known.owed))
    if redeem:
        _spend(moves, known, redeem, at, may_owe=may_owe)
    if given and given.points:
        _earn(moves, known, given, at)
    return moves


def _spend(moves: Moves, known: Known, redeem: int, at: datetime, *, may_owe: bool) -> None:
    if redeem > known.available and not may_owe:
        raise NotEnoughPoints(
            gettext_noop(
                "Points that can be spent: %(available)s; asked for: %(wanted)s. Nothing was taken."
            ),
            available=known.available,
            wanted=redeem,
        )
    transfer = _transfer(moves, known, known.numbers.redeem, TransferKind.REDEEM)
    left = _from(moves, transfer, [lot for lot in known.lots if lot.can_be_spent], redeem)
    pending = left
    if left:
        # Sold offline against points that are spent by now: what still waits goes first, the rest is owed.
        left = _from(moves, transfer, [lot for lot in known.lots if lot.waits], left)
        pending -= left
    if left:
        _owe(moves, known, transfer, left, at)
    _enter(moves, transfer, Book.REDEEMED, redeem)
    moves.change -= redeem
    moves.owed_now = left
    moves.standing = Standing(
        available=max(moves.standing.available - redeem, 0),
        pending=moves.standing.pending - pending,
        owed=moves.standing.owed + left,
    )
    _tell(
        moves,
        PointsRedeemed.kind,
        transfer,
        {"points": redeem, "reason": "", "purchase": known.numbers.purchase},
    )


def _owe(moves: Moves, known: Known, transfer: int, points: int, at: datetime) -> None:
    lot = known.numbers.owed_lot
    moves.new_lots.append(_lot(lot, -points, -points, at, None))
    _enter(moves, transfer, Book.LIABILITY, -points, lot)


def _earn(moves: Moves, known: Known, given: Given, at: datetime) -> None:
    lot, transfer = known.numbers.earned_lot, _transfer(moves, known, known.numbers.earn, TransferKind.EARN)
    _enter(moves, transfer, Book.LIABILITY, given.points, lot)
    _enter(moves, transfer, Book.EXPENSE, -given.points)
    _tell(
        moves,
        PointsEarned.kind,
        transfer,
        {
            "points": given.points,
            "pending_until": given.pending_until.astimezone(UTC).isoformat(),
            "expires_at": given.expires_at.astimezone(UTC).isoformat() if given.expires_at else "",
            "reason": "",
            "purchase": known.numbers.purchase,
        },
    )
    repaid = min(moves.standing.owed, given.points)
    if repaid:
        _make_good(moves, known, lot, repaid)
    kept = given.points - repaid
    moves.new_lots.append(_lot(lot, given.points, kept, given.pending_until, given.expires_at))
    moves.change += given.points
    standing, waits = moves.standing, given.pending_until > at
    moves.standing = Standing(
        available=standing.available + (0 if waits else kept),
        pending=standing.pending + (kept if waits else 0),
        owed=standing.owed - repaid,
    )


def _make_good(moves: Moves, known: Known, lot: int, points: int) -> None:
    transfer = _transfer(moves, known, known.numbers.repay, TransferKind.REPAY)
    _enter(moves, transfer, Book.LIABILITY, -points, lot)
    debts = sorted((debt for debt in known.lots if debt.remaining < 0), key=lambda debt: debt.id)
    left = points
    for debt in debts:
        part = min(left, -debt.remaining)
        if part:
            moves.changed_lots.append({"id": debt.id, "points": part})
            _enter(moves, transfer, Book.LIABILITY, part, debt.id)
        left -= part
    if left:
        new = next(lot for lot in moves.new_lots if lot["points"] < 0)
        new["remaining"] += left
        _enter(moves, transfer, Book.LIABILITY, left, new["id"])
    _tell(moves, PointsRepaid.kind, transfer, {"points": points})


def _from(moves: Moves, transfer: int, lots: list[LivingLot], points: int) -> int:
    """Take points out of lots in their order; how many could not be taken."""
    for lot in lots:
        part = min(lot.remaining, points)
        if part > 0:
            moves.changed_lots.append({"id": lot.id, "points": -part})
            _enter(moves, transfer, Book.LIABILITY, -part, lot.id)
            points -= part
    return points


def _transfer(moves: Moves, known: Known, number: int, kind: TransferKind) -> int:
    moves.transfers.append(
        {"id": number, "kind": kind.value, "key": f"sale:{known.numbers.purchase}:{kind.value}"}
    )
    return number


def _enter(moves: Moves, transfer: int, book: Book, points: int, lot: int | None = None) -> None:
    moves.entries.append({"transfer": transfer, "book": book.value, "lot": lot, "points": points})


def _lot(
    number: int, points: int, remaining: int, pending_until: datetime, expires_at: datetime | None
) -> dict[str, Any]:
    return {
        "id": number,
        "points": points,
        "remaining": remaining,
        "pending_until": pending_until.isoformat(),
        "expires_at": expires_at.isoformat() if expires_at else None,
    }


def _tell(moves: Moves, kind: str, transfer: int, facts: dict[str, Any]) -> None:
    moves.events.append({"kind": kind, "subject": transfer, "facts": facts})
