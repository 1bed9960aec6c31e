"""`quen demo`."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.progress import progress_bar
from quen.cli.ready import is_new_database, ready_database

if TYPE_CHECKING:
    from quen.demo.books import Books

_LOADED = 0.8  # of the whole, as measured; the rest is what follows the facts


def demo(seed: int = typer.Option(1, help=_("Another seed makes another shop."))) -> None:
    """Load two years of a coffee-and-grocery chain that never was."""
    from quen.demo.load import OWNER_EMAIL, OWNER_PASSWORD

    open_demo_shop(seed=seed)
    words = {"email": OWNER_EMAIL, "password": OWNER_PASSWORD}
    Console().print(_("The demo shop is ready. Sign in as %(email)s with %(password)s.") % words)


def open_demo_shop(*, seed: int = 1) -> None:
    """Bring the database up to date, load the shop, and let summaries, lake and proposals follow.

    Raises NotEmpty where there is a business.
    """
    from quen.demo.beside import books_beside
    from quen.demo.load import last_day
    from quen.kernel.without_collector import without_collector

    # A new database's schema takes as long as simulating the shop and reading its sales: one is done beside the other.
    aside = books_beside(seed=seed, last_day=last_day()) if is_new_database() else nullcontext()
    with without_collector(), aside as books:
        ready_database()
        _load(seed, books)


def _load(seed: int, books: "Callable[[], Books] | None") -> None:
    from django.db import connection
    from django.utils import timezone
    from django.utils.module_loading import import_string

    from quen.demo.load import load_demo
    from quen.people.duplicates import propose_duplicates

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")  # lost with the power, it would be loaded again
    with progress_bar() as show:
        load_demo(seed=seed, books=books, on_progress=lambda stage, share: show(stage, _LOADED * share))
        show("summaries", _LOADED)
        import_string("quen.config.readers.follow_a_load")()
        propose_duplicates(at=timezone.now())
