"""Which version of a programme judges a day, and how a member passes from one to the next."""

from collections.abc import Sequence
from datetime import date

from quen.programme.programme import Programme
from quen.programme.state import MemberState


def in_force(versions: Sequence[Programme], day: date) -> Programme | None:
    """The version that judges purchases of `day`: of those in force the one that began last; None without one."""
    valid = [
        programme
        for programme in versions
        if programme.effective_from <= day
        and (programme.effective_until is None or day <= programme.effective_until)
    ]
    return max(valid, key=lambda programme: (programme.effective_from, programme.version), default=None)


def carried_over(state: MemberState, *, old: Programme, new: Programme) -> MemberState:
    """The member's counters under a new version: money carried stays money, parts of a point stay parts of a point."""
    meters = {
        key: meter * new.base.per_amount_minor // old.base.per_amount_minor
        for key, meter in state.meters.items()
    }
    return state._replace(meters=meters)


def back_under(newer: Programme, older: Programme, state: MemberState, after: MemberState) -> MemberState:
    """The counters after a late judgement by `older`, under the version they were kept under; a tier only that one has
    stays.
    """
    known_tiers = {step.key for step in older.tiers.steps} if older.tiers else set()
    if state.tier is not None and state.tier.key not in known_tiers:
        after = after._replace(tier=state.tier)
    return carried_over(after, old=older, new=newer)
