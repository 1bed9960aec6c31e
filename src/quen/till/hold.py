"""Hold vouchers for a till, so that it may take them while the line is cut: what it needs to judge them by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quen.kernel.actor import Actor
from quen.kernel.codes import bare
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.fields import WEEKDAYS
from quen.shops.models import Store
from quen.till.decide import till_settings
from quen.vouchers.check import find
from quen.vouchers.errors import CannotLease, HeldElsewhere
from quen.vouchers.lease import lease, lost, recall
from quen.vouchers.models import Lease, Voucher
from quen.vouchers.occasion import Occasion, occasion
from quen.vouchers.reasons import of_customer, of_kind, of_place, of_voucher, span, whose
from quen.vouchers.terms import FixedOff, HandedOver, PercentOff, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A voucher this till alone may use until `expires_at`, as plainly as a script can judge it.

    It takes off `percent` of the goods up to `cap_minor`, or `amount_minor`, or nothing where something is handed over.
    """

    code: str
    name: str
    customer: int | None
    until: date | None
    expires_at: datetime
    percent: int
    amount_minor: int
    cap_minor: int | None
    minimum_minor: int
    weekdays: tuple[int, ...]
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """Why the till may not take the voucher offline. `is_asked`: another till was asked to give it back."""

    code: str
    why: Sentence
    is_asked: bool = False


def hold(
    *,
    codes: Sequence[str],
    customer: int | None,
    store: Store,
    till: str,
    device: str,
    at: datetime,
    by: Actor,
) -> list[Held | NotHeld]:
    """Hold each single code for the till, or say why not; nothing where the owner allows none.

    Raises NoSuchCustomer.
    """
    decided = till_settings()
    if not decided.offline_voucher_minor:
        return []
    seen = occasion(customer=customer, store=store.pk, channel="till", at=at)
    asks = _Till(name=f"{till} · {store.name}", device=device, hours=decided.lease_hours)
    return [_one(bare(code), seen, asks, by) for code in dict.fromkeys(codes)]


def to_give_back(*, codes: Sequence[str], store: int, device: str) -> list[str]:
    """Of the codes a till says it holds, those it must give back: all, once the owner allows none any more."""
    if not till_settings().offline_voucher_minor:
        return list(codes)
    return lost(device=device, store=store, codes=codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Till:
    """Who asks, as staff and other tills read it, and for how long."""

    name: str
    device: str
    hours: int


def _one(code: str, seen: Occasion, till: _Till, by: Actor) -> Held | NotHeld:
    kind, voucher = find(code)
    if kind is None or voucher is None:
        return NotHeld(code=code, why=Sentence(gettext_noop("Only single codes can be used without a line.")))
    terms = kind.said()
    against = [
        *of_kind(kind), *of_voucher(voucher, seen), *whose(voucher, terms, seen), *of_place(terms, seen),
        *of_customer(terms, seen), *_of_line(terms),
    ]  # fmt: skip
    if against:
        return NotHeld(code=code, why=against[0])
    try:
        row = lease(
            code=code, store=seen.store, till=till.name, device=till.device, hours=till.hours, at=seen.at,
            key=f"till:{till.device}:{code}:{seen.at.isoformat()}", by=by,
        )  # fmt: skip
    except HeldElsewhere as error:
        recall(code=code, at=seen.at)
        return NotHeld(code=code, why=error.sentence, is_asked=True)
    except CannotLease as error:
        return NotHeld(code=code, why=error.sentence)
    return _held(voucher, terms, row)


def _of_line(terms: Terms) -> list[Sentence]:
    """What a till alone cannot judge."""
    if not isinstance(terms.gives, FixedOff | PercentOff | HandedOver) or terms.goods:
        return [Sentence(gettext_noop("It counts on certain goods: that needs the line."))]
    if terms.most_a_member:
        return [Sentence(gettext_noop("How often she used it elsewhere needs the line."))]
    return []


def _held(voucher: Voucher, terms: Terms, row: Lease) -> Held:
    gives = terms.gives
    days = [day for day in (terms.last_day, voucher.valid_until) if day]
    return Held(
        code=voucher.code,
        name=voucher.kind.name,
        customer=None if terms.is_transferable else voucher.customer_id,
        until=min(days) if days else None,
        expires_at=row.expires_at,
        percent=gives.percent if isinstance(gives, PercentOff) else 0,
        amount_minor=gives.amount_minor if isinstance(gives, FixedOff) else 0,
        cap_minor=gives.cap_minor if isinstance(gives, PercentOff) else None,
        minimum_minor=terms.minimum_minor,
        weekdays=tuple(WEEKDAYS.index(day) for day in terms.weekdays),
        hours=tuple(map(span, terms.hours)),
    )
