"""The rows a judged past brings, gathered and written by COPY."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from pydantic_core import to_json

from quen.events.copy_in import copy_in
from quen.flows.judge_history.promises import Promise
from quen.kernel.actor import Actor
from quen.kernel.codes import new_code
from quen.points.models import Book, Hold, TransferKind
from quen.vouchers.models import VoucherKind

_BLOCK = 5_000
_TABLES = {
    "points_transfer": (
        "id", "kind", "key", "digest", "happened_at", "recorded_at", "purchase_id", "version", "reason", "by",
    ),
    "points_lot": (
        "id", "account_id", "points", "remaining", "earned_at", "pending_until", "expires_at", "purchase_id", "version",
    ),
    "points_entry": ("transfer_id", "book", "account_id", "lot_id", "points"),
    "points_reservation": (
        "id", "account_id", "transfer_id", "points", "state", "expires_at", "ended_at", "purpose",
    ),
    "points_accrual": ("purchase_id", "customer_id", "version", "points", "judged"),
    "vouchers_voucher": (
        "id", "kind_id", "code", "customer_id", "purchase_id", "source", "issued_at", "valid_until", "key",
    ),
    "flows_judgedreturn": ("of_id", "purchase", "points"),
    "events_event": ("kind", "happened_at", "customer", "store", "subject", "actor", "facts"),
}  # fmt: skip


class Rows:
    """New rows by table. `write` sends them and begins anew."""

    def __init__(self, *, by: Actor, at: datetime) -> None:
        self._actor, self._recorded_at = str(by), at
        self._transfers, self._lots = numbers_of("points_transfer"), numbers_of("points_lot")
        self._reservations, self._vouchers = numbers_of("points_reservation"), numbers_of("vouchers_voucher")
        self._rows: dict[str, list[Sequence[Any]]] = {table: [] for table in _TABLES}

    def new_lot(self) -> int:
        """The number of a lot to be."""
        return next(self._lots)

    def transfer(
        self, kind: TransferKind, key: str, at: datetime, purchase: int | None, version: int | None, reason: str
    ) -> int:  # fmt: skip
        """A transfer to be, and its number. Its key says all of its input, so the digest is the key's."""
        number = next(self._transfers)
        digest = hashlib.sha256(key.encode()).hexdigest()
        self._rows["points_transfer"].append(
            (number, kind.value, key, digest, at, self._recorded_at, purchase, version, reason, self._actor)
        )
        return number

    def enter(
        self, transfer: int, book: Book, points: int, account: int | None = None, lot: int | None = None
    ) -> None:
        """One side of a transfer."""
        self._rows["points_entry"].append((transfer, book.value, account, lot, points))

    def lot(self, row: Sequence[Any]) -> None:
        """A new lot, as it is when everything is judged."""
        self._rows["points_lot"].append(row)

    def spent_reservation(
        self, account: int, transfer: int, points: int, until: datetime, spent_at: datetime, purpose: str
    ) -> int:  # fmt: skip
        """Points that were held and are spent; the reservation's number."""
        number = next(self._reservations)
        self._rows["points_reservation"].append(
            (number, account, transfer, points, Hold.CONFIRMED.value, until, spent_at, purpose)
        )
        return number

    def accrual(self, purchase: int, member: int, version: int, points: int, judged: dict[str, Any]) -> None:
        """What a purchase was given."""
        self._rows["points_accrual"].append((purchase, member, version, points, _compact(judged)))

    def voucher(self, promise: Promise, kind: VoucherKind, member: int) -> None:
        """A voucher a purchase has brought, as `vouchers.issue` gives it."""
        number, code, source = next(self._vouchers), new_code(), f"programme:{promise.issued.source}"[:60]
        until = promise.issued.valid_until
        key = f"purchase:{promise.purchase}:{promise.number}"
        self._rows["vouchers_voucher"].append(
            (number, kind.pk, code, member, promise.purchase, source, promise.at, until, key)
        )
        facts = {"code": code, "name": kind.name, "valid_until": until.isoformat(), "source": source}
        self.tell("voucher.issued", promise.at, member, number, facts)

    def judged_return(self, number: int, purchase: int, points: int) -> None:
        """A return is judged."""
        self._rows["flows_judgedreturn"].append((number, purchase, points))

    def tell(
        self,
        kind: str,
        at: datetime,
        member: int,
        subject: int,
        facts: dict[str, Any],
        store: int | None = None,
    ) -> None:
        """One event of the story."""
        self._rows["events_event"].append((kind, at, member, store, subject, self._actor, _compact(facts)))

    def write(self) -> None:
        """COPY everything gathered so far."""
        for table, rows in self._rows.items():
            if rows:
                copy_in(table, _TABLES[table], rows)
                rows.clear()


def numbers_of(table: str) -> Iterator[int]:
    """Numbers of a table's own sequence, fetched some thousands at a time; what is not used leaves a gap."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [f"{table}_id_seq", _BLOCK])
            numbers = [number for (number,) in cursor.fetchall()]
        yield from numbers


def _compact(values: dict[str, Any]) -> str:
    return to_json(
        values
    ).decode()  # several times as fast as the standard library's, and this is half of the work
