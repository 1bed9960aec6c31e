"""A return of what somebody bought before she was merged: it counts for her when the two come apart again."""

from collections.abc import Mapping
from typing import Any

from quen.enrolment.counters import from_json, to_json
from quen.enrolment.versions import programme_of
from quen.flows.models import MembersJoined
from quen.programme import MemberState, Programme, TakenBack, undo
from quen.programme.versions import carried_over


def count_back_apart(customer: int, programme: Programme, taken: TakenBack) -> None:
    """Take the return out of what is kept for the parting of the customer the purchase was judged for.

    The counters as they are now are her root's, whose row the caller holds: of what has come since, it is no part then.
    Nothing to do where she counts as herself.
    """
    while row := MembersJoined.objects.filter(customer=customer).first():
        for facts in (row.brought, row.joined):
            if facts["version"] is not None:
                state, _ = counted_back(facts["counters"], facts["version"], programme, taken)
                facts["counters"] = to_json(state)
        row.save(update_fields=["brought", "joined"])
        customer = row.root


def counted_back(
    counters: Mapping[str, Any], version: int | None, programme: Programme, taken: TakenBack
) -> tuple[MemberState, Programme]:
    """Counters after a return judged by `programme`, under the version they are kept under; and that version."""
    kept = programme if version in {None, programme.version} else programme_of(version or 0)
    state = from_json(counters)
    if kept is not programme:
        state = carried_over(state, old=kept, new=programme)
    state = undo(programme, state, taken)
    if kept is not programme:
        state = carried_over(state, old=programme, new=kept)
    return state, kept
