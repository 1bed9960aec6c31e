"""A member's counters under a version of the programme."""

from collections.abc import Callable, Collection
from datetime import date

from quen.enrolment.counters import from_json
from quen.enrolment.models import Member
from quen.enrolment.versions import programme_of
from quen.programme import MemberState, Programme
from quen.programme.versions import carried_over


def state_of(
    member: Member,
    *,
    programme: Programme,
    version: Callable[[int], Programme] = programme_of,
    birthday: date | None = None,
    segments: Collection[str] = (),
) -> MemberState:
    """What her row keeps, carried over to `programme` where it was kept under another version. No query otherwise."""
    state = from_json(member.counters, birthday=birthday, segments=segments)
    if member.version in {None, programme.version}:
        return state
    return carried_over(state, old=version(member.version or 0), new=programme)
