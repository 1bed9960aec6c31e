"""A member's counters as JSON, and back to the same value.

Birthday and segments are facts of the customer, not counters: whoever judges reads them from where they are kept.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from quen.programme.state import Bought, MemberState, Reached, Tally, TierState


def to_json(state: MemberState) -> dict[str, Any]:
    """The counters, short: what is at its beginning is left out. Days are ISO 8601."""
    values: dict[str, Any] = {
        "visits": state.visits,
        "last_day": _day(state.last_day),
        "remainder": state.remainder_minor,
        "meters": dict(state.meters),
        "tallies": {key: [_day(tally.day), *tally[1:]] for key, tally in state.tallies.items()},
        "stamps": dict(state.stamps),
        "bought": {key: [bought.visits, _day(bought.last_day)] for key, bought in state.bought.items()},
        "offers": {key: _day(until) for key, until in state.open_offers.items()},
        "tier": [state.tier.key, _day(state.tier.since), _day(state.tier.until)] if state.tier else None,
        "reached": [[_day(reached.day), *reached[1:]] for reached in state.reached],
    }
    return {name: value for name, value in values.items() if value}


def from_json(
    values: Mapping[str, Any], *, birthday: date | None = None, segments: Collection[str] = ()
) -> MemberState:
    """The counters `to_json` wrote, with the facts a programme asks for beside them."""
    tier = values.get("tier")
    return MemberState(
        birthday=birthday,
        segments=frozenset(segments),
        visits=values.get("visits", 0),
        last_day=_read(values.get("last_day")),
        remainder_minor=values.get("remainder", 0),
        meters=values.get("meters", {}),
        tallies={
            key: Tally(date.fromisoformat(day), *numbers)
            for key, (day, *numbers) in values.get("tallies", {}).items()
        },
        stamps=values.get("stamps", {}),
        bought={
            key: Bought(visits, date.fromisoformat(day))
            for key, (visits, day) in values.get("bought", {}).items()
        },
        open_offers={key: date.fromisoformat(until) for key, until in values.get("offers", {}).items()},
        tier=TierState(tier[0], date.fromisoformat(tier[1]), date.fromisoformat(tier[2])) if tier else None,
        reached=tuple(
            Reached(date.fromisoformat(day), *numbers) for day, *numbers in values.get("reached", ())
        ),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
