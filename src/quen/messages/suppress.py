"""Addresses nobody writes to, and numbers on the Do-Not-Call list."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import email_key
from quen.kernel.phone import to_e164
from quen.kernel.sentences import gettext_noop
from quen.messages.errors import BadSetting
from quen.messages.events import AddressFreed, AddressSuppressed
from quen.messages.forgotten import hashed
from quen.messages.models import DoNotCall, Suppression, WhySuppressed
from quen.shops.history import remember

_AT_ONCE = 5_000


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
    gone, _each = Suppression.objects.filter(
        address__in=[_as_kept(address), hashed(_as_kept(address))]
    ).delete()
    if gone:
        emit(AddressFreed(at=at, by=by, address_freed=_as_kept(address)))
    return bool(gone)


@transaction.atomic
def replace_do_not_call(*, numbers: Iterable[str], at: datetime, by: Actor) -> tuple[int, int]:
    """The list is this one from now on, numbers in any writing; how many it has, and how many lines were none.

    Raises BadSetting where there is no number at all: a wrong file must not free everybody.
    """
    kept, wrong = set[str](), 0
    for number in numbers:
        if not number.strip():
            continue
        phone = to_e164(number)
        if phone is None:
            wrong += 1
        else:
            kept.add(phone)
    if not kept:
        raise BadSetting(gettext_noop("There is no phone number in this file. The list stays as it was."))
    before = set(DoNotCall.objects.values_list("phone", flat=True))
    for some in _parts(before - kept):
        DoNotCall.objects.filter(phone__in=some).delete()
    added = (DoNotCall(phone=phone, added_at=at) for phone in sorted(kept - before))
    DoNotCall.objects.bulk_create(added, ignore_conflicts=True, batch_size=_AT_ONCE)
    remember({"numbers": (len(before), len(kept))}, of="do_not_call", by=by)
    return len(kept), wrong


def _parts(phones: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(phones)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _as_kept(address: str) -> str:
    kept = email_key(address) if "@" in address else to_e164(address)
    if kept is None:
        raise BadSetting(
            gettext_noop("“%(address)s” is neither an e-mail address nor a phone number."), address=address
        )
    return kept
