"""`quen setup`: what the first page in the browser does, from the command line."""

import getpass
import sys

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.errors import BadOption, WeakPassword
from quen.cli.language import Language
from quen.cli.ready import ready_database
from quen.cli.sales_options import currency_of_books, zone_of
from quen.kernel.sentences import gettext_noop


def setup(
    name: str = typer.Option(..., prompt=_("Name of the business"), help=_("Name of the business.")),
    owner: str = typer.Option(..., prompt=_("Name of the owner"), help=_("Name of the owner.")),
    email: str = typer.Option(..., prompt=_("E-mail of the owner"), help=_("The owner signs in with it.")),
    currency: str = typer.Option("VND", help=_("Currency of the books, ISO 4217.")),
    language: Language = typer.Option(Language.VI, help=_("Language of the business: vi or en.")),
    timezone: str = typer.Option("Asia/Ho_Chi_Minh", help=_("Time zone of the business.")),
    password_stdin: bool = typer.Option(
        False, "--password-stdin", help=_("Read the owner's password from standard input.")
    ),
) -> None:
    """Name the business and its owner; the password is asked for and never shown."""
    _refuse_what_cannot_be(name=name, owner=owner, email=email, currency=currency)
    zone = zone_of(timezone)
    ready_database()
    from quen.shops.set_up import set_up_business

    password = sys.stdin.readline().rstrip("\n") if password_stdin else getpass.getpass(_("Password: "))
    _refuse_weak(password)
    set_up_business(
        name=name,
        currency=currency_of_books(currency),
        language=language,
        timezone=zone,
        owner_name=owner,
        owner_email=email,
        owner_password=password,
    )
    Console().print(_("%(name)s is set up. Start it with: quen serve") % {"name": name})


def _refuse_what_cannot_be(*, name: str, owner: str, email: str, currency: str) -> None:
    """With a wrong address the owner could never sign in. Raises BadOption."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    if not name.strip() or not owner.strip():
        raise BadOption(gettext_noop("The business and its owner need a name. Nothing was set up."))
    currency_of_books(currency)
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise BadOption(gettext_noop("“%(email)s” is no e-mail address."), email=email) from error


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
