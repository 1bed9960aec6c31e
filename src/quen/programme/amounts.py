"""Which part of each line earns points."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from quen.kernel.names import search_key
from quen.programme.conditions import Scope
from quen.programme.purchase import Line
from quen.programme.rules import CountedAmounts

Matches = Callable[[Line], bool]

fold = lru_cache(maxsize=65_536)(search_key)
"""Names are compared without regard to case, spaces and diacritics."""


def matcher(scope: Scope | None) -> Matches | None:
    """Says whether a line is of these goods; None where every line is."""
    if scope is None:
        return None
    products, categories = set(map(fold, scope.products)), set(map(fold, scope.categories))

    def matches(line: Line) -> bool:
        return (
            fold(line.product) in products
            or fold(line.product_name) in products
            or fold(line.category) in categories
        )

    return matches


def earning_amounts(
    lines: Sequence[Line], *, counted: CountedAmounts, never: Matches | None, vouchers_minor: int
) -> tuple[int, ...]:
    """What earns, line by line, in minor units.

    Vouchers (where they do not count) and lines below zero, such as a discount on the whole receipt, lower the other
    lines in proportion. Rewards earn nothing, and neither do goods that never earn.
    """
    worth = [0 if line.is_reward else _worth(line, counted) for line in lines]
    lowered = -sum(min(minor, 0) for minor in worth) + (0 if counted.vouchers else vouchers_minor)
    positive = [max(minor, 0) for minor in worth]
    kept = spread(max(sum(positive) - lowered, 0), positive) if lowered else positive
    if never is None:
        return tuple(kept)
    return tuple(0 if never(line) else minor for line, minor in zip(lines, kept, strict=True))


def spread(whole: int, weights: Sequence[int]) -> list[int]:
    """`whole` in proportion to `weights` (none below zero), to the last unit; all to the first without weights."""
    if not whole:
        return [0] * len(weights)
    total = sum(weights)
    if not total:
        return [whole, *[0] * (len(weights) - 1)] if weights else []
    shares, passed, given = [], 0, 0
    for weight in weights:
        passed += weight
        upto = whole * passed // total
        shares.append(upto - given)
        given = upto
    return shares


def _worth(line: Line, counted: CountedAmounts) -> int:
    minor = line.amount_minor
    if counted.discounts:
        minor += line.discount_minor
    return minor if counted.tax else minor - line.tax_minor
