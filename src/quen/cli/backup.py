"""`quen backup`."""

from pathlib import Path

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.language import spoken
from quen.cli.progress import progress_bar
from quen.cli.ready import database_address, ready_database
from quen.cli.report.outcome import check_writable
from quen.cli.report.words import Words

_MB = 1_000_000


def backup(file: Path = typer.Argument(..., help=_("The file to write, e.g. quen-2026-11-22.tar."))) -> None:
    """Write everything into one file; keep it secret, it holds customers and keys."""
    check_writable(file)
    ready_database()
    from quen.home.backup import write_backup

    with progress_bar() as show:
        write_backup(file, database_url=database_address(), on_progress=show)
    size = Words(spoken(), "", _).decimal(file.stat().st_size / _MB)
    words = {"file": file, "size": size}
    Console().print(_("Written: %(file)s (%(size)s MB). Try it now and then: quen restore.") % words)
