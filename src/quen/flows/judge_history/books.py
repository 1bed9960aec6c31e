"""A member's account in memory, while her past is judged: the rules of `points/`, and the rows they bring.

What each kind of transfer enters stands in docs/explanation/ledger.md.
"""

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

from quen.flows.judge_history.rows import Rows
from quen.points.models import Book, TransferKind
from quen.points.terms import ReturnPolicy


@dataclass(slots=True, kw_only=True, eq=False)
class Lot:
    """A lot as it is now; `is_new` where it is still to be written, `is_changed` where anything of it differs."""

    number: int
    points: int
    remaining: int
    pending_until: datetime
    expires_at: datetime | None
    earned_at: datetime
    purchase: int | None
    version: int | None
    is_new: bool = False
    is_changed: bool = False

    def is_alive(self, at: datetime) -> bool:
        """Not expired at that moment."""
        return self.expires_at is None or self.expires_at > at

    def can_be_spent(self, at: datetime) -> bool:
        """Spendable at that moment, of a lot that holds something."""
        return self.remaining > 0 and self.pending_until <= at and self.is_alive(at)


@dataclass(frozen=True, slots=True)
class Move:
    """The transfer that is being entered, and when."""

    transfer: int
    kind: TransferKind
    at: datetime


class Books:
    """One account: its lots in the order they are spent, and the rows that are to be written."""

    def __init__(self, *, member: int, account: int, lots: Iterable[Lot], rows: Rows) -> None:
        self.member, self.account, self.rows = member, account, rows
        self.lots = sorted(lots, key=_soonest)
        self.all: list[Lot] = list(self.lots)
        """Every lot met; `lots` are those that hold something or owe, in the order they are spent."""
        self.change, self.moves = 0, 0
        self.expired: dict[int, int] = {}
        """Points of a purchase that expired and that no return has accounted for, by purchase."""

    def available(self, at: datetime) -> int:
        """What could be spent at that moment."""
        return sum(lot.remaining for lot in self.lots if lot.can_be_spent(at))

    def earn(
        self, points: int, *, at: datetime, pending_until: datetime, expires_at: datetime | None, key: str,
        purchase: int | None = None, version: int | None = None, reason: str = "",
    ) -> None:  # fmt: skip
        """A new lot; what is owed is made good from it. `key` names what brought the points."""
        move = self._move(
            TransferKind.EARN, at, f"{key}:earn", purchase=purchase, version=version, reason=reason
        )
        lot = Lot(
            number=self.rows.new_lot(), points=points, remaining=0, pending_until=pending_until, expires_at=expires_at,
            earned_at=at, purchase=purchase, version=version, is_new=True,
        )  # fmt: skip
        self._add(lot)
        self._enter(move, lot, points)
        self.rows.enter(move.transfer, Book.EXPENSE, -points)
        self.rows.tell(
            "points.earned", at, self.member, move.transfer,
            {
                "points": points, "pending_until": pending_until.isoformat(),
                "expires_at": expires_at.isoformat() if expires_at else "", "reason": reason, "purchase": purchase,
            },
        )  # fmt: skip
        self._make_good(lot, at, key, purchase)

    def redeem(self, points: int, *, at: datetime, purchase: int, version: int) -> None:
        """Points paid for a purchase, soonest-expiring lots first; the caller asked `available`."""
        move = self._move(
            TransferKind.REDEEM, at, f"sale:{purchase}:redeem", purchase=purchase, version=version
        )
        left = self._take(move, [lot for lot in self.lots if lot.can_be_spent(at)], points)
        assert not left, "more was spent than there is"
        self.rows.enter(move.transfer, Book.REDEEMED, points)
        facts = {"points": points, "reason": "", "purchase": purchase}
        self.rows.tell("points.redeemed", at, self.member, move.transfer, facts)

    def hold_and_spend(
        self, points: int, *, at: datetime, spent_at: datetime, until: datetime, purpose: str, key: str
    ) -> int:  # fmt: skip
        """Points held for a reward and spent when it was handed over, as `points/reserve.py` does; the reservation."""
        held = self._move(TransferKind.RESERVE, at, key, reason=purpose)
        before = {lot.number: lot.remaining for lot in self.lots}
        taken = [lot for lot in self.lots if lot.can_be_spent(at)]
        left = self._take(held, taken, points)
        assert not left, "more was held than there is"
        parts = [(lot.number, before[lot.number] - lot.remaining) for lot in taken]
        spent = self._move(TransferKind.CONFIRM, spent_at, f"{key}:confirm")
        for lot, part in parts:
            if part:
                self.rows.enter(held.transfer, Book.RESERVED, part, self.account, lot)
                self.rows.enter(spent.transfer, Book.RESERVED, -part, self.account, lot)
        self.rows.enter(spent.transfer, Book.REDEEMED, points)
        self.rows.tell(
            "points.reserved", at, self.member, held.transfer, {"points": points, "reason": purpose}
        )
        facts = {"points": points, "reason": purpose, "purchase": None}
        self.rows.tell("points.redeemed", spent_at, self.member, spent.transfer, facts)
        return self.rows.spent_reservation(self.account, held.transfer, points, until, spent_at, purpose)

    def expire(self, at: datetime) -> None:
        """Take out what nobody spent in time, each lot at its own moment."""
        if not self.lots or self.lots[0].is_alive(at):
            return  # the first is the soonest, and debts never expire
        for lot in [lot for lot in self.lots if lot.remaining > 0 and not lot.is_alive(at)]:
            assert lot.expires_at is not None
            points = lot.remaining
            move = self._move(TransferKind.EXPIRE, lot.expires_at, f"expire:lot:{lot.number}:{points}")
            self._enter(move, lot, -points)
            self.rows.enter(move.transfer, Book.EXPIRED, points)
            if lot.purchase is not None:
                self.expired[lot.purchase] = self.expired.get(lot.purchase, 0) + points
            self.rows.tell("points.expired", lot.expires_at, self.member, move.transfer, {"points": points})

    def keep_alive(self, at: datetime, until: datetime, versions: frozenset[int]) -> None:
        """A visit moves the ends of lots that end by inactivity."""
        for lot in self.lots:
            if (
                lot.remaining > 0
                and lot.version in versions
                and lot.expires_at
                and at < lot.expires_at < until
            ):
                lot.expires_at, lot.is_changed = until, True
        self.lots.sort(key=_soonest)

    def take_back(self, points: int, *, of: int, back: int, at: datetime, policy: ReturnPolicy) -> None:
        """What the goods of purchase `of` had given, as `points/take_back_earned.py` takes it for the return `back`."""
        own = [lot for lot in self.lots if lot.purchase == of and lot.remaining > 0]
        others = [lot for lot in self.lots if lot.remaining > 0 and lot.purchase != of and lot.is_alive(at)]
        if policy == ReturnPolicy.PENDING:
            own, others = [lot for lot in own if lot.pending_until > at], []
        held = sum(lot.remaining for lot in own)
        gone = min(max(points - held, 0), self.expired.get(of, 0))
        taken = points - gone
        if policy != ReturnPolicy.NEGATIVE:
            taken = min(taken, held + sum(lot.remaining for lot in others))
        if not taken and not gone:
            return
        move = self._move(TransferKind.TAKE_BACK, at, f"judged-return:{back}", purchase=of)
        owed = self._take(move, others, self._take(move, own, taken))
        if owed:
            self._owe(move, owed)
        self.rows.enter(move.transfer, Book.EXPENSE, taken + gone)
        if gone:
            self.expired[of] -= gone
            self.rows.enter(move.transfer, Book.EXPIRED, -gone)
        if taken:
            facts = {"points": taken, "owed": owed, "purchase": of}
            self.rows.tell("points.taken_back", at, self.member, move.transfer, facts)

    def _owe(self, move: Move, points: int) -> None:
        debt = Lot(
            number=self.rows.new_lot(), points=-points, remaining=0, pending_until=move.at, expires_at=None,
            earned_at=move.at, purchase=None, version=None, is_new=True,
        )  # fmt: skip
        self._add(debt)
        self._enter(move, debt, -points)

    def _make_good(self, lot: Lot, at: datetime, key: str, purchase: int | None) -> None:
        debts = sorted((debt for debt in self.lots if debt.remaining < 0), key=_number)
        if not debts:
            return
        repaid = points = min(lot.remaining, -sum(debt.remaining for debt in debts))
        if not points:
            return
        move = self._move(TransferKind.REPAY, at, f"{key}:repay", purchase=purchase)
        self._enter(move, lot, -points)
        for debt in debts:
            part = min(points, -debt.remaining)
            if part:
                self._enter(move, debt, part)
            points -= part
        self.rows.tell("points.repaid", at, self.member, move.transfer, {"points": repaid})

    def _take(self, move: Move, lots: Iterable[Lot], points: int) -> int:
        """Take points out of lots in their order; how many could not be taken."""
        for lot in lots:
            part = min(lot.remaining, points)
            if part > 0:
                self._enter(move, lot, -part)
                points -= part
        return points

    def _move(
        self, kind: TransferKind, at: datetime, key: str, *, purchase: int | None = None, version: int | None = None,
        reason: str = "",
    ) -> Move:  # fmt: skip
        self.moves += 1
        return Move(self.rows.transfer(kind, key, at, purchase, version, reason), kind, at)

    def _add(self, lot: Lot) -> None:
        self.all.append(lot)
        insort(self.lots, lot, key=_soonest)

    def _enter(self, move: Move, lot: Lot, points: int) -> None:
        lot.remaining += points
        if not lot.remaining and lot in self.lots:
            self.lots.remove(lot)
        lot.is_changed = True
        self.change += points
        self.rows.enter(move.transfer, Book.LIABILITY, points, self.account, lot.number)


_NEVER = datetime.max.replace(tzinfo=UTC)
_number = attrgetter("number")


def _soonest(lot: Lot) -> tuple[datetime, int]:
    """The order lots are spent in: soonest-expiring first, what never expires last, then by number."""
    return lot.expires_at or _NEVER, lot.number
