"""`quen report FILE...`: who the regulars are, who came once, who stopped, and what it costs.

Imported once the language is chosen (`quen.cli.report.language`): the help texts are written in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.text import Text

from quen.cli.report.language import Language, spoken
from quen.cli.report.wanted import Wanted
from quen.kernel.errors import QuenError

_BAD_INPUT = 2
_INTERRUPTED = 130  # 128 + SIGINT, as shells report it
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
    lang: Annotated[Language, typer.Option(help=_("Language of the answer."))] = Language.VI,
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
        language=lang,
    )
    with spoken(lang), _ends_with_one_sentence():
        # Imported here: help and wrong options should not wait for DuckDB and Ibis.
        from quen.cli.report.run import run

        run(wanted)


@contextmanager
def _ends_with_one_sentence() -> Iterator[None]:
    """Turn what can go wrong into one sentence on standard error and an exit code; no traceback."""
    try:
        yield
    except QuenError as error:
        _say(error.sentence.render(_))
        raise typer.Exit(_BAD_INPUT) from error
    except KeyboardInterrupt as error:
        _say(_("Stopped. Nothing was written."))
        raise typer.Exit(_INTERRUPTED) from error


def _say(sentence: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(sentence))
