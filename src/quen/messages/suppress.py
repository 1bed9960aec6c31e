"""Addresses nobody writes to, and numbers on the Do-Not-Call list."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import email_key
from quen.kernel.phone import to_e164
from quen.kernel.sentences import gettext_noop
from quen.messages.errors import BadSetting
from quen.messages.events import AddressFreed, AddressSuppressed
from quen.messages.models import DoNotCall, Suppression, WhySuppressed
from quen.shops.history import remember


@transaction.atomic
def suppress(
    *, address: str, reason: WhySuppressed, at: datetime, by: Actor, detail: str = ""
) -> Suppression:
    """Write to it no more, whatever was agreed. The first reason stands. Raises BadSetting for what is no address."""
    kept = _as_kept(address)
    row, is_new = Suppression.objects.get_or_create(
        address=kept, defaults={"reason": reason, "detail": detail[:300], "since": at, "by": str(by)}
    )
    if is_new:
        emit(AddressSuppressed(at=at, by=by, address_suppressed=kept, reason=reason.value))
    return row


@transaction.atomic
def free(*, address: str, at: datetime, by: Actor) -> bool:
    """It may be written to again; whether it was suppressed."""
    gone, _each = Suppression.objects.filter(address=_as_kept(address)).delete()
    if gone:
        emit(AddressFreed(at=at, by=by, address_freed=_as_kept(address)))
    return bool(gone)


@transaction.atomic
def replace_do_not_call(*, numbers: Iterable[str], at: datetime, by: Actor) -> tuple[int, int]:
    """The list is this one from now on, numbers in any writing; how many it has, and how many lines were none."""
    before, kept, wrong = DoNotCall.objects.count(), set[str](), 0
    for number in numbers:
        if not number.strip():
            continue
        phone = to_e164(number)
        if phone is None:
            wrong += 1
        else:
            kept.add(phone)
    DoNotCall.objects.exclude(phone__in=kept).delete()
    DoNotCall.objects.bulk_create(
        [DoNotCall(phone=phone, added_at=at) for phone in sorted(kept)],
        ignore_conflicts=True,
        batch_size=5_000,
    )
    remember({"numbers": (before, len(kept))}, of="do_not_call", by=by)
    return len(kept), wrong


def _as_kept(address: str) -> str:
    kept = email_key(address) if "@" in address else to_e164(address)
    if kept is None:
        raise BadSetting(
            gettext_noop("“%(address)s” is neither an e-mail address nor a phone number."), address=address
        )
    return kept
