"""The languages of the command line, and which one is spoken."""

import os
from collections.abc import Sequence
from enum import StrEnum


class Language(StrEnum):
    """The languages everything is written in."""

    VI = "vi"
    EN = "en"


def chosen_language(arguments: Sequence[str]) -> Language:
    """`--lang vi|en` anywhere on the line, else QUEN_LANG, else Vietnamese."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang" and place + 1 < len(arguments):
            return _known(arguments[place + 1])
    return _known(os.environ.get("QUEN_LANG", ""))


def spoken() -> Language:
    """The language Django's `gettext` answers in."""
    from django.utils.translation import get_language

    return _known(get_language() or "")


def _known(language: str) -> Language:
    return Language.EN if language.lower().startswith("en") else Language.VI
