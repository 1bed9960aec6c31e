"""`quen check`."""

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.ready import ready_database


def check(what: str = typer.Argument("facts", help=_("What to check: facts."))) -> None:
    """Print every disagreement found; exit code 1 where there is any."""
    if what != "facts":
        raise typer.BadParameter(_("There is only one check so far: facts."))
    ready_database()
    from quen.insight.checks import check_facts

    found = 0
    for finding in check_facts():
        found += 1
        Console().print(finding.render(_), markup=False)
    if found:
        raise typer.Exit(1)
    Console().print(_("The facts agree: every reference, every sum, every summary, and the lake."))
