"""End what tills hold: the till gives it back, its time runs out, or staff free what a lost till keeps."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from quen.events.emit import emit
from quen.kernel.actor import SYSTEM, Actor
from quen.kernel.codes import bare
from quen.kernel.sentences import gettext_noop
from quen.vouchers import quota
from quen.vouchers.errors import NotHeld
from quen.vouchers.events import VoucherFreed, VoucherLeaseEnded
from quen.vouchers.models import Lease, Voucher


@transaction.atomic
def end_lease(*, lease: int, at: datetime, by: Actor) -> bool:
    """The till gives back what it did not use; whether it still held something."""
    held = _open().filter(pk=lease).first()
    if held is None:
        return False
    _end(held, at)
    emit(
        VoucherLeaseEnded(
            at=at, by=by, store=held.store_id, subject=held.pk, key=held.kind.key, till=held.till,
            left=held.uses - held.used,
        )
    )  # fmt: skip
    return True


def give_up(*, device: str, store: int, codes: Collection[str], at: datetime, by: Actor) -> int:
    """A till gives back the single codes it held; how many leases ended."""
    own = Lease.objects.filter(device=device, store=store, ended_at__isnull=True)
    found = own.filter(voucher__code__in=[bare(code) for code in codes]).values_list("pk", flat=True)
    return sum(end_lease(lease=lease, at=at, by=by) for lease in list(found))


def end_leases(*, at: datetime) -> int:
    """Free what tills held and did not use, once no late sale can come any more; how many leases ended."""
    due = list(
        Lease.objects.filter(ended_at__isnull=True, merge_until__lte=at).values_list("pk", flat=True)[:1_000]
    )
    return sum(end_lease(lease=lease, at=at, by=SYSTEM) for lease in due)


@transaction.atomic
def free(*, voucher: int, at: datetime, by: Actor, with_all_of_till: bool = False) -> int:
    """Staff let a single code that a till holds be used everywhere again; how many were freed.

    `with_all_of_till`: everything that till holds, as when it was lost or stolen. A sale it made meanwhile and tells
    later stands (docs/decisions/0021). Raises NotHeld where no till holds the code any more.
    """
    held = Lease.objects.filter(voucher=voucher, ended_at__isnull=True).first()
    whose = Q(pk=held.pk if held else None)
    if held is not None and with_all_of_till and held.device:
        whose = Q(device=held.device, store=held.store_id)
    leases = list(_open().filter(whose).order_by("pk"))
    if not leases:
        raise NotHeld(gettext_noop("No till holds this voucher any more. Nothing was changed."))
    codes = {row.pk: row for row in Voucher.objects.filter(pk__in=[row.voucher_id for row in leases])}
    for row in leases:
        _end(row, at)
        code = codes.get(row.voucher_id) if row.voucher_id else None
        emit(
            VoucherFreed(
                at=at, by=by, customer=code.customer_id if code else None, store=row.store_id, subject=row.pk,
                code=code.code if code else "", name=row.kind.name, till=row.till,
            )
        )  # fmt: skip
    return len(leases)


def _open() -> QuerySet[Lease]:
    """Leases that are not over, locked as they are read."""
    return Lease.objects.select_for_update(of=("self",)).select_related("kind").filter(ended_at__isnull=True)


def _end(held: Lease, at: datetime) -> None:
    """The row is locked: what it did not use is free again."""
    limits = quota.limits(held.kind.said(), day=held.leased_on, customer=None)
    quota.put_back(held.kind, limits, uses=held.uses - held.used)
    held.ended_at = at
    held.save(update_fields=["ended_at"])
