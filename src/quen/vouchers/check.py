"""Does a voucher count on this sale, what does it take off each line, and if not, why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from json import loads
from pathlib import Path

from django.db import connection
from django.utils.timezone import localtime

from quen.kernel.codes import bare, is_well_formed
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.words import Moment
from quen.vouchers import quota
from quen.vouchers.discount import Lines, SoldLine, line_discounts
from quen.vouchers.models import Lease, State, Use, Voucher, VoucherKind
from quen.vouchers.occasion import Occasion, occasion
from quen.vouchers.reasons import last_day_of, of_limit, of_terms, of_voucher, whose
from quen.vouchers.terms import Terms

_VOUCHER = [field.attname for field in Voucher._meta.concrete_fields]
_KIND = [field.attname for field in VoucherKind._meta.concrete_fields]
_TERMS = _KIND.index("terms")
_FIND = (
    Path(__file__)
    .with_suffix(".sql")
    .read_text("utf-8")
    .format(
        voucher=", ".join(f"voucher.{name}" for name in _VOUCHER),
        kind=", ".join(f"kind.{name}" for name in _KIND),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`reasons` are all that stand against it; none means it counts. `line_discounts` sum to `discount_minor`."""

    code: str
    kind: VoucherKind | None = None
    voucher: Voucher | None = None
    valid_until: date | None = None
    discount_minor: int = 0
    line_discounts: tuple[int, ...] = ()
    reasons: tuple[Sentence, ...] = ()

    @property
    def is_valid(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Remaining:
    """A line as earlier vouchers have left it."""

    amount_minor: int
    quantity_milli: int
    product: str
    name: str
    category: str
    is_reward: bool


def check(
    *, code: str, customer: int | None, store: int, lines: Lines, at: datetime, channel: str = "",
    leases: Collection[int] = (),
) -> Verdict:  # fmt: skip
    """Judge one voucher alone on a sale. Writes nothing. Raises NoSuchCustomer."""
    return check_all(
        codes=[code], customer=customer, store=store, lines=lines, at=at, channel=channel, leases=leases
    )[0]


def check_all(
    *, codes: Sequence[str], customer: int | None, store: int, lines: Lines, at: datetime, channel: str = "",
    leases: Collection[int] = (),
) -> tuple[Verdict, ...]:  # fmt: skip
    """Judge vouchers in their order, each on what the ones before it have left of every line.

    `leases` are what the till itself holds of them.
    """
    held = list(Lease.objects.filter(pk__in=list(leases), ended_at__isnull=True)) if leases else []
    seen = occasion(customer=customer, store=store, channel=channel, at=at)
    verdicts: list[Verdict] = []
    for code in codes:
        verdict = judge(bare(code), lines, seen, together=len(codes) > 1, held=held)
        if any(before.code == verdict.code for before in verdicts):
            verdict = Verdict(
                code=verdict.code, reasons=(Sentence(gettext_noop("It is written twice on this sale.")),)
            )
        verdicts.append(verdict)
        lines = less(lines, verdict.line_discounts)
    return tuple(verdicts)


def judge(
    code: str, lines: Lines, seen: Occasion, *, together: bool = False, held: Sequence[Lease] = ()
) -> Verdict:
    """One voucher by its bare code; what the till holds of it counts against no limit again."""
    kind, voucher, holder = _found(code)
    if kind is None:
        return Verdict(code=code, reasons=(_unknown(code),))
    terms, own = kind.said(), own_lease(held, kind, voucher)
    reasons = [*of_voucher(voucher, seen), *whose(voucher, terms, seen)] if voucher else []
    reasons += of_terms(kind, terms, lines, seen)
    if together and not terms.stacks:
        reasons.append(Sentence(gettext_noop("It cannot be used together with another voucher.")))
    if not (voucher and voucher.state == State.USED):
        reasons += _of_limits(kind, terms, seen, own)
    if voucher and (elsewhere := _held_elsewhere(voucher, holder, own, seen)):
        reasons.append(elsewhere)
    taken = line_discounts(terms.gives, lines, terms.goods) if not reasons else None
    return Verdict(
        code=code,
        kind=kind,
        voucher=voucher,
        valid_until=last_day_of(terms, voucher),
        discount_minor=sum(taken or ()),
        line_discounts=tuple(taken or [0] * len(lines)),
        reasons=tuple(reasons),
    )


def find(code: str, *, lock: bool = False) -> tuple[VoucherKind | None, Voucher | None]:
    """The kind of a bare code, and the voucher where it is a single code. A mistyped code asks no table of codes."""
    if is_well_formed(code):
        rows = Voucher.objects.select_for_update(of=("self",)) if lock else Voucher.objects
        voucher = rows.select_related("kind").filter(code=code).first()
        if voucher is not None:
            return voucher.kind, voucher
    return VoucherKind.objects.filter(code=code).first(), None


def less(lines: Lines, taken: Sequence[int]) -> Lines:
    """The lines after a voucher."""
    if not any(taken):
        return lines
    return [_less(line, minor) for line, minor in zip(lines, taken, strict=True)]


def _less(line: SoldLine, minor: int) -> Remaining:
    return Remaining(
        line.amount_minor - minor, line.quantity_milli, line.product, line.name, line.category, line.is_reward
    )


def own_lease(held: Sequence[Lease], kind: VoucherKind, voucher: Voucher | None) -> Lease | None:
    """What the till holds of this voucher."""
    wanted = (kind.pk, voucher.pk if voucher else None)
    return next((lease for lease in held if (lease.kind_id, lease.voucher_id) == wanted), None)


def _of_limits(kind: VoucherKind, terms: Terms, seen: Occasion, own: Lease | None) -> list[Sentence]:
    limits = quota.limits(terms, day=seen.day, customer=seen.customer)
    if own is not None:  # what the till holds is counted already
        limits = {}
    used = quota.used(kind, limits)
    return [of_limit(of) for of, most in sorted(limits.items()) if used[of] >= most]


@dataclass(frozen=True, slots=True)
class _Holder:
    """The till that holds a single code."""

    lease: int
    till: str
    merge_until: datetime


def _found(code: str) -> tuple[VoucherKind | None, Voucher | None, _Holder | None]:
    """The kind, the voucher where it is a single code, and who holds it. One round trip, two for a public code."""
    if is_well_formed(code):
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [code])
            row = cursor.fetchone()
        if row is not None:
            own, of_kind = len(_VOUCHER), len(_VOUCHER) + len(_KIND)
            voucher = Voucher.from_db("default", _VOUCHER, row[:own])
            values = dict(zip(_KIND, row[own:of_kind], strict=True)) | {"terms": loads(row[own + _TERMS])}
            voucher.kind = VoucherKind.from_db("default", _KIND, list(values.values()))
            return voucher.kind, voucher, _Holder(*row[of_kind:]) if row[of_kind] else None
    return VoucherKind.objects.filter(code=code).first(), None, None


def _held_elsewhere(
    voucher: Voucher, holder: _Holder | None, own: Lease | None, seen: Occasion
) -> Sentence | None:
    if voucher.state != State.READY or holder is None:
        return None
    if holder.lease == (own.pk if own else None) or holder.merge_until <= seen.at:
        return None
    return Sentence(
        gettext_noop("The till %(till)s holds it for a time without a line, at the latest until %(until)s."),
        {"till": holder.till, "until": until(holder.merge_until)},
    )


def until(moment: datetime) -> Moment:
    """A moment by the shop's clock, as a sentence holds it."""
    return Moment(localtime(moment))


def _unknown(code: str) -> Sentence:
    if len(code) == 12 and not is_well_formed(code):
        return Sentence(gettext_noop("The code is mistyped: a letter is wrong. Read it again."))
    return Sentence(gettext_noop("There is no voucher with this code."))


def uses_of(purchase: int) -> list[Use]:
    """The uses that stand on a purchase, with their kinds, in the order they were judged."""
    uses = Use.objects.filter(purchase=purchase, given_back_at__isnull=True)
    return list(uses.select_related("kind").order_by("pk"))
