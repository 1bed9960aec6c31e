"""Which version of the programme judges a day."""

from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from quen.enrolment.errors import NoSuchVersion
from quen.enrolment.models import ProgrammeVersion
from quen.kernel.sentences import gettext_noop
from quen.programme import Programme, from_values


def version_in_force(day: date) -> Programme | None:
    """The launched version that judges purchases of `day`; None where there is no programme then. One query."""
    found = (
        _launched()
        .filter(effective_from__lte=day)
        .exclude(effective_until__lt=day)
        .order_by("-effective_from", "-number")
        .values_list("pk", flat=True)
        .first()
    )
    return None if found is None else launched_programme(found)


def programme_of(number: int) -> Programme:
    """The launched version with this number. One query. Raises NoSuchVersion."""
    found = _launched().filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise NoSuchVersion(
            gettext_noop("No version %(number)s of the programme has been launched."), number=number
        )
    return launched_programme(found)


def launched() -> list[tuple[Programme, date, date | None]]:
    """Every launched version with its first and last day, in the order of their beginning. One query."""
    rows = (
        _launched()
        .order_by("effective_from", "number")
        .values_list("pk", "effective_from", "effective_until")
    )
    return [(launched_programme(pk), first, last) for pk, first, last in rows]


@lru_cache(maxsize=64)
def launched_programme(pk: int) -> Programme:
    """The launched version of this row, read once a process: it never changes."""
    return from_values(ProgrammeVersion.objects.values_list("values", flat=True).get(pk=pk))


def _launched() -> QuerySet[ProgrammeVersion]:
    return ProgrammeVersion.objects.filter(launched_at__isnull=False)
