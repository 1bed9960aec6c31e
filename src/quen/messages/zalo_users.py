"""Whom a number at Zalo belongs to.

Zalo names a user to each Official Account by a number of its own and never by her phone, not in delivery reports
either. She is known once she shares her phone with the account, or once staff say in a ticket of hers who she is.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from quen.events.emit import emit
from quen.kernel.actor import SYSTEM
from quen.kernel.phone import to_e164
from quen.messages.events import ZaloKnown
from quen.messages.incoming_models import ZaloUser
from quen.people.models import Customer, IdentityKind
from quen.people.recognise import Recognition, recognise
from quen.tickets.know_by_zalo import know_by_zalo, named_by_staff, written_from
from quen.tickets.open_ticket import Contact

_NUMBER = re.compile(r"[0-9]{5,30}")
MOST_NAME = 200


@dataclass(frozen=True)
class Shared:
    """What she gave the Official Account of herself, and when she did."""

    number: str
    phone: str
    name: str
    at: datetime


def zalo_number(written: str) -> str | None:
    """The number of a user as Zalo writes it; None for what is none."""
    return written if _NUMBER.fullmatch(written) else None


@transaction.atomic
def keep_shared(shared: Shared) -> ZaloUser | None:
    """Keep what she shared, her newest word; None for no number, no phone, or a word older than the kept."""
    number, phone = zalo_number(shared.number), to_e164(shared.phone)
    if number is None or phone is None:
        return None
    row = _held(number)
    if row.shared_at is not None and row.shared_at >= shared.at:
        return None
    row.phone, row.name, row.shared_at = phone, shared.name[:MOST_NAME], shared.at
    row.save(update_fields=["phone", "name", "shared_at"])
    her = recognise(Recognition(IdentityKind.PHONE, phone))
    know_by_zalo(contact=Contact(row.name, phone, zalo=number), customer=her, by=SYSTEM)
    if her is not None:
        _know(row, her, at=shared.at, how="shared")
    return row


@transaction.atomic
def who_is(number: str, *, at: datetime) -> Customer | None:
    """The customer behind a number at Zalo, as whom she now counts; None for a stranger."""
    row = ZaloUser.objects.select_related("customer__root").filter(pk=number).first()
    known: Customer | None = row.customer if row is not None else None
    if known is not None:
        return known.root or known
    her, how = named_by_staff(number), "staff"
    if her is None and row is not None and row.phone:
        her, how = recognise(Recognition(IdentityKind.PHONE, row.phone)), "shared"
    if her is not None:
        _know(_held(number), her, at=at, how=how)
    return her


def shared_by(number: str) -> Contact:
    """How a ticket of hers names her: her number at Zalo, and what she shared."""
    row = ZaloUser.objects.filter(pk=number).first()
    return Contact(row.name, row.phone, zalo=number) if row else Contact(zalo=number)


def numbers_of(*, customers: Collection[int], phones: Collection[str]) -> frozenset[str]:
    """Her numbers at Zalo, known by herself, by a phone she shared, or by a ticket that is hers. One query."""
    hers = ZaloUser.objects.filter(Q(customer__in=customers) | Q(phone__in=phones)).values_list("number")
    return frozenset(number for (number,) in hers.union(written_from(customers)))


def _held(number: str) -> ZaloUser:
    ZaloUser.objects.bulk_create([ZaloUser(number=number)], ignore_conflicts=True)
    return ZaloUser.objects.select_for_update(of=("self",)).get(pk=number)


def _know(row: ZaloUser, her: Customer, *, at: datetime, how: str) -> None:
    if row.customer_id == her.pk:
        return
    row.customer, row.known_at = her, at
    row.save(update_fields=["customer", "known_at"])
    emit(ZaloKnown(at=at, by=SYSTEM, customer=her.pk, how=how))
