"""What is wrong with a value, as a sentence: our own checks, and those of the validating library."""

from collections.abc import Mapping
from typing import Any

from quen.kernel.sentences import Sentence, gettext_noop

_WORDS: Mapping[str, str] = {
    "int_type": gettext_noop("a whole number is needed."),
    "int_from_float": gettext_noop("a whole number is needed."),
    "string_type": gettext_noop("a text is needed."),
    "bool_type": gettext_noop("true or false is needed."),
    "tuple_type": gettext_noop("a list is needed."),
    "model_type": gettext_noop("keys and values are needed."),
    "model_attributes_type": gettext_noop("keys and values are needed."),
    "decimal_type": gettext_noop("a number is needed."),
    "decimal_parsing": gettext_noop("a number is needed."),
    "decimal_max_places": gettext_noop("at most %(decimal_places)s decimals."),
    "date_type": gettext_noop("a day is needed, such as 2026-01-31."),
    "date_parsing": gettext_noop("a day is needed, such as 2026-01-31."),
    "date_from_datetime_parsing": gettext_noop("a day is needed, such as 2026-01-31."),
    "greater_than_equal": gettext_noop("at least %(ge)s is needed."),
    "less_than_equal": gettext_noop("at most %(le)s is possible."),
    "literal_error": gettext_noop("one of these is needed: %(expected)s."),
    "string_pattern_mismatch": gettext_noop(
        "small letters, digits, - and _ only (currencies: three capitals)."
    ),
    "string_too_short": gettext_noop("this is too short."),
    "string_too_long": gettext_noop("this is too long."),
    "too_long": gettext_noop("these are too many."),
    "too_short": gettext_noop("these are too few."),
}


class Wrong(ValueError):
    """A value that makes no sense, with a sentence that says why."""

    def __init__(self, template: str, **facts: object) -> None:
        self.sentence = Sentence(template, facts)
        super().__init__(str(self.sentence))


def sentence_of(problem: Mapping[str, Any]) -> Sentence:
    """The sentence for one of pydantic's errors."""
    context = problem.get("ctx", {})
    own = context.get("error")
    if isinstance(own, Wrong):
        return own.sentence
    if problem["type"] in _WORDS:
        return Sentence(_WORDS[problem["type"]], context)
    return Sentence("%(problem)s", {"problem": problem["msg"].removeprefix("Value error, ")})
