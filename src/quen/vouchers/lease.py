"""Hold uses for a till, so that it may take vouchers while the line is down. `end_lease.py` ends them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.codes import bare
from quen.kernel.sentences import Sentence, gettext_noop
from quen.shops.clock import day_of
from quen.vouchers import quota
from quen.vouchers.check import find, until
from quen.vouchers.end_lease import end_lease
from quen.vouchers.errors import CannotLease, HeldElsewhere, VoucherRefused
from quen.vouchers.events import VoucherLeased
from quen.vouchers.models import Lease, State, Voucher

MOST_USES = 200
MOST_HOURS = 72
MERGE_DAYS = 3
"""So long after a lease is over its sales may still come in: a till may be without a line for a weekend.

docs/decisions/0021 says why the owner chooses the hours and not these days.
"""


@transaction.atomic
def lease(
    *, code: str, store: int, till: str, device: str = "", uses: int = 1, hours: int = 24, at: datetime, key: str,
    by: Actor,
) -> Lease:  # fmt: skip
    """Hold a single code, or so many uses of a public one. The same key gives the first lease again, and a till that
    holds the code already holds it from now on for so long.

    Raises CannotLease where fewer are left, the code is used, and HeldElsewhere where another till holds it.
    """
    if (before := Lease.objects.filter(key=key).first()) is not None:
        return before
    if not (0 < uses <= MOST_USES and 0 < hours <= MOST_HOURS):
        raise CannotLease(
            gettext_noop("A till holds 1 to %(uses)s uses for at most %(hours)s hours."),
            uses=MOST_USES,
            hours=MOST_HOURS,
        )
    kind, voucher = find(bare(code), lock=True)
    if kind is None or kind.stopped_at or (voucher and voucher.state != State.READY):
        raise CannotLease(gettext_noop("%(code)s cannot be used, and so it cannot be held."), code=bare(code))
    if voucher is not None and uses != 1:
        raise CannotLease(gettext_noop("A single code is used once: hold one use of it."))
    expires_at = at + timedelta(hours=hours)
    if (held := _held(voucher)) is not None:
        return _longer(held, device=device, store=store, expires_at=expires_at)
    day = day_of(at)
    if quota.take(kind, quota.limits(kind.said(), day=day, customer=None), uses=uses) is not None:
        raise CannotLease(gettext_noop("Fewer than %(uses)s uses are left."), uses=uses)
    row = Lease(
        kind=kind, voucher=voucher, store_id=store, till=till[:60], device=device, uses=uses, leased_at=at,
        leased_on=day, expires_at=expires_at, merge_until=expires_at + timedelta(days=MERGE_DAYS), key=key,
    )  # fmt: skip
    row.save()
    emit(VoucherLeased(at=at, by=by, store=store, subject=row.pk, key=kind.key, till=row.till, uses=uses))
    return row


def recall(*, code: str, at: datetime) -> None:
    """Ask the till that holds a single code to give it back when it next speaks."""
    open_of_code = Lease.objects.filter(voucher__code=bare(code), ended_at__isnull=True)
    open_of_code.filter(recalled_at__isnull=True).update(recalled_at=at)


def lost(*, device: str, store: int, codes: Collection[str]) -> list[str]:
    """Of the single codes a till says it holds, those it must give back or holds no more."""
    own = Lease.objects.filter(device=device, store=store, ended_at__isnull=True, recalled_at__isnull=True)
    kept = set(
        own.filter(voucher__code__in=[bare(code) for code in codes]).values_list("voucher__code", flat=True)
    )
    return [code for code in codes if bare(code) not in kept]


def open_leases(*, device: str, store: int, codes: Collection[str]) -> tuple[int, ...]:
    """What a till holds of these codes, for a quote."""
    if not device:
        return ()
    own = Lease.objects.filter(device=device, store=store, ended_at__isnull=True)
    return tuple(own.filter(voucher__code__in=[bare(code) for code in codes]).values_list("pk", flat=True))


def leases_of(*, device: str, store: int, codes: Collection[str], at: datetime, by: Actor) -> tuple[int, ...]:
    """What a till holds of these codes for a sale of that moment; leases that did not cover it are ended."""
    if not device or not codes:
        return ()
    of_codes = Lease.objects.filter(
        device=device, store=store, ended_at__isnull=True, voucher__code__in=[bare(code) for code in codes]
    )
    covering = []
    for row in of_codes.order_by("pk"):
        if row.leased_at <= at < row.expires_at:
            covering.append(row.pk)
        else:
            end_lease(lease=row.pk, at=at, by=by)
    return tuple(covering)


def leased(leases: Collection[int], *, store: int, at: datetime) -> list[Lease]:
    """The leases a sale refers to, locked. Raises VoucherRefused where one did not cover that moment and store."""
    held = list(
        Lease.objects.select_for_update().filter(pk__in=list(leases), ended_at__isnull=True).order_by("pk")
    )
    covering = [row for row in held if row.store_id == store and row.leased_at <= at < row.expires_at]
    if len(covering) < len(set(leases)):
        missed = set(leases) - {row.pk for row in covering}
        raise VoucherRefused(
            f"#{min(missed)}", [Sentence(gettext_noop("The till did not hold this voucher at that time."))]
        )
    return covering


def _held(voucher: Voucher | None) -> Lease | None:
    """Who holds the single code, whose row is locked: nobody else can take it meanwhile."""
    if voucher is None:
        return None
    return Lease.objects.select_for_update().filter(voucher=voucher, ended_at__isnull=True).first()


def _longer(held: Lease, *, device: str, store: int, expires_at: datetime) -> Lease:
    """The till's own lease, from now on until then. Raises HeldElsewhere."""
    if not device or held.device != device or held.store_id != store or held.recalled_at is not None:
        raise HeldElsewhere(
            gettext_noop("The till %(till)s holds %(code)s, at the latest until %(until)s."),
            till=held.till,
            code=held.voucher.code,
            until=until(held.merge_until),
        )
    if expires_at > held.expires_at:
        held.expires_at, held.merge_until = expires_at, expires_at + timedelta(days=MERGE_DAYS)
        held.save(update_fields=["expires_at", "merge_until"])
    return held
