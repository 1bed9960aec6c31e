"""Zalo ZNS: what a message must meet before it is submitted, so that it is refused here and not by Zalo.

After Zalo's documentation of ZNS templates: a message names an approved template by its number and gives a value to
each of its parameters; names are lower-case letters, digits and underscores; a value has at most 30 letters unless the
template says otherwise (a longest of its own, at most 200), no line break, and is never empty; the phone number is
written ``84912345678``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quen.kernel.sentences import Sentence, gettext_noop

LONGEST_VALUE = 30
LONGEST_EVER = 200
MOST_PARAMS = 20
_NUMBER = re.compile(r"\d{1,20}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PHONE = re.compile(r"\+84(\d{9,10})")


@dataclass(frozen=True)
class Param:
    """A parameter as the template was approved with it."""

    name: str
    text: str
    longest: int = LONGEST_VALUE


def params_of(kept: Mapping[str, object]) -> list[Param]:
    """The parameters as a version keeps them: name → text, or ``name:50`` → text where 50 letters are allowed."""
    params = []
    for written, text in kept.items():
        name, _colon, longest = written.partition(":")
        params.append(Param(name, str(text), int(longest) if longest.isdecimal() else LONGEST_VALUE))
    return params


def faults_of_template(zns_template: str, params: list[Param]) -> list[Sentence]:
    """What is wrong with a template before anything is sent."""
    faults = []
    if not _NUMBER.fullmatch(zns_template):
        faults.append(Sentence(gettext_noop("The number of the approved ZNS template is missing.")))
    if len(params) > MOST_PARAMS:
        faults.append(
            Sentence(gettext_noop("A ZNS template has at most %(most)s parameters."), {"most": MOST_PARAMS})
        )
    for param in params:
        if not _NAME.fullmatch(param.name):
            faults.append(
                Sentence(
                    gettext_noop("“%(name)s” is no name of a parameter: lower-case letters, digits and _."),
                    {"name": param.name},
                )
            )
        if not 1 <= param.longest <= LONGEST_EVER:
            faults.append(
                Sentence(
                    gettext_noop("“%(name)s” may have 1 to %(most)s letters."),
                    {"name": param.name, "most": LONGEST_EVER},
                )
            )
        if not param.text.strip():
            faults.append(Sentence(gettext_noop("“%(name)s” has no text."), {"name": param.name}))
    return faults


def faults_of_values(params: list[Param], values: Mapping[str, str]) -> list[Sentence]:
    """What is wrong with the values for one customer."""
    faults = []
    for param in params:
        value = values.get(param.name, "")
        if not value.strip() or "\n" in value:
            faults.append(
                Sentence(gettext_noop("“%(name)s” is empty or has a line break."), {"name": param.name})
            )
        elif len(value) > param.longest:
            faults.append(
                Sentence(
                    gettext_noop("“%(name)s” has %(letters)s letters; Zalo takes %(most)s."),
                    {"name": param.name, "letters": len(value), "most": param.longest},
                )
            )
    return faults


def phone_for_zalo(e164: str) -> str | None:
    """``+84912345678`` → ``84912345678``; None for a number Zalo does not write to."""
    found = _PHONE.fullmatch(e164)
    return f"84{found.group(1)}" if found else None
