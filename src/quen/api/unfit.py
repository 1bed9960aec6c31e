"""Why a value does not fit, in the reader's language: pydantic's kinds of error as sentences of ours."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_WORDS = {
    "missing": gettext_lazy("is missing"),
    "extra_forbidden": gettext_lazy("is not known here"),
    "string_type": gettext_lazy("must be text"),
    "string_too_short": gettext_lazy("needs at least %(min_length)s letters"),
    "string_too_long": gettext_lazy("may have at most %(max_length)s letters"),
    "string_pattern_mismatch": gettext_lazy("does not have the form it must have"),
    "int_type": gettext_lazy("must be a whole number"),
    "int_parsing": gettext_lazy("must be a whole number"),
    "int_from_float": gettext_lazy("must be a whole number"),
    "int_parsing_size": gettext_lazy("is too large a number"),
    "bool_type": gettext_lazy("must be true or false"),
    "bool_parsing": gettext_lazy("must be true or false"),
    "greater_than": gettext_lazy("must be above %(gt)s"),
    "greater_than_equal": gettext_lazy("must be at least %(ge)s"),
    "less_than": gettext_lazy("must be below %(lt)s"),
    "less_than_equal": gettext_lazy("must be at most %(le)s"),
    "too_short": gettext_lazy("needs at least %(min_length)s entries"),
    "too_long": gettext_lazy("may have at most %(max_length)s entries"),
    "list_type": gettext_lazy("must be a list"),
    "model_type": gettext_lazy("must be an object"),
    "model_attributes_type": gettext_lazy("must be an object"),
    "dict_type": gettext_lazy("must be an object"),
    "enum": gettext_lazy("must be one of %(expected)s"),
    "literal_error": gettext_lazy("must be one of %(expected)s"),
    "timezone_aware": gettext_lazy("needs a time zone, e.g. 2026-11-22T09:00:00+07:00"),
    "datetime_type": gettext_lazy("must be a time, e.g. 2026-11-22T09:00:00+07:00"),
    "datetime_parsing": gettext_lazy("must be a time, e.g. 2026-11-22T09:00:00+07:00"),
    "datetime_from_date_parsing": gettext_lazy("must be a time, e.g. 2026-11-22T09:00:00+07:00"),
    "date_type": gettext_lazy("must be a day, e.g. 2026-11-22"),
    "date_parsing": gettext_lazy("must be a day, e.g. 2026-11-22"),
    "date_from_datetime_parsing": gettext_lazy("must be a day, e.g. 2026-11-22"),
}
# Pydantic's step for what a value was tried as, where it may be one thing or another: it is no part of what was sent.
_BRANCH = re.compile(r"(str-enum|literal)\[.*\]")


def unfit(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One entry per value: where it stands (JSON pointer, or the parameter's name) and why it does not fit."""
    whys: dict[tuple[str, str], list[str]] = {}
    for error in errors:
        whys.setdefault(_place(error["loc"]), []).append(_why(error))
    return [{kind: where, "detail": _either(list(dict.fromkeys(why)))} for (kind, where), why in whys.items()]


def _place(loc: Iterable[str | int]) -> tuple[str, str]:
    """The kind of the place, and the place."""
    source, *path = loc
    steps = [str(step) for step in path if not _BRANCH.fullmatch(str(step))]
    if source in ("body", "body_params"):
        inner = steps[1:] if steps[:1] == ["body"] else steps
        return "pointer", "#" + "".join(f"/{_escaped(step)}" for step in inner)
    return "parameter", ".".join(steps)


def _either(whys: list[str]) -> str:
    """A value that may be one thing or another has a reason for each of them."""
    told, *others = whys
    for other in others:
        told = _("%(one)s; or it %(other)s") % {"one": told, "other": other}
    return told


def _escaped(step: str) -> str:
    """A step of a JSON pointer (RFC 6901)."""
    return step.replace("~", "~0").replace("/", "~1")


def _why(error: Mapping[str, Any]) -> str:
    words = _WORDS.get(error["type"])
    if words is None:
        return _("does not fit")
    facts: dict[str, object] = error.get("ctx", {})
    return str(words) % facts
