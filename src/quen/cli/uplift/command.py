"""`quen uplift FILE`: what an experiment in a file proved, arm by arm and outcome by outcome.

Imported once the language is chosen (`quen.cli.main`): the help texts are written in it.
"""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from quen.cli.json_out import JsonOut
from quen.cli.language import Language, spoken


def uplift(
    file: Annotated[
        Path, typer.Argument(help=_("A table with one row per customer: CSV, Excel or Parquet."))
    ],
    arm: Annotated[str, typer.Option(metavar="COLUMN", help=_("Which arm each customer was in."))],
    control: Annotated[str, typer.Option(metavar="VALUE", help=_("The arm the others are held against."))],
    outcome: Annotated[
        list[str],
        typer.Option(metavar="COLUMN", help=_("What the experiment was to change: numbers, or yes and no.")),
    ],
    covariate: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN", help=_("What was known before the experiment; narrows the intervals.")
        ),
    ] = None,
    expected_split: Annotated[
        str | None,
        typer.Option(
            metavar="A:B:C",
            help=_(
                "Sizes the arms were meant to have: the control first, then the others sorted by name. "
                "Without it: equal."
            ),
        ),
    ] = None,
    planned: Annotated[
        int | None,
        typer.Option(
            min=1, help=_("Customers the experiment was planned for; with fewer it is still collecting.")
        ),
    ] = None,
    anytime: Annotated[
        bool,
        typer.Option(
            "--anytime",
            help=_(
                "Intervals that hold however often one looks before --planned is reached; they are wider."
            ),
        ),
    ] = False,
    json: Annotated[str | None, typer.Option(help=_("Write JSON here; - for standard output."))] = None,
    lang: Annotated[Language | None, typer.Option(help=_("Language of the answer."))] = None,
) -> None:
    """What an experiment proved: the difference of every arm to the control, and whether it is one."""
    from quen.cli.uplift.wanted import Wanted, split_from
    from quen.measures.uplift.states import Horizon

    wanted = Wanted(
        file=file,
        arm=arm,
        control=control,
        outcomes=tuple(outcome),
        covariates=tuple(covariate or ()),
        expected_split=split_from(expected_split),
        horizon=Horizon(planned, anytime),
        json=JsonOut(json),
        language=lang or spoken(),
    )
    # Imported here: help and wrong options should not wait for DuckDB and scipy.
    from quen.cli.uplift.run import run

    run(wanted)
