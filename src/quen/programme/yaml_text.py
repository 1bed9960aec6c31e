"""Programmes as YAML: read with every mistake named by its place, written so that reading gives the same again."""

import json
import re
from collections.abc import Hashable, Mapping
from typing import Any

import yaml
from pydantic import ValidationError

from quen.kernel.sentences import gettext_noop
from quen.programme.errors import BadProgramme
from quen.programme.problems import sentence_of
from quen.programme.programme import Programme

LARGEST_TEXT = 1_000_000
_DEEPEST = 30

_NOT_YAML = gettext_noop("The programme is no readable YAML, line %(line)s: %(problem)s")
_NO_MAPPING = gettext_noop("A programme is a list of keys and values, as “quen programme example” prints it.")
_TOO_LARGE = gettext_noop("The programme is larger than %(most)s characters.")
_ALIAS = gettext_noop("Line %(line)s: references (& and *) are not used in programmes. Write the values out.")
_TWICE = gettext_noop("Line %(line)s: the key “%(key)s” is there twice.")
_UNKNOWN = gettext_noop("%(path)s: this key does not exist. Is it misspelled?")
_MISSING = gettext_noop("%(path)s is missing.")


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: 10:30 is a text, `no` is a text, a date is a text until a field wants a date."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadProgramme(_ALIAS, line=event.start_mark.line + 1)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise BadProgramme(_NOT_YAML, line=event.start_mark.line + 1, problem="nested too deep")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise BadProgramme(_TWICE, line=key.start_mark.line + 1, key=key.value)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("tag:yaml.org,2002:int", r"^-?[0-9]+$", "-0123456789"),
    ("tag:yaml.org,2002:float", r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


def load(text: str) -> Programme:
    """The programme written in `text`. Raises BadProgramme, which names line or place of the first mistake."""
    if len(text) > LARGEST_TEXT:
        raise BadProgramme(_TOO_LARGE, most=LARGEST_TEXT)
    try:
        written = yaml.load(text, _Loader)  # noqa: S506  # a SafeLoader with fewer types
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadProgramme(_NOT_YAML, line=line, problem=error.problem) from error
    except (yaml.YAMLError, ValueError) as error:
        raise BadProgramme(_NOT_YAML, line=1, problem=str(error).splitlines()[0]) from error
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
    return yaml.dump(to_values(programme), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


class _Dumper(yaml.SafeDumper):
    """Writes every value out, also where two are the same object."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the name is the library's
        return True


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
