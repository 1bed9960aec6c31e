"""The entry point of `quen`: choose the language, run the command, turn every error into one sentence."""

import gc
import sys
from collections.abc import Sequence

_INTERRUPTED = 130


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)  # while it still started: there is nothing to say yet
    finally:
        gc.unfreeze()  # what start-up froze is let go with all else; DuckDB would report it as leaked


def run(arguments: Sequence[str]) -> int:
    """Run one command. Exit codes: 0 done, 1 a check found something, 2 wrong usage or bad input, 130 Ctrl-C."""
    from quen.cli.language import chosen_language
    from quen.cli.start import start_for, start_words
    from quen.kernel.errors import QuenError

    why_not: QuenError | OSError | None = None
    try:
        start_for(arguments)
    except (QuenError, OSError) as error:
        start_words()
        why_not = error
    from django.utils import translation

    with translation.override(chosen_language(arguments)):
        # Imported late: the help texts are written in the language chosen above.
        from quen.cli.app import call, refuse

        return refuse(why_not) if why_not else call(arguments)
