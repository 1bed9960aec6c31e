"""`quen import`."""

from pathlib import Path

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from quen.cli.progress import progress_bar
from quen.cli.ready import ready_database
from quen.kernel.receipt_periods import Restart


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

    from quen.flows.import_sales import import_sales
    from quen.kernel.actor import SYSTEM
    from quen.sales_file import ReadOptions

    options = ReadOptions(
        mapping=mapping, no_header=no_header, currency=currency or None, restart=receipts_restart
    )
    with progress_bar() as show:
        record = import_sales(files, options=options, by=SYSTEM, store=store, enrol=enrol, on_progress=show)
        show("summaries", 0.9)
        import_string("quen.config.readers.follow")()
    _say(record.pk)


def _say(record_id: int) -> None:
    from quen.flows.models import SalesImport
    from quen.home.folder import uploads_folder

    record = SalesImport.objects.get(pk=record_id)
    table = Table(show_header=False, box=None)
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
        table.add_row(label, f"[bold]{figure or 0:,}[/bold]")
    Console().print(table)
    if record.rejects_file:
        path = uploads_folder() / record.rejects_file
        Console().print(_("The rejected rows, with reasons: %(path)s") % {"path": path}, soft_wrap=True)
