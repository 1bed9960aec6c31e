"""`quen report FILE...`: who the regulars are, who came once, who stopped, and what it costs.

Imported once the language is chosen (`quen.cli.main`): the help texts are written in it.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from quen.cli.language import Language, spoken
from quen.cli.report.wanted import Wanted

_DAYS = ["%Y-%m-%d", "%d/%m/%Y"]


def report(
    files: Annotated[
        list[Path], typer.Argument(help=_("Sales files or folders of them: CSV, TSV, XLSX, Parquet."))
    ],
    html: Annotated[
        Path | None, typer.Option(help=_("Write one self-contained page with charts here."))
    ] = None,
    json: Annotated[str | None, typer.Option(help=_("Write JSON here; - for standard output."))] = None,
    date_from: Annotated[datetime | None, typer.Option("--from", formats=_DAYS, help=_("First day."))] = None,
    date_to: Annotated[datetime | None, typer.Option("--to", formats=_DAYS, help=_("Last day."))] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help=_("Which column holds what."))
    ] = None,
    no_header: Annotated[bool, typer.Option("--no-header", help=_("Columns are numbered from 1."))] = False,
    currency: Annotated[str | None, typer.Option(help=_("ISO 4217 code, e.g. VND."))] = None,
    tz: Annotated[str, typer.Option(help=_("Time zone of the shop."))] = "Asia/Ho_Chi_Minh",
    lang: Annotated[Language | None, typer.Option(help=_("Language of the answer."))] = None,
) -> None:
    """Answer the owner's four questions from sales files, on the terminal, as one page or as JSON."""
    wanted = Wanted(
        files=files,
        html=html,
        json=json,
        date_from=date_from,
        date_to=date_to,
        mapping=mapping or [],
        no_header=no_header,
        currency=currency,
        timezone=tz,
        language=lang or spoken(),
    )
    # Imported here: help and wrong options should not wait for DuckDB and Ibis.
    from quen.cli.report.run import run

    run(wanted)
