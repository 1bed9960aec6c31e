"""Write the next version of the programme, before it is launched."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from quen.enrolment.errors import AlreadyLaunched, NoSuchVersion, OtherMoney
from quen.enrolment.events import ProgrammeDraftDropped, ProgrammeDrafted
from quen.enrolment.models import ProgrammeVersion
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.programme import Programme, load, to_values
from quen.shops.models import Business


@transaction.atomic
def draft(*, text: str, by: Actor, at: datetime, number: int | None = None) -> ProgrammeVersion:
    """Keep `text` (YAML) as a draft: a new one, or in place of the draft `number`.

    The version number in the text is ours, not the author's: it is set. Raises BadProgramme, OtherMoney,
    NoSuchVersion, AlreadyLaunched, and keeps nothing then.
    """
    programme = load(text)
    _refuse_other_money(programme)
    row = _row(number, by, at)
    before = row.values
    row.text = numbered(text, row.number)
    programme = load(row.text)
    row.name, row.values = programme.name, to_values(programme)
    row.effective_from, row.effective_until = programme.effective_from, programme.effective_until
    row.changed_at, row.changed_by = at, str(by)
    row.save()
    emit(
        ProgrammeDrafted(
            at=at, by=by, subject=row.pk, version=row.number, changes=differences(before, row.values)
        )
    )
    return row


@transaction.atomic
def drop_draft(*, number: int, by: Actor, at: datetime) -> None:
    """Throw a draft away; its text stays in the story. Raises NoSuchVersion, AlreadyLaunched."""
    row = locked_draft(number)
    emit(ProgrammeDraftDropped(at=at, by=by, subject=row.pk, version=row.number, text=row.text))
    row.delete()


def locked_draft(number: int) -> ProgrammeVersion:
    """The draft's row, held until the transaction ends. Raises NoSuchVersion, AlreadyLaunched."""
    row = ProgrammeVersion.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NoSuchVersion(gettext_noop("There is no version %(number)s of the programme."), number=number)
    if row.launched_at:
        raise AlreadyLaunched(
            gettext_noop("Version %(number)s is launched and stays as it is. Make a new draft from it."),
            number=number,
        )
    return row


def numbered(text: str, number: int) -> str:
    """The text with its version number set, comments and all else as written."""
    line = f"version: {number}"
    changed, found = re.subn(r"(?m)^version:[ \t]*\d+", line, text, count=1)
    return changed if found else f"{line}\n{text}"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[object]]:
    """What differs at the top of two programmes: key → before and after (None where it is not there)."""
    keys = sorted({*before, *after} - {"version"})
    return {key: [before.get(key), after.get(key)] for key in keys if before.get(key) != after.get(key)}


def _row(number: int | None, by: Actor, at: datetime) -> ProgrammeVersion:
    if number is not None:
        return locked_draft(number)
    Business.objects.select_for_update().get(id=1)  # two drafts at once would take the same number
    last = ProgrammeVersion.objects.aggregate(last=Max("number"))["last"] or 0
    return ProgrammeVersion(number=last + 1, values={}, created_at=at, created_by=str(by))


def _refuse_other_money(programme: Programme) -> None:
    currency = Business.objects.values_list("currency", flat=True).get(id=1)
    if programme.currency != currency:
        raise OtherMoney(
            gettext_noop(
                "The programme counts in %(programme)s, the shop in %(shop)s. Write currency: %(shop)s."
            ),
            programme=programme.currency,
            shop=currency,
        )
