"""A purchase as the programme sees it: facts of one receipt, nothing else."""

from dataclasses import dataclass, field
from datetime import datetime

UNIT = 1_000
"""Quantities are thousandths of a unit, as the sales files keep three decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a receipt. `amount_minor` is what it costs after `discount_minor`, tax included."""

    amount_minor: int
    quantity_milli: int = UNIT
    product: str = ""
    product_name: str = ""
    category: str = ""
    tax_minor: int = 0
    discount_minor: int = 0
    is_reward: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One receipt at its own moment (the shop's wall clock).

    `vouchers_minor` is the part paid with vouchers, rewards or points; `vouchers_used` the kinds of them.
    `has_time` is false where only the day is known: rules with hours then do not apply.
    """

    at: datetime
    lines: tuple[Line, ...]
    store: str = ""
    channel: str = ""
    payment_methods: frozenset[str] = field(default_factory=frozenset)
    vouchers_minor: int = 0
    vouchers_used: frozenset[str] = field(default_factory=frozenset)
    has_time: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLine:
    """So much of the purchase's line number `line` (from 0) comes back."""

    line: int
    quantity_milli: int
