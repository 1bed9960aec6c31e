"""A journey's steps are changed by their paths, and nothing else is touched."""

from copy import deepcopy

import pytest

from quen.journeys.edit import (
    Values,
    moved_step,
    place_of,
    step_at,
    steps_of,
    with_new_step,
    with_step,
    without_step,
)
from quen.journeys.errors import NoSuchStep
from quen.journeys.ready import ready_made
from quen.journeys.yaml_text import from_values, to_values

WAIT, TAG, EXIT = {"do": "wait", "days": 1}, {"do": "tag", "add": ["x"]}, {"do": "exit"}
VALUES: Values = {
    "key": "k", "name": "K", "triggers": [{"on": "event", "event": "purchase.recorded"}],
    "steps": [
        WAIT,
        {"do": "condition", "happened": {"event": "purchase.recorded"}, "yes": [TAG, EXIT]},
        {"do": "split", "ways": [{"percent": 50, "steps": [WAIT]}, {"percent": 50}]},
    ],
}  # fmt: skip


def test_a_step_is_found_wherever_it_lies() -> None:
    assert step_at(VALUES, "2.yes.2") == EXIT
    assert step_at(VALUES, "3.way1.1") == WAIT
    assert steps_of(VALUES, "3.way2.") == []
    plan = from_values(VALUES)
    assert all(step_at(VALUES, path)["do"] == place.step.do for path, place in plan.places.items())


@pytest.mark.parametrize(
    "path", ["", "0", "4", "1.yes.1", "2.maybe.1", "3.way3.1", "3.way.1", "x", "2.yes.9999", "1.1"]
)
def test_what_is_not_there_is_refused(path: str) -> None:
    with pytest.raises(NoSuchStep):
        step_at(VALUES, path)


def test_changing_moving_adding_and_taking_away_leave_the_rest_as_it_was() -> None:
    before = deepcopy(VALUES)
    assert step_at(with_step(VALUES, "2.yes.1", WAIT), "2.yes.1") == WAIT
    assert steps_of(moved_step(VALUES, "2.yes.2", by=-1), "2.yes.") == [EXIT, TAG]
    assert moved_step(VALUES, "1", by=-1) == VALUES
    assert steps_of(with_new_step(VALUES, "3.way2.", TAG), "3.way2.") == [TAG]
    assert steps_of(with_new_step(VALUES, "2.no.", TAG), "2.no.") == [TAG]
    assert steps_of(without_step(VALUES, "2.yes.1"), "2.yes.") == [EXIT]
    assert "yes" not in step_at(without_step(without_step(VALUES, "2.yes.1"), "2.yes.1"), "2")
    assert before == VALUES


def test_a_question_or_the_shares_change_and_the_ways_below_stay() -> None:
    asked = {"do": "condition", "happened": {"event": "voucher.used"}}
    assert steps_of(with_step(VALUES, "2", asked), "2.yes.") == [TAG, EXIT]
    shares = {"do": "split", "ways": [{"percent": 20}, {"percent": 30}, {"percent": 50}]}
    changed = with_step(VALUES, "3", shares)
    assert steps_of(changed, "3.way1.") == [WAIT] and steps_of(changed, "3.way3.") == []


def test_places_are_as_the_file_has_them() -> None:
    assert place_of("2") == "steps[2]"
    assert place_of("2.yes.1.way3.2") == "steps[2].yes[1].ways[3].steps[2]"


@pytest.mark.parametrize("key", sorted(ready_made("vi")))
def test_moving_down_and_up_again_gives_the_same_file(key: str) -> None:
    values = to_values(ready_made("vi")[key])
    for path in from_values(values).places:
        head, _dot, number = path.rpartition(".")
        behind = f"{head}.{int(number) + 1}" if head else str(int(number) + 1)
        try:
            step_at(values, behind)
        except NoSuchStep:
            continue
        assert moved_step(moved_step(values, path, by=1), behind, by=-1) == values
