"""What is known when a sale comes in: one question to the database, before anything is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from json import loads
from typing import Any

from pydantic_core import to_json

from quen.flows.ring_up.sale import Sale, code_of
from quen.flows.ring_up.statements import READ, Statements
from quen.kernel.actor import SYSTEM, Actor, ActorKind

NO_KEY = ""
"""For a dry run: nothing is answered, and no numbers are drawn."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The row numbers drawn for this sale; those not needed stay unused."""

    purchase: int
    redeem: int
    earn: int
    repay: int
    earned_lot: int
    owed_lot: int


NO_NUMBERS = Numbers(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class LivingLot:
    """A lot with something in it: `can_be_spent` at the moment of the sale, or still `waits`. Below zero: owed."""

    id: int
    remaining: int
    can_be_spent: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The row of read.sql. `receipt_period` is the period the receipt's number belongs to, ``""`` where numbers never
    start again; `customer` is the root; `member` is None for who is not enrolled.

    `may`: the token that tells the sale, where one does, is in force.
    """

    may: bool
    answered: tuple[str, Any] | None
    recorded: tuple[int, str | None, Any] | None
    store: str | None
    receipt_period: str
    timezone: str
    version: int | None
    products: Mapping[str, tuple[int, str, str]]
    customer: int | None
    birthday: date | None
    member: int | None
    turn: int | None
    judged_by: int | None
    counters: Mapping[str, Any]
    tier: str
    account: int | None
    account_turn: int | None
    pending: int
    available: int
    owed: int
    lots: tuple[LivingLot, ...]
    budgets: Mapping[str, Sequence[int]]
    numbers: Numbers
    segments: frozenset[str] = frozenset()
    holds_budgets: bool = False


def kept_key(key: str) -> str:
    """The key as answers are kept under it: those of sales have a kind of their own."""
    return f"sale:{key}" if key else NO_KEY


def ask(statements: Statements, *, sale: Sale, receipt: str, key: str, by: Actor = SYSTEM) -> Known:
    """One round trip. `receipt` is the number the purchase will have."""
    text = statements.one(
        READ,
        {
            "key": kept_key(key),
            "store": sale.store,
            "receipt": receipt,
            "codes": to_json(sorted({code_of(line.product, line.name) for line in sale.lines} - {""})),
            "customer": sale.customer,
            "at": sale.at,
            "redeem": sale.redeem_points,
            "token": by.id if by.kind == ActorKind.TOKEN else None,
        },
    )
    assert text is not None
    (may, answered, recorded, store, receipt_period, timezone, version, products, customer, birthday, member, turn,
     judged_by, counters, tier, account, account_turn, pending, available, owed, lots, budgets,
     numbers, segments) = loads(text)  # fmt: skip
    return Known(
        may=may,
        answered=tuple(answered) if answered else None,
        recorded=tuple(recorded) if recorded else None,
        store=store,
        receipt_period=receipt_period or "",
        timezone=timezone,
        version=version,
        products={code: tuple(product) for code, product in (products or {}).items()},
        customer=customer,
        birthday=date.fromisoformat(birthday) if birthday else None,
        member=member,
        turn=turn,
        judged_by=judged_by,
        counters=counters or {},
        tier=tier or "",
        account=account,
        account_turn=account_turn,
        pending=pending,
        available=available,
        owed=owed,
        lots=tuple(LivingLot(*lot) for lot in lots or ()),
        budgets=budgets or {},
        numbers=Numbers(*numbers) if numbers else NO_NUMBERS,
        segments=frozenset(segments or ()),
    )
