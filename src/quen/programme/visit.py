"""One purchase of one member, as the rules look at it."""

from datetime import date

from quen.programme.amounts import Matches
from quen.programme.purchase import UNIT, Line
from quen.programme.state import MemberState

NOTHING: frozenset[str] = frozenset()


class Visit:
    """The facts of a purchase beside those of its member. `total` is what earns, `earning` the same line by line.

    Where no rule looks at lines, the replay of a shop's history leaves them out and gives the total alone.
    """

    __slots__ = (
        "channel", "day", "earning", "lines", "minute", "number", "payments", "state", "store", "tier", "total",
        "vouchers_used",
    )  # fmt: skip

    def __init__(
        self,
        day: date,
        minute: int | None,
        lines: tuple[Line, ...],
        earning: tuple[int, ...],
        total: int,
        state: MemberState,
        tier: str,
        store: str = "",
        channel: str = "",
        payments: frozenset[str] = NOTHING,
        vouchers_used: frozenset[str] = NOTHING,
    ) -> None:
        self.day = day
        self.minute = minute
        self.lines = lines
        self.earning = earning
        self.total = total
        self.state = state
        self.tier = tier
        self.store = store
        self.channel = channel
        self.payments = payments
        self.vouchers_used = vouchers_used
        self.number = state.visits + (state.last_day != day)
        """Which visit this is; receipts of one day are one visit."""

    def amount_of(self, matches: Matches | None) -> int:
        """What the lines in question earn on, minor units."""
        if matches is None:
            return self.total
        return sum(
            minor for line, minor in zip(self.lines, self.earning, strict=True) if minor and matches(line)
        )

    def weights_of(self, matches: Matches | None) -> tuple[int, ...]:
        """The same line by line, zero for the others."""
        if matches is None:
            return self.earning
        return tuple(
            minor if minor and matches(line) else 0
            for line, minor in zip(self.lines, self.earning, strict=True)
        )

    def lines_of(self, matches: Matches | None) -> tuple[int, ...]:
        """The numbers of the lines that are paid for and of these goods, whether they earn or not."""
        return tuple(
            number
            for number, line in enumerate(self.lines)
            if line.amount_minor > 0 and not line.is_reward and (matches is None or matches(line))
        )

    def units_of(self, matches: Matches | None) -> tuple[int, ...]:
        """Whole units of the lines in question, line by line; lines that earn nothing have none."""
        return tuple(
            line.quantity_milli // UNIT
            if minor and line.quantity_milli > 0 and (matches is None or matches(line))
            else 0
            for line, minor in zip(self.lines, self.earning, strict=True)
        )
