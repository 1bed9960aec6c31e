"""Launch a version of the programme together with the kinds of vouchers it promises."""

from datetime import date, datetime

from django.db import transaction

from quen.enrolment.launch import launch
from quen.enrolment.models import ProgrammeVersion
from quen.kernel.actor import Actor
from quen.programme import from_values
from quen.vouchers.of_programme import make_kinds_of


@transaction.atomic
def launch_programme(
    *, number: int, by: Actor, at: datetime, effective_from: date | None = None
) -> ProgrammeVersion:
    """From its first day on it judges purchases; the vouchers it promises can be used. Raises what `launch` raises."""
    row = launch(number=number, by=by, at=at, effective_from=effective_from)
    make_kinds_of(programme=from_values(row.values), at=at, by=by)
    return row
