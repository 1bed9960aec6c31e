"""What was changed, by whom, from what to what."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quen.console import restarts
from quen.console.access import StaffRequest, needs
from quen.insight.today.registry import KIND
from quen.kernel.actor import ActorKind
from quen.kernel.receipt_periods import Restart
from quen.points.terms import Partner, ReturnPolicy
from quen.shops import history
from quen.shops.models import ApiToken, SettingChange, Staff, Store
from quen.shops.roles import Permission, Role
from quen.shops.scopes import Scope
from quen.webhooks.models import Endpoint

ROWS = 50

_NAMES = {
    "name": gettext_lazy("Name"),
    "legal_name": gettext_lazy("Registered name"),
    "business.address": gettext_lazy("Registered address"),
    "tax_code": gettext_lazy("Tax code"),
    "representative": gettext_lazy("Legal representative"),
    "representative_title": gettext_lazy("Title of the representative"),
    "currency": gettext_lazy("Currency"),
    "language": gettext_lazy("Language"),
    "timezone": gettext_lazy("Time zone"),
    "brand_colour": gettext_lazy("Your colour"),
    "address": gettext_lazy("Address"),
    "area": gettext_lazy("Area"),
    "opened_on": gettext_lazy("Opened on"),
    "closed_on": gettext_lazy("Closed on"),
    "other_names": gettext_lazy("Other names in files"),
    "receipts_restart": gettext_lazy("Receipt numbers start again"),
    "role": gettext_lazy("Role"),
    "stores": gettext_lazy("Stores"),
    "is_active": gettext_lazy("Account open"),
    "password": gettext_lazy("Password renewed"),
    "scopes": gettext_lazy("What a token may do"),
    "revoked": gettext_lazy("Token revoked"),
    "url": gettext_lazy("Address of a webhook"),
    "kinds": gettext_lazy("What a webhook is told"),
    "is_on": gettext_lazy("Webhook on"),
    "secret": gettext_lazy("Secret renewed"),
    "till.offline_points": gettext_lazy("Points one sale may spend offline"),
    "till.offline_voucher_minor": gettext_lazy("Most that a voucher may take off one sale offline"),
    "till.lease_hours": gettext_lazy("Hours a till may use the vouchers it holds without asking"),
    "till.remembered_customers": gettext_lazy("Customers a till remembers"),
    "economics.margin": gettext_lazy("Assumed margin"),
    "economics.keeping_minor": gettext_lazy("Assumed cost of keeping a customer, a year"),
    "economics.winning_minor": gettext_lazy("Assumed cost of winning a customer"),
    "economics.discount": gettext_lazy("Assumed cost of a year of waiting"),
    "economics.win_back": gettext_lazy("Assumed share of customers won back"),
    "contact_minor": gettext_lazy("Cost of looking after one person"),
    "off": gettext_lazy("Reasons left off the list of the day"),
    **{
        f"{role.value}_per_day": format_lazy("{}: {}", role.label, gettext_lazy("people a day on the list"))
        for role in Role
    },
    "points.return_policy": gettext_lazy("When points of returned goods are spent already"),
    "points.approval_above": gettext_lazy("Corrections of more points than this need a second person"),
    "partner.is_active": gettext_lazy("Points are exchanged"),
    "in_theirs": gettext_lazy("Points of a partner that come in"),
    "in_ours": gettext_lazy("Points given for them"),
    "out_ours": gettext_lazy("Points that go to a partner"),
    "out_theirs": gettext_lazy("Points the partner gives for them"),
}
_ROOMS: dict[str, type[Model]] = {
    "staff": Staff,
    "store": Store,
    "token": ApiToken,
    "webhook": Endpoint,
    "partner": Partner,
}
_SETTING = re.compile(
    r"(?P<room>business|care|store|staff|token|webhook|partner)\.(?:(?P<id>\d+)\.)?(?P<name>\w+)"
)


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
    rows = list(changes)
    names = {
        room: dict(kind._default_manager.filter(pk__in=ids).values_list("pk", "name"))
        for room, kind in _ROOMS.items()
        if (ids := _ids(rows, room))
    }
    return [_change(row, names) for row in rows]


def _ids(rows: Iterable[SettingChange], room: str) -> set[int]:
    """Whom the changes speak of; with the room "staff" also who made them."""
    found = [_SETTING.fullmatch(row.setting) for row in rows]
    of = {int(part["id"]) for part in found if part and part["room"] == room and part["id"]}
    made_by = [row.changed_by.partition(":") for row in rows]
    return of | {int(id_) for kind, _colon, id_ in made_by if room == kind == ActorKind.STAFF}


def _change(row: SettingChange, names: dict[str, dict[int, str]]) -> Change:
    found = _SETTING.fullmatch(row.setting)
    room, id_, name = (found["room"], found["id"], found["name"]) if found else ("", None, row.setting)
    whose, staff = names.get(room, {}), names.get("staff", {})
    kind, _colon, actor_id = row.changed_by.partition(":")
    return Change(
        at=row.changed_at,
        who=staff.get(int(actor_id), _("a former colleague")) if kind == ActorKind.STAFF else _("the system"),
        of=whose.get(int(id_), "") if id_ else _("The business"),
        what=str(_NAMES.get(f"{room}.{name}", _NAMES.get(name, name))),
        before=_written(name, row.before),
        after=_written(name, row.after),
    )


def _written(name: str, value: object) -> str:
    if value is None or value == "":
        return "–"
    if name == "role" and isinstance(value, str):
        return str(Role(value).label)
    if name == "receipts_restart" and isinstance(value, str):
        return str(restarts.WORDS[Restart(value)])
    if name == "points.return_policy" and isinstance(value, str):
        return str(ReturnPolicy(value).label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "off" and isinstance(value, list):
        return ", ".join(str(KIND[key].label) for key in value if key in KIND) or _("none")
    if name == "scopes" and isinstance(value, list):
        return ", ".join(str(Scope(scope).label) for scope in value)
    if name == "kinds" and isinstance(value, list):
        return ", ".join(map(str, value)) or _("everything")
    if name == "other_names" and isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _("all stores")
    return str(value)
