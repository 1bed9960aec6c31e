"""Hold uses for a till, so that it may take vouchers while the line is down, and free what it did not use."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.codes import bare
from quen.kernel.sentences import Sentence, gettext_noop
from quen.shops.clock import day_of
from quen.vouchers import quota
from quen.vouchers.check import find
from quen.vouchers.errors import CannotLease, VoucherRefused
from quen.vouchers.events import VoucherLeased
from quen.vouchers.models import Lease, State, VoucherKind

MOST_USES = 200
MOST_HOURS = 72
MERGE_DAYS = 3
"""So long after a lease is over its sales may still come in: a till may be without a line for a weekend."""


@transaction.atomic
def lease(
    *, code: str, store: int, till: str, uses: int = 1, hours: int = 24, at: datetime, key: str, by: Actor
) -> Lease:
    """Hold a single code, or so many uses of a public one. The same key gives the first lease again.

    Raises CannotLease where fewer are left, the code is used, or another till holds it.
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
    day = day_of(at)
    if quota.take(kind, _limits(kind, day), uses=uses) is not None:
        raise CannotLease(gettext_noop("Fewer than %(uses)s uses are left."), uses=uses)
    expires_at = at + timedelta(hours=hours)
    row = Lease(
        kind=kind, voucher=voucher, store_id=store, till=till[:60], uses=uses, leased_at=at, leased_on=day,
        expires_at=expires_at, merge_until=expires_at + timedelta(days=MERGE_DAYS), key=key,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise CannotLease(
            gettext_noop(
                "Another till holds %(code)s.",
            ),
            code=bare(code),
        ) from error
    emit(VoucherLeased(at=at, by=by, store=store, subject=row.pk, key=kind.key, till=row.till, uses=uses))
    return row


def leased(lease: int, *, store: int, at: datetime) -> Lease:
    """The lease a late sale refers to, locked. Raises VoucherRefused where it did not cover that moment and store."""
    held = Lease.objects.select_for_update().filter(pk=lease, ended_at__isnull=True).first()
    if held is None or held.store_id != store or not held.leased_at <= at < held.expires_at:
        raise VoucherRefused(
            f"#{lease}", [Sentence(gettext_noop("The till did not hold this voucher at that time."))]
        )
    return held


def end_leases(*, at: datetime) -> int:
    """Free what tills held and did not use, once no late sale can come any more; how many leases ended."""
    due = list(
        Lease.objects.filter(ended_at__isnull=True, merge_until__lte=at).values_list("pk", flat=True)[:1_000]
    )
    return sum(end_lease(lease=lease, at=at) for lease in due)


@transaction.atomic
def end_lease(*, lease: int, at: datetime) -> bool:
    """The till gives back what it did not use; whether it still held something."""
    held = (
        Lease.objects.select_for_update()
        .select_related("kind")
        .filter(pk=lease, ended_at__isnull=True)
        .first()
    )
    if held is None:
        return False
    quota.put_back(held.kind, _limits(held.kind, held.leased_on), uses=held.uses - held.used)
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    return True


def _limits(kind: VoucherKind, day: object) -> dict[str, int]:
    terms = kind.said()
    asked = {quota.ALL: terms.most_uses, f"day:{day}": terms.most_a_day}
    return {of: most for of, most in asked.items() if most is not None}
