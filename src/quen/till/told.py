"""What the till's script is told, in the cashier's language."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.translation import get_language, gettext

from quen.flows.ring_up import Receipt, Standing
from quen.kernel.sentences import Sentence
from quen.programme.outcome import TierProgress
from quen.programme.words import names_segments, say, with_names
from quen.segments.names import segment_names
from quen.till.find import Found
from quen.till.goods import Offered
from quen.till.greet import Greeting
from quen.till.hold import Held, NotHeld
from quen.till.spend import Spendable


def sentence(told: Sentence) -> str:
    """One sentence in words."""
    return say(told, gettext, get_language() or "vi")


def found(rows: Iterable[Found]) -> list[dict[str, Any]]:
    """The customers a search found."""
    return [
        {"customer": row.customer, "name": row.name, "phone": row.phone, "member": row.is_member,
         "exact": row.is_exact}
        for row in rows
    ]  # fmt: skip


def goods(rows: Iterable[Offered]) -> list[dict[str, Any]]:
    """Products with their last price."""
    return [{"code": row.code, "name": row.name, "unit_minor": row.unit_minor} for row in rows]


def greeting(greeted: Greeting) -> dict[str, Any]:
    """The customer at the till."""
    balance = greeted.balance
    return {
        "customer": greeted.customer,
        "name": greeted.name,
        "phone": greeted.phone,
        "member": greeted.is_member,
        "tier": greeted.tier,
        "available": balance.available,
        "pending": balance.pending,
        "owed": balance.owed,
        "expiring": [{"on": day, "points": points} for day, points in balance.expiring[:1]],
        "birthday_in": greeted.birthday_in,
        "usual": [
            {"code": one.code, "name": one.name, "times": one.times, "unit_minor": one.unit_minor}
            for one in greeted.usual
        ],
        "vouchers": [{"code": one.code, "name": one.name, "until": one.until} for one in greeted.vouchers],
        "complaints": [{"topic": one.topic, "on": one.on} for one in greeted.complaints],
    }


def held(voucher: Held) -> dict[str, Any]:
    """A voucher the till holds."""
    return asdict(voucher)


def not_held(voucher: NotHeld) -> dict[str, Any]:
    """One it does not hold, and why."""
    return {"code": voucher.code, "why": sentence(voucher.why), "is_asked": voucher.is_asked}


def receipt(told: Receipt) -> dict[str, Any]:
    """A quote or a finished sale, with every rule's reason. One query where a reason speaks of segments."""
    reasons = [reason for rule in told.results for reason in rule.reasons]
    names = segment_names() if any(map(names_segments, reasons)) else {}
    return {
        "purchase": told.purchase,
        "receipt": told.receipt,
        "customer": told.customer,
        "member": told.is_member,
        "at": told.at,
        "amount_minor": told.amount_minor,
        "due_minor": told.due_minor,
        "points_earned": told.points_earned,
        "points_redeemed": told.points_redeemed,
        "redeemed_minor": told.redeemed_minor,
        "vouchers_minor": told.vouchers_minor,
        "prices_minor": told.prices_minor,
        "pending_until": told.pending_until,
        "expires_at": told.expires_at,
        "standing": standing(told.standing),
        "tier": _tier(told.tier) if told.tier else None,
        "rules": [
            {"name": gettext(rule.name), "points": rule.points, "fired": rule.is_fired,
             "reasons": [sentence(with_names(reason, names)) for reason in rule.reasons]}
            for rule in told.results
        ],
        "prices": [
            {"key": price.key, "name": price.name, "applies": price.applies, "percent_off": price.percent_off,
             "lines": price.lines, "off_minor": price.off_minor, "reason": sentence(price.reason)}
            for price in told.prices
        ],
        "vouchers_issued": [
            {"kind": voucher.name or voucher.kind, "code": voucher.code, "until": voucher.valid_until}
            for voucher in told.vouchers_issued
        ],
        "vouchers_used": [voucher.code for voucher in told.vouchers_used],
        "sentences": [sentence(told_one) for told_one in told.sentences],
        "repeated": told.is_repeated,
    }  # fmt: skip


def spendable(most: Spendable) -> dict[str, int]:
    """How many points can be spent, on this sale and at all, and what one is worth."""
    return {"available": most.available, "most": most.most, "value_minor": most.value_minor}


def standing(told: Standing) -> dict[str, int]:
    """The points afterwards."""
    return {"available": told.available, "pending": told.pending, "owed": told.owed}


def _tier(tier: TierProgress) -> dict[str, Any]:
    return {
        "name": tier.name,
        "is_new": tier.key != tier.before,
        "reasons": [sentence(reason) for reason in tier.reasons],
    }
