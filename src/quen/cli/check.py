"""`quen check`."""

from enum import StrEnum

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.ready import ready_database


class What(StrEnum):
    """What can be proved."""

    FACTS = "facts"
    LEDGER = "ledger"


def check(what: What = typer.Argument(What.FACTS, help=_("What to check: facts or ledger."))) -> None:
    """Print every disagreement found; exit code 1 where there is any."""
    ready_database()
    from django.utils import timezone

    from quen.insight.checks import check_facts, check_ledger

    found = 0
    for finding in check_facts() if what is What.FACTS else check_ledger(at=timezone.now()):
        found += 1
        Console().print(finding.render(_), markup=False)
    if found:
        raise typer.Exit(1)
    said = {
        What.FACTS: _("The facts agree: every reference, every sum, every summary, and the lake."),
        What.LEDGER: _("The books are exact: every transfer, lot, account, reservation and reference."),
    }
    Console().print(said[what])
