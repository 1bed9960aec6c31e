"""From a receipt to what the till is told, in its language. The same receipt gives the same bytes."""

from typing import Any

from pydantic_core import to_json

from quen.flows.ring_up import GivenVoucher, Receipt
from quen.kernel.sentences import Sentence
from quen.programme.outcome import PriceOffer, RuleResult, TierProgress
from quen.programme.words import Translate, say


def receipt_to_json(receipt: Receipt, *, translate: Translate, language: str) -> bytes:
    """The body of the answer."""
    return to_json(rendered(receipt, translate=translate, language=language))


def rendered(receipt: Receipt, *, translate: Translate, language: str) -> dict[str, Any]:
    """The receipt as `shapes.Receipt` describes it."""

    def written(sentences: tuple[Sentence, ...]) -> list[str]:
        return [say(sentence, translate, language) for sentence in sentences]

    return {
        "purchase": receipt.purchase,
        "store": receipt.store,
        "receipt": receipt.receipt,
        "customer": receipt.customer,
        "is_member": receipt.is_member,
        "bought_at": receipt.at,
        "amount_minor": receipt.amount_minor,
        "due_minor": receipt.due_minor,
        "points_earned": receipt.points_earned,
        "points_redeemed": receipt.points_redeemed,
        "redeemed_minor": receipt.redeemed_minor,
        "vouchers_minor": receipt.vouchers_minor,
        "prices_minor": receipt.prices_minor,
        "pending_until": receipt.pending_until,
        "expires_at": receipt.expires_at,
        "programme_version": receipt.version,
        "standing": {
            "available": receipt.standing.available,
            "pending": receipt.standing.pending,
            "owed": receipt.standing.owed,
        },
        "tier": _tier(receipt.tier, written(receipt.tier.reasons)) if receipt.tier else None,
        "rules": [
            _rule(result, translate(result.name), written(result.reasons)) for result in receipt.results
        ],
        "prices": [_price(price, say(price.reason, translate, language)) for price in receipt.prices],
        "vouchers_issued": [_voucher(voucher) for voucher in receipt.vouchers_issued],
        "vouchers_used": [_voucher(voucher) for voucher in receipt.vouchers_used],
        "sentences": written(receipt.sentences),
    }


def _tier(tier: TierProgress, reasons: list[str]) -> dict[str, Any]:
    return {
        "key": tier.key,
        "name": tier.name,
        "before": tier.before,
        "balance": tier.balance,
        "until": tier.until,
        "next_key": tier.next_key,
        "missing": tier.missing,
        "reasons": reasons,
    }


def _rule(result: RuleResult, name: str, reasons: list[str]) -> dict[str, Any]:
    return {
        "key": result.key,
        "name": name,
        "is_fired": result.is_fired,
        "points": result.points,
        "missing_minor": result.missing_minor,
        "reasons": reasons,
    }


def _price(price: PriceOffer, reason: str) -> dict[str, Any]:
    return {
        "key": price.key,
        "name": price.name,
        "applies": price.applies,
        "percent_off": price.percent_off,
        "lines": list(price.lines),
        "off_minor": list(price.off_minor),
        "reason": reason,
    }


def _voucher(voucher: GivenVoucher) -> dict[str, Any]:
    return {
        "kind": voucher.kind,
        "name": voucher.name,
        "code": voucher.code,
        "valid_until": voucher.valid_until,
        "discount_minor": voucher.discount_minor,
    }
