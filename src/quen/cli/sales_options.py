"""The options of every command that reads sales files: how they are spelled, and what they come to.

Imported once the language is chosen: the help texts are written in it.
"""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from django.utils.translation import gettext as _

from quen.cli.errors import BadOption
from quen.cli.mapping import mapping_from
from quen.kernel.money import is_currency
from quen.kernel.sentences import gettext_noop
from quen.sales_file import ReadOptions

_DAYS = ["%Y-%m-%d", "%d/%m/%Y"]

_WRITTEN = "2026-11-22|22/11/2026"

FirstDay = Annotated[
    datetime | None, typer.Option("--from", formats=_DAYS, metavar=_WRITTEN, help=_("First day."))
]
LastDay = Annotated[
    datetime | None, typer.Option("--to", formats=_DAYS, metavar=_WRITTEN, help=_("Last day."))
]
Mapping = Annotated[
    list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help=_("Which column holds what."))
]
NoHeader = Annotated[bool, typer.Option("--no-header", help=_("Columns are numbered from 1."))]
Currency = Annotated[str | None, typer.Option(help=_("ISO 4217 code, e.g. VND."))]
TimeZone = Annotated[str, typer.Option("--tz", help=_("Time zone of the shop."))]
SHOP_ZONE = "Asia/Ho_Chi_Minh"


def reading_options(
    *,
    mapping: list[str],
    no_header: bool,
    currency: str | None,
    date_from: datetime | None,
    date_to: datetime | None,
    timezone: str,
) -> ReadOptions:
    """The reader's options. Raises BadOption before any file is opened."""
    if date_from and date_to and date_from > date_to:
        raise BadOption(gettext_noop("--from lies after --to, so there is no day between them."))
    return ReadOptions(
        mapping=mapping_from(mapping),
        no_header=no_header,
        currency=currency.upper() if currency else None,
        date_from=date_from.date() if date_from else None,
        date_to=date_to.date() if date_to else None,
        timezone=zone_of(timezone),
    )


def zone_of(name: str) -> str:
    """The name of a time zone that exists. Raises BadOption."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadOption(
            gettext_noop("%(name)s is no time zone. Write it like Asia/Ho_Chi_Minh."), name=name
        ) from error
    return name


def currency_of_books(said: str) -> str:
    """The ISO 4217 code somebody typed, in capitals. Raises BadOption."""
    code = said.strip().upper()
    if not is_currency(code):
        template = gettext_noop("“%(currency)s” is no currency. Use its three letters, such as VND or USD.")
        raise BadOption(template, currency=said)
    return code
