"""What is kept of a judgement gives back exactly what the judgement itself would."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quen.enrolment.counters import from_json, to_json
from quen.flows.ring_up.judged import judged_from_json, judged_to_json
from quen.programme import NEW_MEMBER, Outcome, Programme, Purchase, ReturnedLine, evaluate, take_back, undo
from tests.programme.programmes import histories, programmes


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(programmes(), histories(), st.randoms(use_true_random=False))
def test_a_return_is_judged_the_same_from_what_is_kept(
    programme: Programme, history: list[Purchase], chance: Random
) -> None:
    state, outcomes = NEW_MEMBER, []
    for purchase in history:
        outcome = evaluate(programme, state, purchase)
        state = outcome.after
        outcomes.append(outcome)
    kept_state = from_json(json.loads(json.dumps(to_json(state))))
    assert kept_state == state
    outcome = chance.choice(outcomes)
    kept = _kept(outcome)
    for _ in range(2):
        lines = _some_of(kept, chance)
        expected, found = take_back(programme, outcome, lines), take_back(programme, kept, lines)
        assert replace(expected, outcome=outcome) == replace(found, outcome=outcome)
        assert undo(programme, state, expected) == undo(programme, kept_state, found)
        outcome, kept = expected.outcome, _kept(found.outcome)


def _kept(outcome: Outcome) -> Outcome:
    return judged_from_json(json.loads(json.dumps(judged_to_json(outcome))))


def _some_of(outcome: Outcome, chance: Random) -> list[ReturnedLine]:
    left = [
        milli - back if milli > 0 else int(not back)
        for milli, back in zip(outcome.quantities_milli, outcome.returned_milli, strict=True)
    ]
    return [
        ReturnedLine(line=line, quantity_milli=chance.randint(1, milli))
        for line, milli in enumerate(left)
        if milli > 0 and chance.random() < 0.7
    ]
