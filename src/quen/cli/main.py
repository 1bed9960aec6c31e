"""The entry point of `quen`: choose the language, run the command, turn every error into one sentence."""

import gc
import sys
from collections.abc import Sequence


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        sys.exit(run(sys.argv[1:]))
    finally:
        gc.unfreeze()  # what start-up froze is let go with all else; DuckDB would report it as leaked


def run(arguments: Sequence[str]) -> int:
    """Run one command. Exit codes: 0 done, 1 a check found something, 2 wrong usage or bad input, 130 Ctrl-C."""
    from quen.cli.language import chosen_language
    from quen.cli.start import start_for

    start_for(arguments)
    from django.utils import translation

    with translation.override(chosen_language(arguments)):
        # Imported late: the help texts are written in the language chosen above.
        from quen.cli.app import call

        return call(arguments)
