"""Issue a single voucher to a customer, and what a programme's outcome promises."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.codes import new_code
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.programme import Programme
from quen.programme.gifts import Issued
from quen.shops.clock import day_of
from quen.vouchers.errors import KeyUsedForSomethingElse
from quen.vouchers.events import VoucherIssued
from quen.vouchers.kinds import kind_named
from quen.vouchers.models import Voucher, VoucherKind
from quen.vouchers.of_programme import kind_of_programme


@transaction.atomic
def issue(
    *, kind: str, customer: int, valid_until: date | None = None, source: str = "", purchase: int | None = None,
    at: datetime, key: str, by: Actor,
) -> Voucher:  # fmt: skip
    """Give a customer a voucher of a kind; the same key gives the first one again.

    Without `valid_until` the kind's own days decide. Raises NoSuchKind, NoSuchCustomer, KeyUsedForSomethingElse.
    """
    return _issued(kind_named(kind), customer, valid_until, source, purchase, at, key, by)


@transaction.atomic
def issue_outcome(
    *, programme: Programme, vouchers: Iterable[Issued], customer: int, purchase: int, at: datetime, by: Actor
) -> list[Voucher]:
    """Give what a purchase brought by its programme. The same purchase gives the same vouchers once."""
    return [
        _issued(
            kind_of_programme(programme, promised.kind, at=at, by=by), customer, promised.valid_until,
            f"programme:{promised.source}"[:60], purchase, at, f"purchase:{purchase}:{number}", by,
        )
        for number, promised in enumerate(vouchers)
    ]  # fmt: skip


@transaction.atomic
def issue_alone(
    *, programme: Programme, promised: Issued, customer: int, at: datetime, key: str, by: Actor
) -> Voucher:
    """Give what a programme promises without a purchase that brought it. The same key gives the first one again."""
    kind = kind_of_programme(programme, promised.kind, at=at, by=by)
    return _issued(
        kind, customer, promised.valid_until, f"programme:{promised.source}"[:60], None, at, key, by
    )


def _issued(
    kind: VoucherKind, customer: int, valid_until: date | None, source: str, purchase: int | None, at: datetime,
    key: str, by: Actor,
) -> Voucher:  # fmt: skip
    if (before := _before(key, kind)) is not None:
        return before
    root, until = root_of(customer), valid_until or last_day(kind, at)
    voucher = Voucher(
        kind=kind, customer=root, purchase_id=purchase, source=source, issued_at=at, valid_until=until, key=key,
        code=new_code(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            voucher.save()
    except IntegrityError:  # the same request at this moment, or one code in 10^16
        if (before := _before(key, kind)) is not None:
            return before
        voucher.code = new_code()
        voucher.save()
    emit(
        VoucherIssued(
            at=at, by=by, customer=root.pk, subject=voucher.pk, code=voucher.code, name=kind.name,
            valid_until=until.isoformat() if until else "", source=source,
        )
    )  # fmt: skip
    return voucher


def last_day(kind: VoucherKind, at: datetime) -> date | None:
    """The last day of a voucher of this kind issued at that moment."""
    terms = kind.said()
    if terms.valid_days is None:
        return terms.last_day
    until = day_of(at) + timedelta(days=terms.valid_days)
    return min(until, terms.last_day) if terms.last_day else until


def _before(key: str, kind: VoucherKind) -> Voucher | None:
    found = Voucher.objects.filter(key=key).first()
    if found is not None and found.kind_id != kind.pk:
        raise KeyUsedForSomethingElse(
            gettext_noop("The key %(key)s was used for another voucher. Nothing was kept; use a new key."),
            key=key,
        )
    return found
