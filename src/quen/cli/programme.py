"""`quen programme`: programmes as files."""

from pathlib import Path

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.errors import BadOption
from quen.cli.sales_options import currency_of_books
from quen.cli.why_not import why_not
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop
from quen.programme.programme import Programme


class NoProgramme(QuenError):
    """The file with the programme cannot be read."""


def programme(
    what: str = typer.Argument(
        ..., metavar="example|check", help=_("example: print the default programme; check: read a file.")
    ),
    file: Path | None = typer.Argument(None, metavar="[FILE]", help=_("The file to check.")),
    currency: str = typer.Option("VND", "--currency", help=_("Currency of the example, e.g. VND.")),
) -> None:
    """Print the default programme as YAML, to begin from, or check one that was written."""
    if what == "example" and file is None:
        from quen.programme.example import example_text

        typer.echo(example_text(currency_of_books(currency), _), nl=False)
    elif what == "check" and file is not None:
        read = read_programme(file)
        Console().print(
            _("%(name)s, version %(version)s: in order.") % {"name": read.name, "version": read.version},
            markup=False,
        )
    else:
        raise BadOption(gettext_noop("Write “quen programme example” or “quen programme check FILE”."))


def read_programme(path: Path) -> Programme:
    """The programme in this YAML file. Raises NoProgramme or BadProgramme."""
    from quen.programme.yaml_text import load

    try:
        return load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise NoProgramme(
            gettext_noop("%(path)s cannot be read: %(why)s"), path=path, why=why_not(error)
        ) from error
    except UnicodeDecodeError as error:
        raise NoProgramme(gettext_noop("%(path)s is no text in UTF-8."), path=path) from error
