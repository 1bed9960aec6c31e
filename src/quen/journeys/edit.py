"""Change a journey's plain values by the paths of its steps; each answer is a copy, as the file would say it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from quen.journeys.errors import NoSuchStep
from quen.kernel.sentences import gettext_noop

Values = dict[str, Any]
Change = Callable[[Values], Values]


def step_at(values: Values, path: str) -> Values:
    """The step at ``2.yes.1``. Raises NoSuchStep."""
    prefix, number = _split(path)
    steps = steps_of(values, prefix)
    if not 1 <= number <= len(steps):
        raise _none(path)
    return dict(steps[number - 1])


def steps_of(values: Values, prefix: str) -> list[Values]:
    """The steps whose paths begin with this: empty, ``2.yes.``, ``3.way2.``. Raises NoSuchStep."""
    if not prefix:
        return list(values["steps"])
    path, _dot, way = prefix.removesuffix(".").rpartition(".")
    step = step_at(values, path)
    if step["do"] == "condition" and way in {"yes", "no"}:
        return list(step.get(way, []))
    number = way.removeprefix("way")
    if step["do"] == "split" and number.isdecimal() and 1 <= int(number) <= len(step["ways"]):
        return list(step["ways"][int(number) - 1].get("steps", []))
    raise _none(prefix)


def with_step(values: Values, path: str, step: Values) -> Values:
    """Another step at this path; the ways below it stay as they are."""
    old = step_at(values, path)
    step = dict(step)
    if old["do"] == step["do"] == "condition":
        step |= {way: old[way] for way in ("yes", "no") if old.get(way)}
    if old["do"] == step["do"] == "split":
        inside = [way.get("steps") for way in old["ways"]]
        step["ways"] = [
            way | ({"steps": below} if below else {})
            for way, below in zip(step["ways"], inside + [None] * len(step["ways"]), strict=False)
        ]
    prefix, number = _split(path)
    return _changed(values, prefix, lambda steps: [*steps[: number - 1], step, *steps[number:]])


def with_new_step(values: Values, prefix: str, step: Values) -> Values:
    """One more, behind the others of its way."""
    return _changed(values, prefix, lambda steps: [*steps, step])


def without_step(values: Values, path: str) -> Values:
    """The step and all below it are gone."""
    step_at(values, path)
    prefix, number = _split(path)
    return _changed(values, prefix, lambda steps: [*steps[: number - 1], *steps[number:]])


def moved_step(values: Values, path: str, *, by: int) -> Values:
    """The step changes places with the one before (-1) or behind it (1); at an end it stays."""
    step_at(values, path)
    prefix, number = _split(path)
    here, there = number - 1, number - 1 + by

    def swapped(steps: list[Values]) -> list[Values]:
        if 0 <= there < len(steps):
            steps[here], steps[there] = steps[there], steps[here]
        return steps

    return _changed(values, prefix, swapped)


def place_of(path: str) -> str:
    """Where the file has it: ``steps[2].yes[1]`` for ``2.yes.1``, ``steps[3].ways[2].steps[1]`` for ``3.way2.1``."""
    first, *rest = path.split(".")
    place = f"steps[{first}]"
    for way, number in zip(rest[::2], rest[1::2], strict=True):
        inside = f"ways[{way.removeprefix('way')}].steps" if way.startswith("way") else way
        place += f".{inside}[{number}]"
    return place


def _changed(values: Values, prefix: str, change: Callable[[list[Values]], list[Values]]) -> Values:
    copy = deepcopy(values)
    steps = change(steps_of(copy, prefix))
    if not prefix:
        return copy | {"steps": steps}
    path, _dot, way = prefix.removesuffix(".").rpartition(".")
    step = step_at(copy, path)
    if step["do"] == "condition":
        step = {name: value for name, value in step.items() if name != way} | ({way: steps} if steps else {})
    else:
        number = int(way.removeprefix("way")) - 1
        ways = [dict(each) for each in step["ways"]]
        ways[number].pop("steps", None)
        ways[number] |= {"steps": steps} if steps else {}
        step = step | {"ways": ways}
    above, at = _split(path)
    return _changed(copy, above, lambda all_of: [*all_of[: at - 1], step, *all_of[at:]])


def _split(path: str) -> tuple[str, int]:
    head, _dot, number = path.rpartition(".")
    if not number.isdecimal() or len(number) > 3:
        raise _none(path)
    return (f"{head}." if head else ""), int(number)


def _none(path: str) -> NoSuchStep:
    return NoSuchStep(gettext_noop("There is no step %(path)s in this journey any more."), path=path[:60])
