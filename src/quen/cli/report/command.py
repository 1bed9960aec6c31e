"""`quen report FILE...`: who the regulars are, who came once, who stopped, and what it costs.

Imported once the language is chosen (`quen.cli.main`): the help texts are written in it.
"""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from quen.cli.json_out import JsonOut
from quen.cli.language import Language, spoken
from quen.cli.report.wanted import Wanted
from quen.cli.sales_options import (
    SHOP_ZONE,
    Currency,
    FirstDay,
    LastDay,
    Mapping,
    NoHeader,
    TimeZone,
)


def report(
    files: Annotated[
        list[Path], typer.Argument(help=_("Sales files or folders of them: CSV, TSV, XLSX, Parquet."))
    ],
    html: Annotated[
        Path | None, typer.Option(help=_("Write one self-contained page with charts here."))
    ] = None,
    json: Annotated[str | None, typer.Option(help=_("Write JSON here; - for standard output."))] = None,
    date_from: FirstDay = None,
    date_to: LastDay = None,
    mapping: Mapping = None,
    no_header: NoHeader = False,
    currency: Currency = None,
    tz: TimeZone = SHOP_ZONE,
    lang: Annotated[Language | None, typer.Option(help=_("Language of the answer."))] = None,
) -> None:
    """Answer the owner's four questions from sales files, on the terminal, as one page or as JSON."""
    wanted = Wanted(
        files=files,
        html=html,
        json=JsonOut(json),
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
