"""The last day is over: vouchers nobody used expire."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit_all
from quen.kernel.actor import SYSTEM
from quen.shops.clock import day_of
from quen.vouchers.events import VoucherExpired
from quen.vouchers.models import State, Voucher

_AT_ONCE = 1_000


def expire_due(*, at: datetime, most: int | None = None) -> int:
    """Expire what had its last day before the shop's day, `most` at a time; how many there were."""
    gone = 0
    while some := _expire_some(at):
        gone += some
        if most is not None and gone >= most:
            break
    return gone


@transaction.atomic
def _expire_some(at: datetime) -> int:
    due = Voucher.objects.filter(state=State.READY, valid_until__lt=day_of(at)).order_by("valid_until")
    rows = list(due.select_for_update(of=("self",), skip_locked=True).select_related("kind")[:_AT_ONCE])
    Voucher.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.EXPIRED, ended_at=at)
    emit_all(
        VoucherExpired(
            at=at, by=SYSTEM, customer=row.customer_id, subject=row.pk, code=row.code, name=row.kind.name
        )
        for row in rows
        if row.customer_id is not None
    )
    return len(rows)
