"""`quen export-person` and `quen erase-person`: what one person asks for, where there is no browser at hand."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.ready import ready_database
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop

if TYPE_CHECKING:
    from quen.people.models import Customer


class NobodyFound(QuenError):
    """No customer has this number, phone or e-mail address."""


def export_person(
    who: str = typer.Argument(..., help=_("Her phone number, e-mail address or customer number.")),
    file: Path = typer.Argument(..., help=_("The ZIP file to write.")),
) -> None:
    """Write all that is kept about one person into a file she can read."""
    ready_database()
    from django.utils import timezone

    from quen.flows.export_person import export_person as export
    from quen.kernel.actor import SYSTEM

    written = export(customer=_customer(who).pk, by=SYSTEM, at=timezone.now())
    file.write_bytes(written)
    Console().print(_("Written: %(file)s. Give it to her alone.") % {"file": file}, markup=False)


def erase_person(
    who: str = typer.Argument(..., help=_("Her phone number, e-mail address or customer number.")),
    yes: bool = typer.Option(False, "--yes", help=_("Erase now; without it nothing is changed.")),
    accept_open: bool = typer.Option(False, "--accept-open", help=_("Give up what is still open with her.")),
) -> None:
    """Show what is open with a person and what is kept of her; with --yes, forget her at once and for good."""
    ready_database()
    from django.utils import timezone

    from quen.flows.erase_person import erase_person as erase
    from quen.flows.open_with_her import open_with
    from quen.kernel.actor import SYSTEM

    found, console = _customer(who), Console()
    for open_thing in open_with(found.pk):
        console.print("- " + open_thing.render(_), markup=False)
    if not yes:
        console.print(
            _("Nothing was erased. Add --yes to forget customer %(number)s.") % {"number": found.pk}
        )
        raise typer.Exit(1)
    if erase(customer=found.pk, by=SYSTEM, at=timezone.now(), accepts_open=accept_open):
        console.print(_("Customer %(number)s is a number without a name now.") % {"number": found.pk})
    else:
        console.print(_("Customer %(number)s was forgotten before.") % {"number": found.pk})


def _customer(who: str) -> "Customer":
    from quen.people.find import root_of
    from quen.people.models import IdentityKind
    from quen.people.recognise import recognise, recognition

    if who.isdecimal() and len(who) < 9 and not who.startswith("0"):
        return root_of(int(who))
    kind = IdentityKind.EMAIL if "@" in who else IdentityKind.PHONE
    found = recognise(recognition(kind, who))
    if found is None:
        raise NobodyFound(gettext_noop("Nobody here is known by %(who)s. Nothing was changed."), who=who)
    return found
