"""`quen backtest PROGRAMME.yaml [--sales FILE]`: what a programme would have given and cost over past sales.

Imported once the language is chosen (`quen.cli.main`): the help texts are written in it.
"""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from quen.cli.json_out import JsonOut
from quen.cli.language import Language, spoken
from quen.cli.sales_options import (
    SHOP_ZONE,
    Currency,
    FirstDay,
    LastDay,
    Mapping,
    NoHeader,
    TimeZone,
    reading_options,
)

_YAML = {".yaml", ".yml"}


def backtest(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="PROGRAMME.yaml", help=_("The programme. Further files are sales, as after --sales.")
        ),
    ],
    sales: Annotated[
        list[Path] | None,
        typer.Option("--sales", metavar="FILE", help=_("Sales files or folders of them; may be repeated.")),
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="OTHER.yaml", help=_("Another programme to compare with."))
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
    """Replay sales through a programme: points, cost, tiers, and ten receipts explained.

    Sales files need no database; without any, the shop's own sales are replayed, against today's programme.
    """
    programme, more = _programme_and_sales(files)
    reading = reading_options(
        mapping=mapping or [],
        no_header=no_header,
        currency=currency,
        date_from=date_from,
        date_to=date_to,
        timezone=tz,
    )
    # Imported here: help and wrong options should not wait for DuckDB.
    from quen.cli.backtest.run import run
    from quen.cli.backtest.wanted import Wanted

    run(
        Wanted(
            programme=programme,
            against=against,
            sales=[*(sales or []), *more],
            json=JsonOut(json),
            reading=reading,
            language=lang or spoken(),
        )
    )


def _programme_and_sales(files: list[Path]) -> tuple[Path, list[Path]]:
    """`--sales A B PROGRAMME.yaml` leaves B before the programme: the first YAML file is the programme."""
    place = next((place for place, path in enumerate(files) if path.suffix.lower() in _YAML), 0)
    return files[place], files[:place] + files[place + 1 :]
