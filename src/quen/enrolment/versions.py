"""Which version of the programme judges a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from quen.enrolment.errors import NoSuchVersion
from quen.enrolment.models import ProgrammeVersion
from quen.kernel.sentences import gettext_noop
from quen.programme import Programme, from_values

Launched = tuple[Programme, date, date | None]
"""A launched version with its first and last day."""


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


def tier_names(day: date) -> Mapping[str, str]:
    """What the tiers are called on that day, by key. One query."""
    programme = version_in_force(day)
    steps = programme.tiers.steps if programme and programme.tiers else ()
    return {step.key: step.name for step in steps}


def in_force(versions: Sequence[Launched], day: date) -> Programme | None:
    """Of launched versions, as `launched` gives them, the one that judges purchases of `day`."""
    judging = [version for version, first, last in versions if first <= day and (last is None or last >= day)]
    return judging[-1] if judging else None


def launched() -> list[Launched]:
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
