"""Use a voucher on a sale: once, whatever store or till, in the transaction of the sale itself."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.codes import bare
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.find import root_held
from quen.vouchers import quota
from quen.vouchers.check import Verdict, judge, less, own_lease
from quen.vouchers.discount import Lines
from quen.vouchers.errors import KeyUsedForSomethingElse, VoucherRefused
from quen.vouchers.events import VoucherUsed
from quen.vouchers.lease import leased
from quen.vouchers.models import Lease, State, Use, Voucher, VoucherKind
from quen.vouchers.occasion import Occasion, occasion
from quen.vouchers.reasons import of_limit


def use(
    *, code: str, customer: int | None, store: int, lines: Lines, at: datetime, channel: str = "",
    purchase: int | None = None, leases: Collection[int] = (), key: str, by: Actor,
) -> Use:  # fmt: skip
    """Use one voucher alone. Raises VoucherRefused with every reason, NoSuchCustomer, KeyUsedForSomethingElse."""
    return use_all(
        codes=[code], customer=customer, store=store, lines=lines, at=at, channel=channel, purchase=purchase,
        leases=leases, key=key, by=by,
    )[0]  # fmt: skip


@transaction.atomic
def use_all(
    *, codes: Sequence[str], customer: int | None, store: int, lines: Lines, at: datetime, channel: str = "",
    purchase: int | None = None, leases: Collection[int] = (), key: str, by: Actor,
) -> tuple[Use, ...]:  # fmt: skip
    """Use vouchers in their order, all or none; the same key and input give the first uses again.

    Call it inside the transaction that writes the sale. `leases` are what the till that sells holds of
    them, for a time without a line. The customer is held before the codes, so that what she uses counts for whom she
    is when it is kept: hold her before members and accounts.
    """
    codes = [bare(code) for code in codes]
    digest = _digest(codes, customer, store, lines)
    keys = [f"{key}:{number}" for number in range(len(codes))]
    if before := _before(keys, digest, key):
        return before
    if customer is not None:
        root_held(customer)
    seen = occasion(customer=customer, store=store, channel=channel, at=at)
    if len(set(codes)) < len(codes):
        twice = next(code for code in codes if codes.count(code) > 1)
        raise VoucherRefused(twice, [Sentence(gettext_noop("It is written twice on this sale."))])
    _lock(codes)
    if before := _before(keys, digest, key):  # another request of this key was just answered
        return before
    held = leased(leases, store=store, at=at) if leases else []
    uses = []
    for code, own_key in zip(codes, keys, strict=True):
        verdict = judge(code, lines, seen, together=len(codes) > 1, held=held)
        own = own_lease(held, verdict.kind, verdict.voucher) if verdict.kind else None
        uses.append(_write(verdict, seen, purchase=purchase, lease=own, key=own_key, digest=digest, by=by))
        lines = less(lines, verdict.line_discounts)
    return tuple(uses)


def _lock(codes: list[str]) -> None:
    """Hold the single codes, in one order everywhere, until the sale is written."""
    list(Voucher.objects.select_for_update().filter(code__in=codes).order_by("pk").values_list("pk"))


def _write(
    verdict: Verdict,
    seen: Occasion,
    *,
    purchase: int | None,
    lease: Lease | None,
    key: str,
    digest: str,
    by: Actor,
) -> Use:
    if verdict.reasons or verdict.kind is None:
        raise VoucherRefused(verdict.code, verdict.reasons)
    kind, voucher = verdict.kind, verdict.voucher
    _count(verdict.code, kind, seen, lease)
    use = Use.objects.create(
        kind=kind,
        voucher=voucher,
        lease=lease,
        code=verdict.code,
        customer_id=seen.customer,
        store_id=seen.store,
        purchase_id=purchase,
        used_at=seen.at,
        used_on=seen.day,
        discount_minor=verdict.discount_minor,
        line_discounts=list(verdict.line_discounts),
        key=key,
        digest=digest,
        used_by=str(by),
    )
    if voucher is not None:
        Voucher.objects.filter(pk=voucher.pk).update(state=State.USED, ended_at=seen.at)
    emit(
        VoucherUsed(
            at=seen.at, by=by, customer=seen.customer, store=seen.store, subject=use.pk, code=verdict.code,
            name=kind.name, discount_minor=verdict.discount_minor, purchase=purchase,
        )
    )  # fmt: skip
    return use


def _count(code: str, kind: VoucherKind, seen: Occasion, lease: Lease | None) -> None:
    """Count the use against the limits, or against what the till holds."""
    limits = quota.limits(kind.said(), day=seen.day, customer=seen.customer)
    if lease is None:
        if (reached := quota.take(kind, limits)) is not None:
            raise VoucherRefused(code, [of_limit(reached)])
        return
    lease.used += 1  # the row is locked
    if lease.used >= lease.uses:
        lease.ended_at = seen.at  # nothing is left to hold: returned, the voucher is everybody's again
    lease.save(update_fields=["used", "ended_at"])
    quota.count_over(kind, {of: most for of, most in limits.items() if of.startswith("customer:")})


def _before(keys: list[str], digest: str, key: str) -> tuple[Use, ...]:
    found = tuple(Use.objects.filter(key__in=keys).order_by("pk"))
    if found and any(use.digest != digest for use in found):
        raise KeyUsedForSomethingElse(
            gettext_noop("The key %(key)s was used for another sale. Nothing was kept; use a new key."),
            key=key,
        )
    return found


def _digest(codes: list[str], customer: int | None, store: int, lines: Lines) -> str:
    said = [
        codes, customer, store,
        [[line.product, line.name, line.category, line.quantity_milli, line.amount_minor] for line in lines],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
