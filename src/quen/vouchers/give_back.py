"""A sale came back: its vouchers can be used again, with the dates they always had."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.people.find import root_held, root_of
from quen.vouchers import quota
from quen.vouchers.events import VoucherGivenBack
from quen.vouchers.models import Lease, State, Use, Voucher


@transaction.atomic
def give_back_use(*, use: int, at: datetime, by: Actor) -> bool:
    """Give back one use, of a sale that came back or was not finished; whether it was not given back before.

    Whose it was is held first, as merging does: her limit moves with a merge, before it or after, never halfway.
    """
    whose = Use.objects.filter(pk=use).values_list("customer", flat=True).first()
    if whose is not None:
        root_held(whose)
    row = (
        Use.objects.select_for_update(of=("self",))
        .select_related("kind")
        .filter(pk=use, given_back_at__isnull=True)
        .first()
    )
    if row is None:
        return False
    row.given_back_at = at
    row.save(update_fields=["given_back_at"])
    if row.voucher_id:
        Voucher.objects.filter(pk=row.voucher_id, state=State.USED).update(state=State.READY, ended_at=None)
    _free(row)
    emit(
        VoucherGivenBack(
            at=at, by=by, customer=row.customer_id, store=row.store_id, subject=row.pk, code=row.code,
            name=row.kind.name, purchase=row.purchase_id,
        )
    )  # fmt: skip
    return True


def _free(use: Use) -> None:
    """Its place within the limits; where a till had held it, also the lease's own count."""
    limits = quota.limits(use.kind.said(), day=use.used_on, customer=use.customer_id)
    if use.lease_id is not None:
        lease = Lease.objects.select_for_update().get(pk=use.lease_id)
        limits = quota.limits(use.kind.said(), day=lease.leased_on, customer=use.customer_id)
    quota.put_back(use.kind, limits)
    if use.customer_id and (root := root_of(use.customer_id).pk) != use.customer_id:
        own = quota.limits(use.kind.said(), day=use.used_on, customer=root)
        quota.put_back(use.kind, {of: most for of, most in own.items() if of.startswith("customer:")})
