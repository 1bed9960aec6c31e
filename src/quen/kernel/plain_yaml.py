"""YAML as people mean it, read into plain values: 10:30, `no` and days are texts, nothing refers to anything else."""

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

import yaml

_DEEPEST = 30

Path = tuple[str | int, ...]
"""The way to a value within others: keys, and the numbers of a list's entries from 0."""


class NotPlain(Exception):
    """The text is no YAML, `problem` says why in English; or it uses a reference or the `key` twice, and `problem` is
    empty. Lines and columns count from 1.
    """

    def __init__(self, *, line: int, column: int = 1, problem: str = "", key: str = "") -> None:
        self.line, self.column, self.problem, self.key = line, column, problem, key
        super().__init__(problem or key, line)


class _Loader(yaml.SafeLoader):
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise NotPlain(line=event.start_mark.line + 1)
        self.depth += 1
        if self.depth > _DEEPEST:
            mark = event.start_mark
            raise NotPlain(line=mark.line + 1, column=mark.column + 1, problem="nested too deep")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise NotPlain(line=key.start_mark.line + 1, key=key.value)
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


class _Dumper(yaml.SafeDumper):
    """Writes every value out, also where two are the same object; a text of several lines as one reads it."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the name is the library's
        return True


def _lines(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _lines)


def read_plain(text: str) -> object:
    """The values the text says. Raises NotPlain."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506  # a SafeLoader with fewer types
    except yaml.MarkedYAMLError as error:
        line, column = (error.problem_mark.line, error.problem_mark.column) if error.problem_mark else (0, 0)
        raise NotPlain(line=line + 1, column=column + 1, problem=str(error.problem)) from error
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        column = error.position - before.rfind("\n")
        raise NotPlain(line=before.count("\n") + 1, column=column, problem=str(error.reason)) from error
    except (yaml.YAMLError, ValueError) as error:
        raise NotPlain(line=1, problem=str(error).splitlines()[0]) from error


def lines_of(text: str, paths: Iterable[Path]) -> Iterator[int]:
    """On which line, from 1, each of these stands in a text `read_plain` reads; of what is not there, the line of what
    it should be in.
    """
    root = yaml.compose(text, _Loader)
    for path in paths:
        node, line = root, 1
        for part in path:
            found = _within(node, part)
            if found is None:
                break
            node, line = found
        yield line


def _within(node: yaml.Node | None, part: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        return next(
            ((value, key.start_mark.line + 1) for key, value in node.value if key.value == part), None
        )
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark.line + 1
    return None


def write_plain(values: object) -> str:
    """The values as YAML; `read_plain` gives the same again."""
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
