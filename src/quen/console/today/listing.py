"""The list of the day with what the page says besides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from quen.console.access import StaffRequest
from quen.console.people.authors import names_of
from quen.insight.today.decide import ASIDE_DAYS
from quen.insight.today.of_staff import CareList, Line, care_list


@dataclass(frozen=True)
class CarePage:
    """`names` of those who decided, by line."""

    found: CareList
    names: Mapping[int, str]
    aside_days: tuple[int, ...] = ASIDE_DAYS

    @property
    def decided(self) -> list[tuple[Line, str]]:
        """What was decided today, the latest first, each with by whom."""
        return [(line, self.names[line.care.pk]) for line in self.found.decided]


def care_page(request: StaffRequest, *, day: date) -> CarePage:
    """The list for the person who asks. Six queries."""
    business = request.business
    assert business is not None, "no page is shown before the set-up"
    found = care_list(staff=request.user, day=day, business=business, at=timezone.now())
    names = names_of({line.care.decided_by for line in found.decided})
    return CarePage(found, {line.care.pk: names[line.care.decided_by] for line in found.decided})
