"""Make vouchers void: one, what is unused of a batch, what a returned purchase had brought."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit, emit_all
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.vouchers.errors import CannotBeVoided, NoSuchVoucher
from quen.vouchers.events import RETURNED, BatchVoided, VoucherVoided
from quen.vouchers.models import Batch, State, Voucher


@transaction.atomic
def void(*, voucher: int, reason: str, at: datetime, by: Actor) -> Voucher:
    """One voucher no longer counts. Raises NoSuchVoucher, CannotBeVoided."""
    row = Voucher.objects.select_for_update(of=("self",)).select_related("kind").filter(pk=voucher).first()
    if row is None:
        raise NoSuchVoucher(gettext_noop("There is no voucher number %(voucher)s."), voucher=voucher)
    if row.state != State.READY:
        raise CannotBeVoided(gettext_noop("The voucher is used or over already. Nothing was changed."))
    _void([row], reason, at, by)
    return row


@transaction.atomic
def void_batch(*, batch: int, reason: str, at: datetime, by: Actor) -> Batch:
    """What is unused of a batch no longer counts; used ones stay used. Raises NoSuchVoucher."""
    row = Batch.objects.select_for_update().filter(pk=batch).first()
    if row is None:
        raise NoSuchVoucher(gettext_noop("There is no batch number %(batch)s."), batch=batch)
    if row.voided_at is None:
        unused = Voucher.objects.filter(batch=row, state=State.READY)
        row.voided = unused.update(state=State.VOID, ended_at=at)
        row.voided_at = at
        row.save(update_fields=["voided", "voided_at"])
        emit(BatchVoided(at=at, by=by, subject=row.pk, voided=row.voided, reason=reason))
    return row


@transaction.atomic
def void_issued(*, purchase: int, at: datetime, by: Actor) -> list[Voucher]:
    """The purchase came back: what it brought and is unused no longer counts. Those used meanwhile are returned."""
    brought = list(
        Voucher.objects.select_for_update(of=("self",))
        .select_related("kind")
        .filter(purchase=purchase)
        .order_by("pk")
    )
    _void([row for row in brought if row.state == State.READY], RETURNED, at, by)
    return [row for row in brought if row.state == State.USED]


def _void(rows: list[Voucher], reason: str, at: datetime, by: Actor) -> None:
    for row in rows:
        row.state, row.ended_at = State.VOID, at
        row.save(update_fields=["state", "ended_at"])
    emit_all(
        VoucherVoided(
            at=at,
            by=by,
            customer=row.customer_id,
            subject=row.pk,
            code=row.code,
            name=row.kind.name,
            reason=reason,
        )
        for row in rows
    )
