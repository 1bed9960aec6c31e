"""Where points come from: the base, the tier's multiplier, and each rule. A stream says what it gives a visit."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from quen.programme.amounts import Matches
from quen.programme.fields import FACTOR_SCALE
from quen.programme.rules import BaseEarning, Rounding, Rule
from quen.programme.visit import Visit

BASE = "*base"
WELCOME = "*welcome"
TIER = "*tier"
WHOLE = "*"
"""Keys no rule can have: the base, the tier's multiplier, and the programme as a whole."""


class Award(NamedTuple):
    """What one stream gives for one purchase, before and after caps.

    `steps` are what was paid out of the meter, each costing `step_cost`; `credit` is what went into it. Both are zero
    for gifts that have no meter. `stamps` and `voucher` are gifts beside points.
    """

    key: str
    points: int
    credit: int = 0
    steps: int = 0
    step_cost: int = 0
    stamps: int = 0
    voucher: str | None = None
    uncapped: int = 0


Stream = Callable[[Visit, int], Award]
"""From a visit and what the meter held to the award."""


def base_stream(base: BaseEarning) -> Stream:
    """Points for full steps of money; the meter is money in minor units."""
    points, per = base.points, base.per_amount_minor
    if base.carry_remainder:

        def carried(visit: Visit, meter: int) -> Award:
            # After a return the meter may be below zero: nothing is given until that is made good.
            steps = max((meter + visit.total) // per, 0)
            return Award(BASE, points * steps, visit.total, steps, per)

        return carried
    rounding = base.rounding
    return lambda visit, _: Award(BASE, points * rounded(visit.total, per, rounding))


def multiplying_stream(key: str, factor: Decimal, base: BaseEarning, matches: Matches | None) -> Stream:
    """What a factor adds to the base points of its lines; the meter is in ten-thousandths of minor units.

    It carries its own remainder as the base does, so that neither the order of lines nor the splitting of a
    receipt changes what is given.
    """
    share = int((factor - 1) * FACTOR_SCALE) * base.points
    per = base.per_amount_minor * FACTOR_SCALE
    if base.carry_remainder:

        def carried(visit: Visit, meter: int) -> Award:
            credit = visit.amount_of(matches) * share
            steps = max((meter + credit) // per, 0)
            return Award(key, steps, credit, steps, per)

        return carried
    rounding = base.rounding
    return lambda visit, _: Award(key, rounded(visit.amount_of(matches) * share, per, rounding))


def rule_stream(rule: Rule, base: BaseEarning, matches: Matches | None) -> Stream:
    """The stream of an earning rule that has fired."""
    give, key = rule.give, rule.key
    if give.multiply is not None:
        return multiplying_stream(key, give.multiply, base, matches)
    if give.add is not None:
        added = Award(key, give.add)
        return lambda _visit, _meter: added
    if give.per_unit is not None:
        per_unit = give.per_unit
        return lambda visit, _: Award(key, per_unit * sum(visit.units_of(matches)))
    if give.stamp is not None:
        if give.stamp_for == "receipt":
            stamped = Award(key, 0, stamps=1)
            return lambda _visit, _meter: stamped
        return lambda visit, _: Award(key, 0, stamps=sum(visit.units_of(matches)))
    issued = Award(key, 0, voucher=give.voucher)
    return lambda _visit, _meter: issued


def rounded(amount: int, per: int, rounding: Rounding) -> int:
    """`amount` in steps of `per`, as whole steps; halves go up."""
    if rounding == "down":
        return amount // per
    if rounding == "up":
        return -(-amount // per)
    return (2 * amount + per) // (2 * per)
