"""Start as much of Django as a command needs: only words, or the installation with its database."""

import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
_WITHOUT_DATABASE = frozenset({"report", "forecast", "programme", "uplift", "--help", "--version", "--lang"})
"""These answer from files alone; they start a second faster without the installation's settings."""


def start_for(arguments: Sequence[str]) -> None:
    """Start Django for this command line. Where it runs already (tests), nothing is changed."""
    from django.apps import apps

    if apps.ready:
        return
    if needs_database(arguments):
        _start_installation()
    else:
        start_words()


def needs_database(arguments: Sequence[str]) -> bool:
    """Whether the command works on the installation. Asking for help never does."""
    if not arguments or "--help" in arguments:
        return False
    command = command_of(arguments)
    of_files = (command == "backtest" and _names_sales(arguments)) or (
        command == "economics" and any(Path(argument).exists() for argument in arguments[1:])
    )
    return command not in _WITHOUT_DATABASE and not of_files


def _names_sales(arguments: Sequence[str]) -> bool:
    """Whether a back-test is told which files to replay; else it replays the installation's own sales."""
    files = [argument for argument in arguments if not argument.startswith("-") and Path(argument).exists()]
    return any(argument.split("=")[0] == "--sales" for argument in arguments) or any(
        Path(name).suffix.lower() not in {".yaml", ".yml"} for name in files
    )


def command_of(arguments: Sequence[str]) -> str:
    """The command's name: the first argument that is no option of `quen` itself."""
    rest = list(arguments)
    while rest and rest[0].startswith("--lang"):
        del rest[: 1 if "=" in rest[0] else 2]
    return rest[0] if rest else "--help"


def _start_installation() -> None:
    """Told to end while it starts or works, a command ends as from Ctrl-C: its children and its database with it."""
    import django

    from quen.home.database import start_database
    from quen.home.folder import home
    from quen.kernel.without_collector import without_collector

    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    home()
    with _told_afterwards():
        start_database()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quen.config.settings")
    with without_collector():
        django.setup()
    gc.freeze()  # what is set up stays for good: no later look for cycles goes through it


@contextmanager
def _told_afterwards() -> Iterator[None]:
    """Signals to end wait for the end of the block: a database half started is one that nobody stops."""
    told: list[int] = []
    before = {
        number: signal.signal(number, lambda heard, _frame: told.append(heard))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if told:
        signal.raise_signal(told[0])


def start_words() -> None:
    """Django with nothing but its translations."""
    import django
    from django.conf import settings

    settings.configure(
        USE_I18N=True,
        LANGUAGE_CODE="vi",
        LANGUAGES=[("vi", "Tiếng Việt"), ("en", "English")],
        LOCALE_PATHS=sorted(PACKAGE.glob("*/locale")),
    )
    django.setup()
