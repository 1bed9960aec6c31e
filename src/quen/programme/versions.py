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
