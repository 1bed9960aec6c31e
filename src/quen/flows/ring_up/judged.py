"""What the programme judged, as it is kept beside the purchase: all a return needs, and none of the explanations."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from quen.programme.gifts import Issued
from quen.programme.outcome import Outcome, Share, TierProgress
from quen.programme.state import NEW_MEMBER, TierState


def judged_to_json(outcome: Outcome) -> dict[str, Any]:
    """Short keys, one row a purchase; what is empty is left out."""
    values: dict[str, Any] = {
        "programme": outcome.programme,
        "version": outcome.version,
        "at": outcome.at.isoformat(),
        "qualifying": outcome.qualifying_points,
        "pending": outcome.pending_until.isoformat(),
        "expires": outcome.expires_at.isoformat() if outcome.expires_at else None,
        "remainder": outcome.remainder_minor,
        "earning": outcome.earning,
        "milli": outcome.quantities_milli,
        "back": outcome.returned_milli if any(outcome.returned_milli) else None,
        "shares": [_share(share) for share in outcome.shares],
        "stamps": dict(outcome.stamps),
        "stamped": {card: outcome.before.stamps.get(card, 0) for card in outcome.stamps},
        "vouchers": [[kind, source, until.isoformat()] for kind, source, until in outcome.vouchers],
        "tier": [outcome.tier.before, _tier(outcome.before.tier), _tier(outcome.after.tier)]
        if outcome.tier
        else None,
    }
    return {name: value for name, value in values.items() if value}


def judged_from_json(values: Mapping[str, Any]) -> Outcome:
    """The outcome as `take_back` and `undo` need it; explanations, prices and most of the counters are not kept."""
    milli = tuple(values["milli"]) if "milli" in values else ()
    shares = tuple(_share_from(share) for share in values["shares"])
    tier = values.get("tier")
    return Outcome(
        programme=values["programme"],
        version=values["version"],
        at=datetime.fromisoformat(values["at"]),
        points=sum(sum(share.points) for share in shares),
        line_points=tuple(sum(points) for points in zip(*(share.points for share in shares), strict=True)),
        qualifying_points=values.get("qualifying", 0),
        pending_until=datetime.fromisoformat(values["pending"]),
        expires_at=datetime.fromisoformat(values["expires"]) if "expires" in values else None,
        remainder_minor=values.get("remainder", 0),
        results=(),
        stamps=values.get("stamps", {}),
        vouchers=tuple(
            Issued(kind, source, date.fromisoformat(until))
            for kind, source, until in values.get("vouchers", ())
        ),
        prices=(),
        tier=_progress(tier) if tier else None,
        before=NEW_MEMBER._replace(
            stamps=values.get("stamped", {}), tier=_tier_from(tier[1]) if tier else None
        ),
        after=NEW_MEMBER._replace(tier=_tier_from(tier[2]) if tier else None),
        earning=tuple(values["earning"]),
        quantities_milli=milli,
        shares=shares,
        returned_milli=tuple(values.get("back") or (0,) * len(milli)),
    )


def _share(share: Share) -> list[Any]:
    """Without its trailing zeros and empty lists: most awards have points and nothing else."""
    values: list[Any] = [
        share.key,
        share.lines,
        share.points,
        share.credit,
        share.steps,
        share.step_cost,
        share.stamps,
    ]
    if share.voucher:
        return [*values, share.voucher]
    for place in (6, 4, 3):
        if not any(values[place]):
            values[place] = 0
    return values


def _share_from(values: list[Any]) -> Share:
    none = (0,) * len(values[2])
    return Share(
        key=values[0],
        lines=tuple(values[1]),
        points=tuple(values[2]),
        credit=tuple(values[3]) if values[3] else none,
        steps=tuple(values[4]) if values[4] else none,
        step_cost=values[5],
        stamps=tuple(values[6]) if values[6] else none,
        voucher=values[7] if len(values) > 7 else None,
    )


def _tier(tier: TierState | None) -> list[str] | None:
    return [tier.key, tier.since.isoformat(), tier.until.isoformat()] if tier else None


def _tier_from(values: list[str] | None) -> TierState | None:
    return (
        TierState(values[0], date.fromisoformat(values[1]), date.fromisoformat(values[2])) if values else None
    )


def _progress(tier: list[Any]) -> TierProgress | None:
    after = _tier_from(tier[2])
    assert after is not None
    return TierProgress(
        key=after.key, name="", before=tier[0], balance=0, until=after.until, next_key=None, missing=0
    )
