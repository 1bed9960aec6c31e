"""The entry point of `quen`: choose the language, run the command, turn every error into one sentence."""

import os
import sys
from collections.abc import Sequence


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command. Exit codes: 0 done, 1 a check found something, 2 wrong usage or bad input, 130 Ctrl-C."""
    from quen.cli.start import start_for

    start_for(arguments)
    from django.utils import translation

    with translation.override(chosen_language(arguments)):
        # Imported late: the help texts are written in the language chosen above.
        from quen.cli.app import call

        return call(arguments)


def chosen_language(arguments: Sequence[str]) -> str:
    """`--lang vi|en` anywhere on the line, else QUEN_LANG, else Vietnamese."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if argument == "--lang" and place + 1 < len(arguments):
            return _known(arguments[place + 1])
    return _known(os.environ.get("QUEN_LANG", "vi"))


def _known(language: str) -> str:
    return "en" if language.lower().startswith("en") else "vi"
