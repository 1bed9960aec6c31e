"""`quen bring-points`: the points members had in another system."""

from pathlib import Path

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.ready import ready_database
from quen.cli.why_not import why_not
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop


class NoFile(QuenError):
    """The file of balances cannot be read."""


def bring_points(
    file: Path = typer.Argument(
        ..., help=_("CSV in UTF-8 with the columns customer, points and, where they end, expires_on.")
    ),
) -> None:
    """Bring opening balances; the same file again brings nothing twice. Exit code 1 where a row was rejected."""
    ready_database()
    from django.utils import timezone

    from quen.kernel.actor import Actor, ActorKind
    from quen.points.opening import open_balances

    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise NoFile(
            gettext_noop("%(path)s cannot be read: %(why)s"), path=file, why=why_not(error)
        ) from error
    except UnicodeDecodeError as error:
        raise NoFile(gettext_noop("%(path)s is no text in UTF-8."), path=file) from error
    brought = open_balances(lines, at=timezone.now(), by=Actor(ActorKind.IMPORT))
    screen = Console()
    for row, why in brought.rejected:
        screen.print(_("Row %(row)s: %(why)s") % {"row": row, "why": why.render(_)}, markup=False)
    said = {"points": brought.points, "again": brought.already_there, "rejected": len(brought.rejected)}
    screen.print(
        _("%(points)s points brought; %(again)s rows were there already, %(rejected)s rejected.") % said,
        markup=False,
    )
    if brought.rejected:
        raise typer.Exit(1)
