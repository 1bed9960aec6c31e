"""`quen import`."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table
from rich.text import Text

from quen.cli.language import spoken
from quen.cli.progress import progress_bar
from quen.cli.ready import ready_database
from quen.kernel.receipt_periods import Restart
from quen.kernel.sentences import Sentence

if TYPE_CHECKING:
    from quen.cli.report.words import Words
    from quen.flows.models import SalesImport


def import_files(
    files: list[Path] = typer.Argument(..., help=_("Sales files, or folders of them."), metavar="FILE..."),
    map_: list[str] = typer.Option(
        [], "--map", metavar="FIELD=COLUMN", help=_("Say which column holds a field.")
    ),
    no_header: bool = typer.Option(False, "--no-header", help=_("The files begin with a row of facts.")),
    currency: str = typer.Option("", "--currency", help=_("Currency of the amounts, e.g. VND.")),
    store: str = typer.Option("", "--store", help=_("Store of files that name none.")),
    receipts_restart: Restart | None = typer.Option(
        None,
        "--receipts-restart",
        help=_(
            "How often the receipt numbers of the files' stores start again; kept in the stores' settings."
        ),
    ),
    enrol: bool = typer.Option(
        False,
        "--enrol",
        help=_("Everybody the files know becomes a member, with points for what she bought."),
    ),
) -> None:
    """Import; the same file again changes nothing, an overlapping file adds only what is new."""
    from quen.cli.mapping import mapping_from

    mapping = mapping_from(map_)
    ready_database()
    from django.utils.module_loading import import_string

    from quen.cli.report.guess import show_guess, show_notes
    from quen.flows.import_sales import import_sales
    from quen.kernel.actor import SYSTEM
    from quen.sales_file import ReadingPlan, ReadOptions

    options = ReadOptions(
        mapping=mapping, no_header=no_header, currency=currency or None, restart=receipts_restart
    )
    aside = Console(stderr=True, highlight=False)
    told: list[Sentence] = []

    def guess(plan: ReadingPlan) -> None:
        show_guess(plan, _words(plan.currency), aside)
        told.extend(plan.notes)

    with progress_bar(aside) as show:
        record = import_sales(
            files, options=options, by=SYSTEM, store=store, enrol=enrol, on_guess=guess, on_progress=show
        )
        show("summaries", 0.9)
        import_string("quen.config.readers.follow")()
    show_notes((Sentence(*note) for note in (record.notes or [])[len(told) :]), _words(), aside)
    _say(record)


def _words(currency: str = "") -> "Words":
    from quen.cli.report.words import Words

    return Words(spoken(), currency, _)


def _say(record: "SalesImport") -> None:
    from quen.home.folder import uploads_folder

    table = Table(show_header=False, box=None)
    table.add_column()
    table.add_column(justify="right")
    for label, figure in (
        (_("Rows read"), record.rows_read),
        (_("Imported"), record.rows_imported),
        (_("Already there"), record.rows_already_there),
        (_("Rejected"), record.rows_rejected),
        (_("New purchases"), record.purchases_new),
        (_("New customers"), record.customers_new),
        (_("New members"), record.members_new),
        (_("Points given"), record.points_given),
    ):
        table.add_row(label, Text(_words().count(figure or 0), style="bold"))
    Console().print(table)
    if record.rejects_file:
        path = uploads_folder() / record.rejects_file
        Console().print(_("The rejected rows, with reasons: %(path)s") % {"path": path}, soft_wrap=True)
