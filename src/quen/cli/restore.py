"""`quen restore`."""

from pathlib import Path

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.progress import progress_bar
from quen.cli.ready import database_address, ready_database


def restore(
    file: Path = typer.Argument(..., help=_("A file written by quen backup."), exists=True, dir_okay=False),
    replace: bool = typer.Option(False, "--replace", help=_("Replace what the database holds now.")),
) -> None:
    """Read a backup back into an empty installation, or with --replace over the present one."""
    ready_database()
    from quen.events.restore import reset_after_restore
    from quen.home.restore import read_backup

    if not replace:
        _refuse_if_not_empty()
    with progress_bar() as show:
        read_backup(file, database_url=database_address(), on_progress=show)
    reset_after_restore()
    ready_database()
    Console().print(_("Restored from %(file)s.") % {"file": file})


def _refuse_if_not_empty() -> None:
    from quen.home.errors import DatabaseNotEmpty
    from quen.kernel.sentences import gettext_noop
    from quen.shops.reads import current_business

    business = current_business()
    if business:
        raise DatabaseNotEmpty(
            gettext_noop(
                "The database already holds %(business)s. Nothing was changed. "
                "Make a backup of it first, then say --replace to replace it."
            ),
            business=business.name,
        )
