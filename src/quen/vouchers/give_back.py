"""A sale came back: its vouchers can be used again, with the dates they always had."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.vouchers import quota
from quen.vouchers.events import VoucherGivenBack
from quen.vouchers.models import Lease, State, Use, Voucher


@transaction.atomic
def give_back(*, purchase: int, at: datetime, by: Actor) -> list[Use]:
    """Give back every voucher used on a purchase that returns whole; none is given back twice."""
    return _given_back(list(_locked(purchase=purchase)), at, by)


@transaction.atomic
def give_back_use(*, use: int, at: datetime, by: Actor) -> list[Use]:
    """Give back one use, e.g. of a sale that was not finished after all; empty where that was done before."""
    return _given_back(list(_locked(pk=use)), at, by)


def _locked(**which: int) -> "list[Use]":
    rows = Use.objects.select_for_update(of=("self",)).select_related("kind")
    return list(rows.filter(given_back_at__isnull=True, **which).order_by("pk"))


def _given_back(uses: list[Use], at: datetime, by: Actor) -> list[Use]:
    for use in uses:
        use.given_back_at = at
        use.save(update_fields=["given_back_at"])
        if use.voucher_id:
            Voucher.objects.filter(pk=use.voucher_id, state=State.USED).update(
                state=State.READY, ended_at=None
            )
        _free(use)
    emit_all(
        VoucherGivenBack(
            at=at, by=by, customer=use.customer_id, store=use.store_id, subject=use.pk, code=use.code,
            name=use.kind.name, purchase=use.purchase_id,
        )
        for use in uses
    )  # fmt: skip
    return uses


def _free(use: Use) -> None:
    """Its place within the limits; where a till had held it, also the lease's own count."""
    limits = quota.limits(use.kind.said(), day=use.used_on, customer=use.customer_id)
    if use.lease_id is not None:
        lease = Lease.objects.select_for_update().get(pk=use.lease_id)
        limits = quota.limits(use.kind.said(), day=lease.leased_on, customer=use.customer_id)
    quota.put_back(use.kind, limits)
