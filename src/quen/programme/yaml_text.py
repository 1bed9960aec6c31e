"""Programmes as YAML: read with every mistake named by its place, written so that reading gives the same again."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from quen.kernel.plain_yaml import NotPlain, read_plain, write_plain
from quen.kernel.sentences import gettext_noop
from quen.programme.errors import BadProgramme
from quen.programme.problems import sentence_of
from quen.programme.programme import Programme
from quen.programme.yaml_problems import problem_of

LARGEST_TEXT = 1_000_000

_NOT_YAML = gettext_noop("The programme is no readable YAML, line %(line)s, column %(column)s: %(problem)s")
_NO_MAPPING = gettext_noop("A programme is a list of keys and values, as “quen programme example” prints it.")
_TOO_LARGE = gettext_noop("The programme is larger than %(most)s characters.")
_ALIAS = gettext_noop("Line %(line)s: references (& and *) are not used in programmes. Write the values out.")
_TWICE = gettext_noop("Line %(line)s: the key “%(key)s” is there twice.")
_UNKNOWN = gettext_noop("%(path)s: this key does not exist. Is it misspelled?")
_MISSING = gettext_noop("%(path)s is missing.")


def load(text: str) -> Programme:
    """The programme written in `text`. Raises BadProgramme, which names line or place of the first mistake."""
    if len(text) > LARGEST_TEXT:
        raise BadProgramme(_TOO_LARGE, most=LARGEST_TEXT)
    try:
        written = read_plain(text)
    except NotPlain as error:
        raise _unread(error) from error
    if not isinstance(written, dict):
        raise BadProgramme(_NO_MAPPING)
    return from_values(written)


def from_values(values: Mapping[str, Any]) -> Programme:
    """The programme of plain values, as YAML, JSON or a form give them. Raises BadProgramme."""
    try:
        return Programme.model_validate_json(json.dumps(values, ensure_ascii=False, default=str))
    except ValidationError as error:
        raise _named(error) from error


def to_values(programme: Programme) -> dict[str, Any]:
    """The programme as plain values, defaults left out."""
    return programme.model_dump(mode="json", exclude_defaults=True)


def dump(programme: Programme) -> str:
    """The programme as YAML; `load` gives the same programme again."""
    return write_plain(to_values(programme))


def _unread(error: NotPlain) -> BadProgramme:
    if error.problem:
        said = problem_of(error.problem)
        return BadProgramme(_NOT_YAML, line=error.line, column=error.column, problem=said)
    if error.key:
        return BadProgramme(_TWICE, line=error.line, key=error.key)
    return BadProgramme(_ALIAS, line=error.line)


def _named(error: ValidationError) -> BadProgramme:
    """The first mistake, with the place it stands at: ``rules[2].when.hours``."""
    first = error.errors(include_url=False)[0]
    path = _path(first["loc"])
    if first["type"] == "extra_forbidden":
        return BadProgramme(_UNKNOWN, path=path)
    if first["type"] == "missing":
        return BadProgramme(_MISSING, path=path)
    return BadProgramme.at(path, sentence_of(first))


def _path(places: tuple[int | str, ...]) -> str:
    path = ""
    for place in places:
        path += f"[{place}]" if isinstance(place, int) else f".{place}" if path else place
    return path
