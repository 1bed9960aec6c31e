"""The vouchers of all members while their two years go by, and the rows they leave."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from quen.demo.loyalty.kinds import HANDED_OVER, TENTH
from quen.demo.loyalty.luck import chance, code
from quen.demo.loyalty.moments import day_of, midnight
from quen.events.copy_in import copy_in
from quen.events.happening import Happening
from quen.flows.judge_history.occasions import Bought, CameBack
from quen.flows.judge_history.rows import numbers_of
from quen.kernel.actor import SYSTEM
from quen.programme import Outcome
from quen.programme.gifts import Issued
from quen.vouchers.events import RETURNED, VoucherExpired, VoucherIssued, VoucherUsed, VoucherVoided
from quen.vouchers.models import State, VoucherKind

_VOUCHER = (
    "id", "kind_id", "batch_id", "code", "state", "customer_id", "purchase_id", "source", "issued_at", "valid_until",
    "ended_at", "key",
)  # fmt: skip
_USE = (
    "id", "kind_id", "voucher_id", "code", "customer_id", "store_id", "purchase_id", "used_at", "used_on",
    "discount_minor", "line_discounts", "key", "digest", "used_by",
)  # fmt: skip
_USED_OF_TEN = 7


@dataclass(slots=True, kw_only=True)
class Ticket:
    """One voucher as it is by now."""

    number: int
    kind: VoucherKind
    code: str
    customer: int | None
    source: str
    issued_at: datetime
    valid_until: date | None
    key: str
    purchase: int | None = None
    batch: int | None = None
    state: State = State.READY
    ended_at: datetime | None = None


class Wallet:
    """Every voucher issued, and those each member can still use."""

    def __init__(self, seed: int, kinds: Mapping[str, VoucherKind], told: list[Happening]) -> None:
        self.seed, self.kinds, self.told = seed, kinds, told
        self.tickets: list[Ticket] = []
        self._days = {key: kind.said().valid_days for key, kind in kinds.items()}
        self._ready: dict[int, list[Ticket]] = {}
        self._uses: list[tuple[Any, ...]] = []
        self._numbers, self._use_numbers = numbers_of("vouchers_voucher"), numbers_of("vouchers_use")
        said = [(kind, kind.said()) for kind in kinds.values() if kind.code]
        self._publics = [(kind, terms) for kind, terms in said if terms.gives.kind == "percent"]

    def issue(
        self, kind: str, customer: int | None, *, at: datetime, source: str, key: str, until: date | None = None,
        purchase: int | None = None, batch: int | None = None,
    ) -> str:  # fmt: skip
        """A new voucher; its code."""
        row = self.kinds[kind]
        days = self._days[kind] if until is None else None
        ticket = Ticket(
            number=next(self._numbers), kind=row, code=code(f"{self.seed} {key}", 12), customer=customer,
            source=source, issued_at=at, valid_until=day_of(at) + timedelta(days=days) if days else until,
            key=key, purchase=purchase, batch=batch,
        )  # fmt: skip
        self.tickets.append(ticket)
        if customer is not None:
            self._ready.setdefault(customer, []).append(ticket)
            self.told.append(
                VoucherIssued(
                    at=at, by=SYSTEM, customer=customer, subject=ticket.number, code=ticket.code, name=row.name,
                    valid_until=ticket.valid_until.isoformat() if ticket.valid_until else "", source=source,
                )
            )  # fmt: skip
        return ticket.code

    def visit(self, member: int, bought: Bought, outcome: Outcome) -> None:
        """She uses what she has, at most one for a receipt; then what the purchase brings is hers."""
        self.use_one(member, bought)
        for number, promised in enumerate(outcome.vouchers):
            self.issue(
                promised.kind, member, at=bought.at, source=f"programme:{promised.source}",
                key=f"purchase:{bought.purchase}:{number}", until=promised.valid_until, purchase=bought.purchase,
            )  # fmt: skip

    def use_one(self, member: int, bought: Bought) -> None:
        """She uses one of those she has, or the public code of the day."""
        held, day = self._ready.get(member), day_of(bought.at)
        is_tenth_off = _is_tenth_off(bought)
        for ticket in held or ():
            if ticket.issued_at > bought.at or (ticket.valid_until and ticket.valid_until < day):
                continue
            fits = ticket.kind.key in HANDED_OVER or (ticket.kind.key == TENTH and is_tenth_off)
            if fits and chance(f"use {ticket.key} {bought.purchase}", 10) < _USED_OF_TEN:
                self._use(ticket.kind, ticket, member, bought, day)
                assert held is not None
                held.remove(ticket)
                return
        if is_tenth_off:
            for kind, terms in self._publics:
                if terms.first_day and terms.last_day and terms.first_day <= day <= terms.last_day:
                    self._use(kind, None, member, bought, day)
                    return

    def _use(
        self, kind: VoucherKind, ticket: Ticket | None, member: int, bought: Bought, day: date
    ) -> None:  # fmt: skip
        is_gift = kind.key in HANDED_OVER
        off = [0 if is_gift else line.discount_minor for line in bought.lines]
        number, key = next(self._use_numbers), f"sale:{bought.purchase}:voucher"
        shown = ticket.code if ticket else str(kind.code)
        if ticket:
            ticket.state, ticket.ended_at = State.USED, bought.at
        self._uses.append(
            (
                number, kind.pk, ticket.number if ticket else None, shown, member, bought.store_id, bought.purchase,
                bought.at, day, sum(off), str(off), key, hashlib.sha256(key.encode()).hexdigest(), str(SYSTEM),
            )
        )  # fmt: skip
        self.told.append(
            VoucherUsed(
                at=bought.at, by=SYSTEM, customer=member, store=bought.store_id, subject=number, code=shown,
                name=kind.name, discount_minor=sum(off), purchase=bought.purchase,
            )
        )  # fmt: skip

    def void(self, member: int, back: CameBack, revoked: Sequence[Issued]) -> None:
        """Of these kinds, what a purchase had brought and nobody has used."""
        held = self._ready.get(member, [])
        for gone in revoked:
            for ticket in held:
                if ticket.purchase == back.purchase and ticket.kind.key == gone.kind:
                    ticket.state, ticket.ended_at = State.VOID, back.at
                    held.remove(ticket)
                    self.told.append(
                        VoucherVoided(at=back.at, by=SYSTEM, customer=member, subject=ticket.number, code=ticket.code,
                                      name=ticket.kind.name, reason=RETURNED)
                    )  # fmt: skip
                    break

    def write(self, *, at: datetime) -> None:
        """What nobody used in time has expired; then all rows by COPY."""
        today = day_of(at)
        for ticket in self.tickets:
            if ticket.state == State.READY and ticket.valid_until and ticket.valid_until < today:
                ticket.state, ticket.ended_at = (
                    State.EXPIRED,
                    midnight(ticket.valid_until + timedelta(days=1)),
                )
                if ticket.customer is not None:
                    self.told.append(
                        VoucherExpired(
                            at=ticket.ended_at, by=SYSTEM, customer=ticket.customer, subject=ticket.number,
                            code=ticket.code, name=ticket.kind.name,
                        )
                    )  # fmt: skip
        copy_in("vouchers_voucher", _VOUCHER, map(_row, self.tickets))
        copy_in("vouchers_use", _USE, self._uses)


def _is_tenth_off(bought: Bought) -> bool:
    """Whether the till took ten percent off the receipt."""
    off = sum(line.discount_minor for line in bought.lines)
    return off > 0 and round(off * 100 / (bought.amount_minor + off)) in (9, 10)


def _row(ticket: Ticket) -> tuple[Any, ...]:
    return (
        ticket.number, ticket.kind.pk, ticket.batch, ticket.code, ticket.state.value, ticket.customer,
        ticket.purchase, ticket.source, ticket.issued_at, ticket.valid_until, ticket.ended_at, ticket.key,
    )  # fmt: skip
