"""What a sale came to: what cashier, customer and a connected system are told, and how it is kept as an answer."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from quen.kernel.sentences import Sentence
from quen.programme.kept_sentences import sentence_from_json, sentence_to_json
from quen.programme.outcome import PriceOffer, RuleResult, TierProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The member's points after the sale. `owed` are points spent before their purchase came back."""

    available: int = 0
    pending: int = 0
    owed: int = 0


NO_POINTS = Standing()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenVoucher:
    """A voucher the sale has brought, or used."""

    kind: str
    name: str = ""
    code: str = ""
    valid_until: date | None = None
    discount_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One recorded sale. `amount_minor` is after `prices_minor`, what prices of the programme took off; `due_minor` is
    what is left to pay in money; times are aware.

    `results` has every rule of the programme with its reasons, also those that gave nothing; `sentences` say why there
    are no points where there are none, and what else the customer should hear. `is_repeated`: it had been recorded
    before, and nothing was written now. In a quote `purchase` is 0.
    """

    purchase: int
    store: int
    receipt: str
    customer: int | None
    is_member: bool
    at: datetime
    amount_minor: int
    due_minor: int
    points_earned: int = 0
    points_redeemed: int = 0
    redeemed_minor: int = 0
    vouchers_minor: int = 0
    prices_minor: int = 0
    pending_until: datetime | None = None
    expires_at: datetime | None = None
    version: int | None = None
    standing: Standing = NO_POINTS
    tier: TierProgress | None = None
    results: tuple[RuleResult, ...] = ()
    prices: tuple[PriceOffer, ...] = ()
    vouchers_issued: tuple[GivenVoucher, ...] = ()
    vouchers_used: tuple[GivenVoucher, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    is_repeated: bool = False

    @property
    def fired(self) -> tuple[RuleResult, ...]:
        """What gave something."""
        return tuple(result for result in self.results if result.is_fired)

    @property
    def not_fired(self) -> tuple[RuleResult, ...]:
        """What gave nothing, with the reasons."""
        return tuple(result for result in self.results if not result.is_fired)


def receipt_to_json(receipt: Receipt) -> dict[str, Any]:
    """What is kept: what is at its beginning is left out, sentences stay free of language."""
    values = {
        name: _KEPT[name](value) if name in _KEPT else value
        for name, value in ((name, getattr(receipt, name)) for name in _NAMES)
        if value
    }
    values["at"] = receipt.at.isoformat()
    return values


def receipt_from_json(values: dict[str, Any]) -> Receipt:
    """The receipt as it was answered, marked as repeated."""
    facts = {name: _READ[name](value) if name in _READ else value for name, value in values.items()}
    return Receipt(
        **{"purchase": 0, "store": 0, "receipt": "", "customer": None, "is_member": False, "amount_minor": 0,
           "due_minor": 0, **facts, "is_repeated": True}
    )  # fmt: skip


def _result(result: RuleResult) -> list[Any]:
    reasons = [sentence_to_json(reason) for reason in result.reasons]
    return [result.key, result.name, int(result.is_fired), result.points, reasons, result.missing_minor]


def _result_from(values: list[Any]) -> RuleResult:
    key, name, is_fired, points, reasons, missing_minor = values
    return RuleResult(
        key=key, name=name, is_fired=bool(is_fired), points=points,
        reasons=tuple(sentence_from_json(reason) for reason in reasons), missing_minor=missing_minor,
    )  # fmt: skip


def _tier(tier: TierProgress) -> list[Any]:
    reasons = [sentence_to_json(reason) for reason in tier.reasons]
    return [
        tier.key, tier.name, tier.before, tier.balance, tier.until.isoformat(), tier.next_key, tier.missing, reasons,
    ]  # fmt: skip


def _tier_from(values: list[Any]) -> TierProgress:
    key, name, before, balance, until, next_key, missing, reasons = values
    return TierProgress(
        key=key, name=name, before=before, balance=balance, until=date.fromisoformat(until), next_key=next_key,
        missing=missing, reasons=tuple(sentence_from_json(reason) for reason in reasons),
    )  # fmt: skip


def _price(price: PriceOffer) -> list[Any]:
    return [
        price.key,
        price.name,
        price.applies,
        price.percent_off,
        price.lines,
        sentence_to_json(price.reason),
        price.off_minor,
    ]


def _price_from(values: list[Any]) -> PriceOffer:
    key, name, applies, percent_off, lines, reason, *off = values
    return PriceOffer(
        key=key, name=name, applies=applies, percent_off=percent_off, lines=tuple(lines),
        reason=sentence_from_json(reason), off_minor=tuple(off[0]) if off else (0,) * len(lines),
    )  # fmt: skip


def _voucher(voucher: GivenVoucher) -> list[Any]:
    until = voucher.valid_until.isoformat() if voucher.valid_until else None
    return [voucher.kind, voucher.name, voucher.code, until, voucher.discount_minor]


def _voucher_from(values: list[Any]) -> GivenVoucher:
    kind, name, code, until, discount_minor = values
    return GivenVoucher(
        kind=kind, name=name, code=code, valid_until=date.fromisoformat(until) if until else None,
        discount_minor=discount_minor,
    )  # fmt: skip


def _each(one: Any) -> Any:
    return lambda several: [one(value) for value in several]


def _each_from(one: Any) -> Any:
    return lambda several: tuple(one(value) for value in several)


def _moment(moment: datetime) -> str:
    return moment.isoformat()


_NAMES = tuple(field.name for field in fields(Receipt) if field.name not in {"is_repeated", "at"})
_KEPT = {
    "pending_until": _moment,
    "expires_at": _moment,
    "standing": lambda standing: [standing.available, standing.pending, standing.owed],
    "tier": _tier,
    "results": _each(_result),
    "prices": _each(_price),
    "vouchers_issued": _each(_voucher),
    "vouchers_used": _each(_voucher),
    "sentences": _each(sentence_to_json),
}
_READ = {
    "at": datetime.fromisoformat,
    "pending_until": datetime.fromisoformat,
    "expires_at": datetime.fromisoformat,
    "standing": lambda values: Standing(available=values[0], pending=values[1], owed=values[2]),
    "tier": _tier_from,
    "results": _each_from(_result_from),
    "prices": _each_from(_price_from),
    "vouchers_issued": _each_from(_voucher_from),
    "vouchers_used": _each_from(_voucher_from),
    "sentences": _each_from(sentence_from_json),
}
