"""`quen economics [FILE...]`: what one more point of retention is worth, of sales files or of the installation.

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


def economics(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help=_("Sales files or folders of them; without any, the installation's own sales.")),
    ] = None,
    margin: Annotated[
        float | None, typer.Option(min=0.0, max=100.0, help=_("What stays of the revenue, percent."))
    ] = None,
    keeping: Annotated[
        float | None,
        typer.Option(min=0.0, help=_("Spent on keeping one customer in a year, in the currency.")),
    ] = None,
    winning: Annotated[
        float | None, typer.Option(min=0.0, help=_("Spent on winning one new customer, in the currency."))
    ] = None,
    discount: Annotated[
        float | None, typer.Option(min=0.0, max=100.0, help=_("What a year of waiting costs, percent."))
    ] = None,
    win_back: Annotated[
        float | None,
        typer.Option(
            "--win-back", min=0.0, max=100.0, help=_("Lost customers who come back when asked, percent.")
        ),
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
    """What better keeping is worth, what a lost customer costs, and what winning one back may cost."""
    from quen.cli.economics.wanted import Said, Wanted

    reading = reading_options(
        mapping=mapping or [],
        no_header=no_header,
        currency=currency,
        date_from=date_from,
        date_to=date_to,
        timezone=tz,
    )
    # Imported here: help and wrong options should not wait for DuckDB.
    from quen.cli.economics.run import run

    said = Said(margin=margin, keeping=keeping, winning=winning, discount=discount, win_back=win_back)
    run(Wanted(files or [], said, JsonOut(json), reading, lang or spoken()))
