"""A sale as a till or another system tells it, and when it is too much or does not hang together."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic_core import to_json

from quen.flows.ring_up.errors import BadSale
from quen.kernel.names import search_key
from quen.kernel.sentences import gettext_noop
from quen.programme.fields import MOST_MINOR, MOST_POINTS
from quen.programme.purchase import UNIT

MOST_LINES = 500
MOST_KEY = 100
MOST_VOUCHERS = 20
MOST_RECEIPT = 100
MOST_TEXT = 200
MOST_QUANTITY_MILLI = 10**12
MOST_UNIT_PRICE_MINOR = 10**14 - 1
"""What purchases_line.unit_price holds, numeric(18, 4); goods of a thousandth each would pass it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """One line: `amount_minor` is what it costs after `discount_minor`, tax included; quantity in thousandths.

    `product` is the till's code; where there is none the name stands for it, as in sales files. `price` is the key of
    a price of the programme that holds for this member, and `price_off_minor` what it still takes off the amount.
    """

    amount_minor: int
    quantity_milli: int = UNIT
    product: str = ""
    name: str = ""
    category: str = ""
    discount_minor: int = 0
    tax_minor: int = 0
    is_reward: bool = False
    serial: str = ""
    price: str = ""
    price_off_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One sale at its own moment, however late it is told.

    `receipt` is the till's number; without one the request's key stands for it. `redeem_points` are paid with, at the
    programme's value. `was_offline`: the goods are out of the door, so that points which are not there any more
    become owed instead of refusing the sale, and a voucher that does not count is left out. `voucher_leases` are
    what the till holds of the vouchers; how it holds them is not part of what is said.
    """

    store: int
    at: datetime
    lines: tuple[SaleLine, ...]
    customer: int | None = None
    receipt: str | None = None
    channel: str = ""
    payment_methods: tuple[str, ...] = ()
    vouchers: tuple[str, ...] = ()
    redeem_points: int = 0
    staff_name: str = ""
    was_offline: bool = field(default=False, compare=False)
    voucher_leases: tuple[int, ...] = field(default=(), compare=False)

    @property
    def amount_minor(self) -> int:
        """What all lines cost."""
        return sum(line.amount_minor for line in self.lines)

    @property
    def discount_minor(self) -> int:
        """What was taken off them."""
        return sum(line.discount_minor for line in self.lines)

    def digest(self) -> str:
        """The hash of everything said, so that the same key with another sale is known as a mistake."""
        said = [
            self.store, self.at.astimezone(UTC).isoformat(), self.customer, self.receipt, self.channel,
            self.payment_methods, self.vouchers, self.redeem_points, self.staff_name,
            [_said(line) for line in self.lines],
        ]  # fmt: skip
        return hashlib.sha256(to_json(said)).hexdigest()


def _said(line: SaleLine) -> list[object]:
    """What was said of a line; its price only where there is one, as lines were before there were prices."""
    facts = [getattr(line, name) for name in SaleLine.__slots__]
    return facts if line.price else facts[:-2]


def refuse_bad(sale: Sale, key: str) -> None:
    """Raise BadSale where a limit is passed or a fact cannot be."""
    if not 0 < len(key) <= MOST_KEY:
        raise BadSale(gettext_noop("A sale needs a key of at most %(most)s letters."), most=MOST_KEY)
    if not 0 < len(sale.lines) <= MOST_LINES:
        raise BadSale(gettext_noop("A sale has between 1 and %(most)s lines."), most=MOST_LINES)
    if sale.at.tzinfo is None:
        raise BadSale(gettext_noop("Say the time of the sale with its time zone."))
    if not 1900 <= sale.at.year <= 2199:
        raise BadSale(gettext_noop("The sale is of %(day)s: that cannot be."), day=sale.at.date())
    if not 0 <= sale.redeem_points <= MOST_POINTS:
        raise BadSale(gettext_noop("The points to spend cannot be %(points)s."), points=sale.redeem_points)
    if sale.receipt is not None and not 0 < len(sale.receipt) <= MOST_RECEIPT:
        raise BadSale(
            gettext_noop("A receipt number has at most %(most)s letters, and at least one."),
            most=MOST_RECEIPT,
        )
    if len(sale.vouchers) > MOST_VOUCHERS:
        raise BadSale(gettext_noop("At most %(most)s vouchers can be used on a sale."), most=MOST_VOUCHERS)
    _refuse_long(sale.channel, 60)
    _refuse_long(sale.staff_name, 120)
    for number, line in enumerate(sale.lines, start=1):
        _refuse_bad_line(number, line)


def _refuse_bad_line(number: int, line: SaleLine) -> None:
    if max(abs(line.amount_minor), abs(line.discount_minor), abs(line.tax_minor)) > MOST_MINOR:
        raise BadSale(gettext_noop("Line %(line)s: the amount is too large."), line=number)
    if not 0 <= line.quantity_milli <= MOST_QUANTITY_MILLI:
        raise BadSale(
            gettext_noop("Line %(line)s: the quantity cannot be below zero, or that large."), line=number
        )
    before_minor = abs(line.amount_minor + line.discount_minor)
    if line.quantity_milli and before_minor * UNIT > MOST_UNIT_PRICE_MINOR * line.quantity_milli:
        raise BadSale(
            gettext_noop("Line %(line)s: the price of one is too large. Check the amount and the quantity."),
            line=number,
        )
    if not 0 <= line.price_off_minor <= (max(line.amount_minor, 0) if line.price else 0):
        raise BadSale(
            gettext_noop("Line %(line)s: name the price, and take off no more than the line costs."),
            line=number,
        )
    _refuse_long(line.price, MOST_TEXT)
    _refuse_long(line.product, MOST_TEXT)
    _refuse_long(line.name, MOST_TEXT)
    _refuse_long(line.category, MOST_TEXT)
    _refuse_long(line.serial, 120)


def _refuse_long(text: str, most: int) -> None:
    if len(text) > most or "\x00" in text:
        raise BadSale(gettext_noop("“%(text)s…” is longer than %(most)s letters."), text=text[:20], most=most)


def code_of(product: str, name: str) -> str:
    """The product's code: the till's, or the search key of its name; empty where a line names no goods."""
    return product or search_key(name)
