"""What was changed, by whom, from what to what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.settings.places import BUSINESS, NAMED, PLACES, Found, found
from quen.console.settings.setting_names import NAMES
from quen.console.settings.setting_values import in_words as value_in_words
from quen.kernel.actor import ActorKind
from quen.shops import history
from quen.shops.models import SettingChange
from quen.shops.roles import Permission

ROWS = 50
_STAFF = "staff.#"


@dataclass(frozen=True)
class Change:
    """One line of the history, in words."""

    at: datetime
    who: str
    of: str
    what: str
    before: str
    after: str


@needs(Permission.CHANGE_SETTINGS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All changes, newest first."""
    page = Paginator(history.history(), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "changes": in_words(page.object_list), "counted": page.paginator.count}
    return render(request, "console/settings/history.html", context)


def in_words(changes: Iterable[SettingChange]) -> Sequence[Change]:
    """The changes with the names of people and stores, found in a query for each kind."""
    rows = [(row, found(row.setting)) for row in changes]
    names = {
        place: dict(kind._default_manager.filter(pk__in=ids).values_list("pk", "name"))
        for place, kind in NAMED.items()
        if (ids := _numbers(rows, place))
    }
    return [_change(row, setting, names) for row, setting in rows]


def what(setting: Found) -> str:
    """What the setting is called; its own name where nobody gave it one."""
    if setting.place == "tickets.day":
        return date_format(date.fromisoformat(setting.name), "SHORT_DATE_FORMAT")
    return str(NAMES.get(setting.place, {}).get(setting.name, setting.name))


def _numbers(rows: Iterable[tuple[SettingChange, Found]], place: str) -> set[int]:
    """Whom the changes of a place speak of; of staff also who made them."""
    of, makers = set(), set()
    for row, setting in rows:
        if setting.place == place and setting.number is not None:
            of.add(setting.number)
        kind, _colon, number = row.changed_by.partition(":")
        if kind == ActorKind.STAFF:
            makers.add(int(number))
    return of | makers if place == _STAFF else of


def _change(row: SettingChange, setting: Found, names: Mapping[str, Mapping[int, str]]) -> Change:
    kind, _colon, actor = row.changed_by.partition(":")
    staff = names.get(_STAFF, {})
    return Change(
        at=row.changed_at,
        who=staff.get(int(actor), _("a former colleague")) if kind == ActorKind.STAFF else _("the system"),
        of=_concerns(setting, names.get(setting.place, {})),
        what=what(setting),
        before=value_in_words(setting, row.before),
        after=value_in_words(setting, row.after),
    )


def _concerns(setting: Found, names: Mapping[int, str]) -> str:
    """The place, and which of many: by its name where it has one still, else by its number."""
    place = str(PLACES.get(setting.place, BUSINESS))
    if setting.number is None:
        return place
    name = names.get(setting.number)
    if not place:
        return name or ""
    return f"{place}: {name}" if name else f"{place} {setting.number}"
