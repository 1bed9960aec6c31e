"""What is wrong with a journey as it was written: each mistake by its place, and by its line in a file."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from quen.journeys.errors import BadJourney
from quen.kernel.plain_yaml import Path, lines_of
from quen.kernel.sentences import Sentence, gettext_noop
from quen.programme.errors import Placed
from quen.programme.problems import sentence_of

MOST = 20
"""More of them at once help nobody."""
_UNKNOWN = gettext_noop("this key does not exist. Is it misspelled?")
_MISSING = gettext_noop("this is missing.")
_NONE_OF_THESE = gettext_noop("“%(tag)s” is none of these: %(expected_tags)s")
_ON_LINE = gettext_noop("Line %(line)s, %(place)s: %(problem)s")
_KINDS = frozenset(
    {
        "wait", "until", "condition", "split", "message", "offer", "task", "ticket", "tag", "webhook", "goal", "exit",
        "event", "segment", "date", "forecast",
    }
)  # fmt: skip
_PART = re.compile(r"([a-z_]+)|\[(\d+)\]")


def mistakes_of(error: ValidationError) -> list[Placed]:
    """Each with the place it stands at: ``steps[2].yes[1].days``. A list is not too short for its wrong entries."""
    found = error.errors(include_url=False)
    deeper = {each["loc"][:n] for each in found for n in range(len(each["loc"]))}
    return [_placed(each) for each in found if each["type"] != "too_short" or each["loc"] not in deeper][
        :MOST
    ]


def in_lines(text: str, said: Sequence[Sentence]) -> BadJourney:
    """The same about the text it was read from, by the lines of it; what is about the whole has none."""
    placed = [each for each in said if isinstance(each, Placed) and each.place]
    found = zip(placed, lines_of(text, (path_of(each.place) for each in placed)), strict=True)
    lines = [
        Sentence(_ON_LINE, {"line": n, "place": each.place, "problem": Sentence(each.template, each.facts)})
        for each, n in sorted(found, key=lambda one: one[1])
    ]
    return BadJourney.at(*lines, *(each for each in said if each not in placed))


def path_of(place: str) -> Path:
    """``steps[2].yes[1].days`` as the way there: steps, 1, yes, 0, days."""
    return tuple(key or int(number) - 1 for key, number in _PART.findall(place))


def _placed(problem: Mapping[str, Any]) -> Placed:
    place = _place_of(problem["loc"])
    if problem["type"] == "extra_forbidden":
        return Placed(_UNKNOWN, {}, place)
    if problem["type"] == "missing":
        return Placed(_MISSING, {}, place)
    if problem["type"] == "union_tag_not_found":
        return Placed(_MISSING, {}, f"{place}.{problem['ctx']['discriminator'].strip(chr(39))}")
    if problem["type"] == "union_tag_invalid":
        return Placed(_NONE_OF_THESE, problem["ctx"], place)
    sentence = sentence_of(dict(problem))
    return Placed(sentence.template, sentence.facts, place)


def _place_of(parts: Sequence[str | int]) -> str:
    """Behind the number of a trigger or step stands its kind, which no file says."""
    place, before = "", None
    for part in parts:
        if isinstance(part, int):
            place += f"[{part + 1}]"
        elif not (isinstance(before, int) and part in _KINDS):
            place += f".{part}" if place else part
        before = part
    return place
