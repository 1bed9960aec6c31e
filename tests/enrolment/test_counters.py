"""Counters are kept as JSON and come back as they were."""

import json
from datetime import date

from hypothesis import given, settings

from quen.enrolment.counters import from_json, to_json
from quen.programme import NEW_MEMBER, Programme, Purchase, apply, evaluate
from tests.programme.programmes import histories, programmes


@settings(max_examples=60, deadline=None)
@given(programmes(), histories())
def test_counters_of_any_history_come_back_equal(programme: Programme, purchases: list[Purchase]) -> None:
    birthday, segments = date(1990, 2, 14), frozenset({"vip"})
    state = NEW_MEMBER._replace(birthday=birthday, segments=segments)
    for purchase in purchases:
        state = apply(state, evaluate(programme, state, purchase))
        written = json.loads(json.dumps(to_json(state)))
        assert from_json(written, birthday=birthday, segments=segments) == state


def test_a_new_member_has_nothing_to_keep() -> None:
    assert to_json(NEW_MEMBER) == {}
    assert from_json({}) == NEW_MEMBER
