"""`quen forecast FILE...`: who still comes, how often each will come, what it is worth, and how far to trust that.

Imported once the language is chosen (`quen.cli.main`): the help texts are written in it.
"""

import os
from datetime import datetime
from enum import StrEnum
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


class UnitName(StrEnum):
    """Units of time of the parameters."""

    WEEK = "week"
    DAY = "day"


class ModelName(StrEnum):
    """The models one may ask for by name."""

    AUTO = "auto"
    PARETO_NBD = "pareto_nbd"
    BG_NBD = "bg_nbd"
    MBG_NBD = "mbg_nbd"


def forecast(
    files: Annotated[
        list[Path], typer.Argument(help=_("Sales files or folders of them: CSV, TSV, XLSX, Parquet."))
    ],
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%d/%m/%Y"],
            help=_(
                "Look at the sales up to this day only, and judge the forecast by what came after. "
                "Without it: the last day of the file."
            ),
        ),
    ] = None,
    horizon: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=3650,
            metavar="DAYS",
            help=_(
                "How far to look ahead. Without it: to the end of the file where it goes on after --until, "
                "else 90 days."
            ),
        ),
    ] = None,
    unit: Annotated[
        UnitName, typer.Option(help=_("Unit of time of the parameters, of recency and of age: week or day."))
    ] = UnitName.WEEK,
    model: Annotated[
        ModelName,
        typer.Option(help=_("auto takes the model that foretold the shop's own past best.")),
    ] = ModelName.AUTO,
    out: Annotated[
        Path | None, typer.Option(help=_("Write a row per customer here: FILE.csv or FILE.parquet."))
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
    """Foretell from sales files who still comes, how often, and what it is worth; no database needed.

    Known customers only. All purchases of a customer on one day count as one.
    """
    from quen.cli.forecast.wanted import Wanted, check

    wanted = Wanted(
        files=files,
        until=until.date() if until else None,
        horizon_days=horizon,
        unit=unit.value,
        model=model.value,
        out=out,
        json=JsonOut(json),
        reading=reading_options(
            mapping=mapping or [],
            no_header=no_header,
            currency=currency,
            date_from=date_from,
            date_to=date_to,
            timezone=tz,
        ),
        language=lang or spoken(),
    )
    check(wanted)
    # The matrices are tiny: more threads only wait for each other, many times as long as the work takes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Imported here: help and wrong options should not wait for DuckDB and SciPy.
    from quen.cli.forecast.run import run

    run(wanted)
