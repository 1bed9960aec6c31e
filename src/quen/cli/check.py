"""`quen check`."""

from collections.abc import Callable, Iterator
from enum import StrEnum

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.ready import ready_database
from quen.kernel.sentences import Sentence


class What(StrEnum):
    """What can be proved."""

    FACTS = "facts"
    LEDGER = "ledger"
    SEGMENTS = "segments"


def check(
    what: What = typer.Argument(What.FACTS, help=_("What to check: facts, ledger or segments.")),
) -> None:
    """Print every disagreement found; exit code 1 where there is any."""
    ready_database()
    from django.utils import timezone

    from quen.insight.business_day import business_today
    from quen.insight.checks import check_facts, check_ledger
    from quen.segments.check import check_segments

    now, found = timezone.now(), 0
    findings: dict[What, Callable[[], Iterator[Sentence]]] = {
        What.FACTS: check_facts,
        What.LEDGER: lambda: check_ledger(at=now),
        What.SEGMENTS: lambda: check_segments(today=business_today(), at=now),
    }
    for finding in findings[what]():
        found += 1
        Console().print(finding.render(_), markup=False)
    if found:
        raise typer.Exit(1)
    said = {
        What.FACTS: _("The facts agree: every reference, every sum, every summary, and the lake."),
        What.LEDGER: _("The books are exact: every transfer, lot, account, reservation and reference."),
        What.SEGMENTS: _("Segments agree with the facts: what they are asked of, and who is in them."),
    }
    Console().print(said[what])
