"""Write a judged sale: everything in one statement, or nothing."""

import hashlib
from collections import Counter
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from pydantic_core import to_json as to_bytes

from quen.enrolment.counters import to_json
from quen.enrolment.versions import launched
from quen.flows.ring_up.budgets import given
from quen.flows.ring_up.judge import Verdict
from quen.flows.ring_up.judged import judged_to_json
from quen.flows.ring_up.known import Known, kept_key
from quen.flows.ring_up.moves import Moves
from quen.flows.ring_up.receipt import Receipt, receipt_to_json
from quen.flows.ring_up.sale import Sale, SaleLine, code_of
from quen.flows.ring_up.statements import WRITE, Statements
from quen.kernel.actor import Actor
from quen.programme.engine import ready
from quen.programme.programme import Programme
from quen.programme.state import TierState
from quen.tiers.events import TierMoved

RECORDED = "purchase.recorded"


def write(
    statements: Statements,
    *,
    sale: Sale,
    known: Known,
    verdict: Verdict,
    moves: Moves,
    receipt: Receipt,
    key: str,
    digest: str,
    by: Actor,
) -> bool:
    """Whether the sale is written: not where the member's counters or points changed since they were read."""
    counts = verdict.outcome is not None
    values = {
        **_of_purchase(sale, known, receipt),
        **_of_member(known, verdict),
        "moves": len(moves.transfers),
        "change": moves.change,
        **_alive(known, verdict),
        "transfers": to_bytes(moves.transfers),
        "new_lots": to_bytes(moves.new_lots),
        "changed_lots": to_bytes(moves.changed_lots),
        "entries": to_bytes(moves.entries),
        "points": receipt.points_earned,
        "budgets": to_bytes(_budgets(known, verdict)),
        "judged": to_bytes(judged_to_json(verdict.outcome)) if verdict.outcome else None,
        "events": to_bytes(_events(sale, known, verdict, moves) if counts else _recorded(sale, known)),
        "key": kept_key(key),
        "digest": digest,
        "answer": to_bytes(receipt_to_json(receipt)),
        "by": str(by),
        "address": by.address,
    }
    return statements.one(WRITE, values) is not None


def _of_purchase(sale: Sale, known: Known, receipt: Receipt) -> dict[str, Any]:
    return {
        "purchase": receipt.purchase,
        "store": sale.store,
        "receipt": receipt.receipt,
        "receipt_period": known.receipt_period,
        "customer": sale.customer,
        "at": sale.at,
        "amount": sale.amount_minor,
        "discount": sale.discount_minor,
        "channel": sale.channel,
        "staff": sale.staff_name,
        "lines": to_bytes(_lines(sale, known)),
    }


def _of_member(known: Known, verdict: Verdict) -> dict[str, Any]:
    if verdict.after is None:
        return dict.fromkeys(
            (
                "member",
                "turn",
                "account",
                "account_turn",
                "counters",
                "version",
                "kept_version",
                "tier",
                "tier_until",
            )
        )
    programme, kept, tier = verdict.programme, verdict.kept, verdict.after.tier
    assert programme is not None and kept is not None
    return {
        "member": known.member,
        "turn": known.turn,
        "account": known.account,
        "account_turn": known.account_turn,
        "counters": to_bytes(to_json(verdict.after)),
        "version": programme.version,
        "kept_version": kept.version,
        "tier": tier.key if tier else "",
        "tier_until": _review_day(kept, tier),
    }


def _alive(known: Known, verdict: Verdict) -> dict[str, Any]:
    """To which moment this visit keeps which points alive, where the programme lets them end by inactivity."""
    programme = verdict.programme
    if verdict.outcome is None or programme is None or programme.expiry.after != "inactivity":
        return {"alive_until": None, "alive_versions": "{}"}
    ending = [version for version, _, _ in launched() if version.expiry.after == "inactivity"]
    ends = verdict.outcome.expires_at
    assert ends is not None
    return {
        "alive_until": ends.replace(tzinfo=ZoneInfo(known.timezone)),
        "alive_versions": f"{{{','.join(str(version.version) for version in ending)}}}",
    }


def _budgets(known: Known, verdict: Verdict) -> list[dict[str, Any]]:
    if verdict.outcome is None or verdict.programme is None or known.member is None:
        return []
    return given(verdict.programme, verdict.outcome, known.member, is_held=known.holds_budgets)


def _review_day(programme: Programme, tier: TierState | None) -> date | None:
    ladder = ready(programme).ladder
    return ladder.review_day(tier) if ladder and tier else None


def _lines(sale: Sale, known: Known) -> list[dict[str, Any]]:
    occurrences: Counter[int] = Counter()
    rows = []
    for line in sale.lines:
        fingerprint = _fingerprint(line)
        occurrences[fingerprint] += 1
        product = known.products.get(code_of(line.product, line.name))
        rows.append(
            {
                "fingerprint": fingerprint,
                "occurrence": occurrences[fingerprint],
                "product": product[0] if product else None,
                "milli": line.quantity_milli,
                "discount": line.discount_minor,
                "amount": line.amount_minor,
                "serial": line.serial,
            }
        )
    return rows


def _fingerprint(line: SaleLine) -> int:
    """64 bits of the line's facts. MD5 is used as a plain, stable hash; nothing secret hangs on it."""
    facts = "\x1f".join(str(getattr(line, name)) for name in SaleLine.__slots__)
    digest = hashlib.md5(facts.encode(errors="replace"), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _recorded(sale: Sale, known: Known) -> list[dict[str, Any]]:
    return [_event(sale, known, RECORDED, sale.customer, {"amount_minor": sale.amount_minor})]


def _events(sale: Sale, known: Known, verdict: Verdict, moves: Moves) -> list[dict[str, Any]]:
    told = _recorded(sale, known)
    for event in moves.events:
        told.append(_event(sale, known, event["kind"], known.customer, event["facts"], event["subject"]))
    after, progress = verdict.after and verdict.after.tier, verdict.outcome and verdict.outcome.tier
    before = known.tier or (progress.before if progress else "")
    if after and before and after.key != before:
        facts = {"before": before, "after": after.key, "name": progress.name if progress else ""}
        told.append(_event(sale, known, TierMoved.kind, known.customer, facts))
    return told


def _event(
    sale: Sale,
    known: Known,
    kind: str,
    customer: int | None,
    facts: dict[str, Any],
    subject: int | None = None,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "customer": customer,
        "store": sale.store,
        "subject": subject or known.numbers.purchase,
        "facts": facts,
    }
