"""What a voucher takes off each line: whole minor units whose sum is the discount, never more than the sale costs."""

from collections.abc import Sequence
from typing import Protocol

from quen.programme.amounts import fold
from quen.programme.conditions import Scope
from quen.programme.purchase import UNIT
from quen.vouchers.terms import Bundle, FixedOff, FreeItem, Gives, PercentOff


class SoldLine(Protocol):
    """A line of a sale as vouchers look at it; the sale's own line type fits."""

    @property
    def amount_minor(self) -> int: ...
    @property
    def quantity_milli(self) -> int: ...
    @property
    def product(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def is_reward(self) -> bool: ...


Lines = Sequence[SoldLine]


def is_of(line: SoldLine, scope: Scope | None) -> bool:
    """Whether the line is of these goods; without regard to case, spaces and diacritics."""
    if scope is None:
        return True
    products = {fold(name) for name in scope.products}
    categories = {fold(name) for name in scope.categories}
    return fold(line.product) in products or fold(line.name) in products or fold(line.category) in categories


def counting(lines: Lines, goods: Scope | None) -> list[int]:
    """What of each line a voucher may take: nothing of rewards, of other goods, and of lines below zero."""
    return [
        line.amount_minor if line.amount_minor > 0 and not line.is_reward and is_of(line, goods) else 0
        for line in lines
    ]


def line_discounts(gives: Gives, lines: Lines, goods: Scope | None) -> list[int] | None:
    """The discount line by line, lowered to what the whole sale costs; None where what it needs is not there."""
    open_minor = counting(lines, goods)
    if isinstance(gives, FixedOff):
        taken: list[int] | None = shared(min(gives.amount_minor, sum(open_minor)), open_minor)
    elif isinstance(gives, PercentOff):
        off = sum(open_minor) * gives.percent // 100
        taken = shared(off if gives.cap_minor is None else min(off, gives.cap_minor), open_minor)
    elif isinstance(gives, FreeItem):
        taken = _cheapest(lines, open_minor, [(gives.free, gives.quantity)], whole=False)
    elif isinstance(gives, Bundle):
        taken = _bundle(gives, lines, open_minor)
    else:
        taken = [0] * len(lines)
    return _at_most(taken, max(sum(line.amount_minor for line in lines), 0))


def shared(whole: int, weights: Sequence[int]) -> list[int]:
    """`whole` in proportion to `weights` (none below zero) by largest remainder: what rounding down leaves goes, a unit
    each, to the lines that lost most by it; of equals the first. Without weights nothing is shared.
    """
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    shares = [whole * weight // total for weight in weights]
    lost = sorted(range(len(weights)), key=lambda place: (-(whole * weights[place] % total), place))
    for place in lost[: whole - sum(shares)]:
        shares[place] += 1
    return shares


def _bundle(gives: Bundle, lines: Lines, open_minor: list[int]) -> list[int] | None:
    regular = _cheapest(lines, open_minor, [(part.goods, part.quantity) for part in gives.parts], whole=True)
    if regular is None:
        return None
    return shared(max(sum(regular) - gives.price_minor, 0), regular)


def _cheapest(
    lines: Lines, open_minor: list[int], wanted: list[tuple[Scope, int]], *, whole: bool
) -> list[int] | None:
    """What the cheapest units cost, line by line; None where there are none, or (`whole`) fewer than wanted."""
    cost = [0] * len(lines)
    left = [line.quantity_milli if minor else 0 for line, minor in zip(lines, open_minor, strict=True)]
    by_price = sorted(
        (place for place, milli in enumerate(left) if milli > 0),
        key=lambda place: (open_minor[place] * UNIT // lines[place].quantity_milli, place),
    )
    for scope, quantity in wanted:
        missing = quantity * UNIT
        for place in by_price:
            if missing and left[place] and is_of(lines[place], scope):
                milli = min(missing, left[place])
                left[place] -= milli
                missing -= milli
        if missing == quantity * UNIT or (whole and missing):
            return None
    for place in by_price:
        used = lines[place].quantity_milli - left[place]
        cost[place] = open_minor[place] * used // lines[place].quantity_milli
    return cost


def _at_most(taken: list[int] | None, most: int) -> list[int] | None:
    """A line below zero, such as a discount on the whole receipt, leaves less to take than the others cost."""
    if taken is None or sum(taken) <= most:
        return taken
    return shared(most, taken)
