"""`quen setup`: what the first page in the browser does, from the command line."""

import getpass
import sys

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.errors import WeakPassword
from quen.cli.ready import ready_database
from quen.kernel.sentences import gettext_noop


def setup(
    name: str = typer.Option(..., prompt=_("Name of the business"), help=_("Name of the business.")),
    owner: str = typer.Option(..., prompt=_("Name of the owner"), help=_("Name of the owner.")),
    email: str = typer.Option(..., prompt=_("E-mail of the owner"), help=_("The owner signs in with it.")),
    currency: str = typer.Option("VND", help=_("Currency of the books, ISO 4217.")),
    language: str = typer.Option("vi", help=_("Language of the business: vi or en.")),
    timezone: str = typer.Option("Asia/Ho_Chi_Minh", help=_("Time zone of the business.")),
    password_stdin: bool = typer.Option(
        False, "--password-stdin", help=_("Read the owner's password from standard input.")
    ),
) -> None:
    """Name the business and its owner; the password is asked for and never shown."""
    ready_database()
    from quen.shops.set_up import set_up_business

    password = sys.stdin.readline().rstrip("\n") if password_stdin else getpass.getpass(_("Password: "))
    _refuse_weak(password)
    set_up_business(
        name=name,
        currency=currency.upper(),
        language=language,
        timezone=timezone,
        owner_name=owner,
        owner_email=email,
        owner_password=password,
    )
    Console().print(_("%(name)s is set up. Start it with: quen serve") % {"name": name})


def _refuse_weak(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password)
    except ValidationError as error:
        raise WeakPassword(
            gettext_noop("The password will not do: %(why)s Nothing was set up."),
            why=" ".join(error.messages),
        ) from error
