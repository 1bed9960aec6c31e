"""Launch a version of the programme, and end one. What was judged stays judged."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from quen.enrolment.draft import locked_draft
from quen.enrolment.errors import BeginsInThePast, EndsInThePast, NoSuchVersion
from quen.enrolment.events import ProgrammeEnded, ProgrammeLaunched
from quen.enrolment.models import ProgrammeVersion
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.programme import from_values


@transaction.atomic
def launch(*, number: int, by: Actor, at: datetime, effective_from: date | None = None) -> ProgrammeVersion:
    """Let a draft judge the purchases from `effective_from` on (default: the day written in it).

    The first version of all may begin in the past, because nothing has been judged yet; any other begins today or
    later. Raises NoSuchVersion, AlreadyLaunched, BeginsInThePast.
    """
    row = locked_draft(number)
    begins = effective_from or row.effective_from
    if begins < localdate(at) and ProgrammeVersion.objects.filter(launched_at__isnull=False).exists():
        raise BeginsInThePast(
            gettext_noop(
                "%(day)s is over, and its purchases are judged. Let the version begin today or later."
            ),
            day=begins,
        )
    row.effective_from = begins
    row.values = {**row.values, "effective_from": begins.isoformat()}
    from_values(row.values)  # a beginning after the written end is refused here
    row.launched_at, row.launched_by = at, str(by)
    row.save()
    emit(ProgrammeLaunched(at=at, by=by, subject=row.pk, version=number, effective_from=begins.isoformat()))
    return row


@transaction.atomic
def end(*, number: int, until: date | None, by: Actor, at: datetime) -> ProgrammeVersion:
    """Give a launched version its last day, or take it away (None). Raises NoSuchVersion, EndsInThePast."""
    row = (
        ProgrammeVersion.objects.select_for_update().filter(number=number, launched_at__isnull=False).first()
    )
    if row is None:
        raise NoSuchVersion(
            gettext_noop("No version %(number)s of the programme has been launched."), number=number
        )
    if until and (until < localdate(at) or until < row.effective_from):
        raise EndsInThePast(
            gettext_noop("%(day)s is over, or before the version begins. Choose a later last day."), day=until
        )
    row.effective_until = until
    row.save(update_fields=["effective_until"])
    emit(
        ProgrammeEnded(at=at, by=by, subject=row.pk, version=number, until=until.isoformat() if until else "")
    )
    return row
