"""Issue the vouchers a judged past has brought, as far as they are still good, and make void what came back."""

from datetime import datetime

from quen.enrolment.versions import programme_of
from quen.flows.judge_history.promises import Promise, Promises
from quen.flows.judge_history.rows import Rows
from quen.flows.take_back.vouchers import voided
from quen.kernel.actor import Actor
from quen.shops.clock import day_of
from quen.vouchers.models import VoucherKind
from quen.vouchers.of_programme import kind_of_programme


class Issuing:
    """Gathers the vouchers of a run, batch by batch."""

    def __init__(self, *, rows: Rows, by: Actor, at: datetime) -> None:
        self._rows, self._by, self._at, self._day = rows, by, at, day_of(at)
        self._kinds: dict[str, VoucherKind] = {}
        self._to_void: list[Promise] = []

    def gather(self, member: int, promises: Promises) -> None:
        """What a member's past has brought in this batch."""
        for promise in promises.still_good(self._day):
            self._rows.voucher(promise, self._kind(promise), member)
        self._to_void += promises.to_void

    def void(self) -> None:
        """Vouchers of purchases judged earlier, whose goods have come back since. Call it when the rows are written."""
        for promise in self._to_void:
            voided(promise.purchase, [promise.issued], at=promise.at, by=self._by)
        self._to_void.clear()

    def _kind(self, promise: Promise) -> VoucherKind:
        key = promise.issued.kind
        if key not in self._kinds:
            self._kinds[key] = kind_of_programme(programme_of(promise.version), key, at=self._at, by=self._by)
        return self._kinds[key]
