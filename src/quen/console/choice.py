"""Which period and which store figures are asked for: kept in the address, so that a link says it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.access import StaffRequest
from quen.insight.as_of import AsOf, as_of
from quen.insight.business_day import a_year_before, today_in
from quen.insight.lake.read import Filters
from quen.shops.models import Store


class Preset(StrEnum):
    """The periods asked for most. OWN has its first and last day in the address."""

    ALL = "all"
    DAYS_30 = "30d"
    DAYS_90 = "90d"
    MONTHS_12 = "12m"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    OWN = "own"

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS = {
    Preset.ALL: gettext_lazy("All time"),
    Preset.DAYS_30: gettext_lazy("Last 30 days"),
    Preset.DAYS_90: gettext_lazy("Last 90 days"),
    Preset.MONTHS_12: gettext_lazy("Last 12 months"),
    Preset.THIS_YEAR: gettext_lazy("This year"),
    Preset.LAST_YEAR: gettext_lazy("Last year"),
    Preset.OWN: gettext_lazy("Own period"),
}
OFFERED = tuple(preset for preset in Preset if preset is not Preset.OWN)


@dataclass(frozen=True)
class Choice:
    """What was asked for. `first_day` None: from the beginning. `problem`: what of the address was not understood."""

    preset: Preset
    first_day: date | None
    last_day: date
    stores: Sequence[Store]
    store: Store | None
    problem: str = ""

    @property
    def filters(self) -> Filters:
        """The same, as the lake is asked."""
        return Filters(self.first_day, self.last_day, (self.store.pk,) if self.store else ())


def choice_of(
    request: StaffRequest, *, stores: Sequence[Store] = (), otherwise: Preset = Preset.ALL
) -> tuple[Choice, AsOf]:
    """The choice in a request's address, and as of which day the figures speak. One query."""
    business = request.business
    assert business is not None, "no page is shown before the set-up"
    day = as_of(today=today_in(business.timezone), timezone_name=business.timezone)
    return chosen(request.GET, as_of=day.day, stores=stores, otherwise=otherwise), day


def chosen(
    query: Mapping[str, str], *, as_of: date, stores: Sequence[Store], otherwise: Preset = Preset.ALL
) -> Choice:
    """The choice in the address, `otherwise` where it names no period. What cannot be understood is said, and the whole
    time shown instead."""
    store = next((store for store in stores if str(store.pk) == query.get("store")), None)
    preset, problem = otherwise, ""
    first_day, last_day = days_of(otherwise, as_of)
    if query.get("from") or query.get("to"):
        first_day, last_day, problem = _own(query.get("from", ""), query.get("to", ""), as_of)
        preset = Preset.ALL if problem else Preset.OWN
    elif query.get("period") in set(OFFERED):
        preset = Preset(query["period"])
        first_day, last_day = days_of(preset, as_of)
    return Choice(preset, first_day, last_day, stores, store, problem)


def days_of(preset: Preset, as_of: date) -> tuple[date | None, date]:
    """First and last day of a preset that ends on, or is seen from, the day `as_of`."""
    match preset:
        case Preset.DAYS_30:
            return as_of - timedelta(days=29), as_of
        case Preset.DAYS_90:
            return as_of - timedelta(days=89), as_of
        case Preset.MONTHS_12:
            return a_year_before(as_of) + timedelta(days=1), as_of
        case Preset.THIS_YEAR:
            return date(as_of.year, 1, 1), as_of
        case Preset.LAST_YEAR:
            return date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31)
        case _:
            return None, as_of


def _own(since: str, until: str, as_of: date) -> tuple[date | None, date, str]:
    """A period of one's own; it ends with the figures at the latest, because days to come have none."""
    try:
        first_day = date.fromisoformat(since) if since else None
        last_day = min(date.fromisoformat(until), as_of) if until else as_of
    except ValueError:
        return None, as_of, _("That is not a day. The whole time is shown; choose the days again.")
    if first_day and first_day > last_day:
        problem = _("The period would begin after its end. The whole time is shown; choose the days again.")
        return None, as_of, problem
    return first_day, last_day, ""
