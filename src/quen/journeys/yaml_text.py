"""Journeys as YAML: read with every mistake named by its line, written so that reading gives the same again."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from quen.journeys.errors import BadJourney
from quen.journeys.mistakes import in_lines, mistakes_of
from quen.journeys.plan import Plan
from quen.kernel.plain_yaml import NotPlain, read_plain, write_plain
from quen.kernel.sentences import gettext_noop
from quen.programme.yaml_problems import problem_of

LARGEST_TEXT = 200_000


def load(text: str) -> Plan:
    """The journey written in `text`. Raises BadJourney, which names every mistake by its line."""
    if len(text) > LARGEST_TEXT:
        raise BadJourney(gettext_noop("The journey is larger than %(most)s characters."), most=LARGEST_TEXT)
    try:
        written = read_plain(text)
    except NotPlain as error:
        raise _unread(error) from error
    if not isinstance(written, dict):
        raise BadJourney(gettext_noop("A journey is a list of keys and values: key, name, triggers, steps."))
    try:
        return from_values(written)
    except BadJourney as error:
        raise in_lines(text, error.sentences) from error


def from_values(values: Mapping[str, Any]) -> Plan:
    """The journey of plain values, as YAML, JSON or a form give them. Raises BadJourney."""
    try:
        return Plan.model_validate_json(json.dumps(values, ensure_ascii=False, default=str))
    except ValidationError as error:
        raise BadJourney.at(*mistakes_of(error)) from error


def to_values(plan: Plan) -> dict[str, Any]:
    """The journey as plain values, defaults left out but for what kind each trigger and step is."""
    values = plan.model_dump(mode="json", exclude_defaults=True)
    _name_kinds(values, plan.model_dump(mode="json"))
    return values


def dump(plan: Plan) -> str:
    """The journey as YAML; `load` gives the same journey again."""
    return write_plain(to_values(plan))


def _name_kinds(values: Any, whole: Any) -> None:
    """Put ``on`` and ``do``, which are defaults of their classes, first into each trigger and step."""
    if isinstance(values, dict):
        for kind in ("on", "do"):
            if kind in whole:
                rest = {name: value for name, value in values.items() if name != kind}
                values.clear()
                values.update({kind: whole[kind], **rest})
        for name, value in values.items():
            _name_kinds(value, whole[name])
    elif isinstance(values, list):
        for value, other in zip(values, whole, strict=True):
            _name_kinds(value, other)


def _unread(error: NotPlain) -> BadJourney:
    if error.problem:
        sentence = gettext_noop(
            "The journey is no readable YAML, line %(line)s, column %(column)s: %(problem)s"
        )
        said = problem_of(error.problem)
        return BadJourney(sentence, line=error.line, column=error.column, problem=said)
    if error.key:
        return BadJourney(
            gettext_noop("Line %(line)s: the key “%(key)s” is there twice in one place."),
            line=error.line,
            key=error.key,
        )
    return BadJourney(
        gettext_noop("Line %(line)s: references (& and *) are not used in journeys. Write the values out."),
        line=error.line,
    )
