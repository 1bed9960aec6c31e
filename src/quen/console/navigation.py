"""The places of the console, in the order of a day's work."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quen.shops.models import Staff
from quen.shops.roles import Permission


@dataclass(frozen=True)
class Place:
    """One entry of the navigation; a daily one stands in the bar of a phone, the others behind "More".

    Who has the permission `unless` is shown another place in its stead. `count`: the page with the number beside it.
    """

    label: str | Promise
    url_name: str
    icon: str
    permission: Permission
    is_daily: bool = False
    unless: Permission | None = None
    count: str = ""


@dataclass(frozen=True)
class Entry:
    """A place as this request sees it."""

    label: str | Promise
    address: str
    icon: str
    is_daily: bool
    is_here: bool
    count: str


PLACES = (
    Place(_("Today"), "console:today", "home", Permission.SEE_TODAY, is_daily=True),
    Place(
        _("Today"),
        "console:care:show",
        "home",
        Permission.TAKE_CARE,
        is_daily=True,
        unless=Permission.SEE_TODAY,
    ),
    Place(_("Customers"), "console:people:list", "users", Permission.SEE_CUSTOMERS, is_daily=True),
    Place(_("Tasks"), "console:tasks:index", "list-check", Permission.DO_TASKS, count="console:tasks:count"),
    Place(_("Warranty"), "console:warranty:look", "shield-check", Permission.OPEN_CLAIMS),
    Place(_("Surveys"), "console:surveys:index", "star", Permission.SEE_SURVEYS),
    Place(
        _("Tickets"),
        "console:tickets:index",
        "heart-handshake",
        Permission.SEE_TICKETS,
        count="console:tickets:count",
    ),
    Place(_("Chats"), "console:chats:index", "message", Permission.SEE_TICKETS, count="console:chats:count"),
    Place(_("Reports"), "console:reports:index", "chart-bar", Permission.SEE_REPORTS, is_daily=True),
    Place(_("Loyalty"), "console:loyalty:index", "gift", Permission.SEE_LOYALTY),
    Place(_("Outreach"), "console:outreach:index", "send", Permission.SEE_OUTREACH),
    Place(_("Till"), "till:home", "cash-register", Permission.SELL, is_daily=True),
    Place(_("Import"), "console:imports:index", "file-upload", Permission.IMPORT_FILES),
    Place(_("Staff"), "console:staff:list", "id", Permission.MANAGE_STAFF),
    Place(_("Settings"), "console:settings:show", "settings", Permission.CHANGE_SETTINGS),
)

PEOPLE = (
    Place(_("Customers"), "console:people:list", "users", Permission.SEE_CUSTOMERS),
    Place(_("Segments"), "console:segments:index", "users-group", Permission.SEE_SEGMENTS),
    Place(_("Leads"), "console:leads:index", "target", Permission.SEE_CUSTOMERS),
)
"""The lists behind Customers, as tabs."""

WARRANTY = (
    Place(_("In one look"), "console:warranty:look", "search", Permission.OPEN_CLAIMS),
    Place(_("Warranty claims"), "console:warranty:claims", "list", Permission.OPEN_CLAIMS),
    Place(_("Terms of warranty"), "console:warranty:terms", "note", Permission.OPEN_CLAIMS),
)
"""The pages of warranty, as tabs."""

LOYALTY = (
    Place(_("Overview"), "console:loyalty:index", "chart-bar", Permission.SEE_LOYALTY),
    Place(_("What it brings"), "console:loyalty:effect", "chart-line", Permission.SEE_LOYALTY),
    Place(_("Programme"), "console:programme:index", "list-check", Permission.SEE_LOYALTY),
    Place(_("Rewards"), "console:rewards:index", "gift", Permission.SEE_LOYALTY),
    Place(_("Vouchers"), "console:vouchers:index", "ticket", Permission.SEE_LOYALTY),
    Place(_("Cards"), "console:cards:index", "id-badge-2", Permission.SEE_LOYALTY),
    Place(_("Referrals"), "console:referrals:index", "users-plus", Permission.SEE_LOYALTY),
    Place(_("Draws and contests"), "console:draws:index", "confetti", Permission.SEE_LOYALTY),
    Place(_("Books"), "console:books:index", "book-2", Permission.SEE_LOYALTY),
)
"""The pages behind Loyalty, as tabs."""

OUTREACH = (
    Place(_("Messages"), "console:outreach:index", "message", Permission.SEE_OUTREACH),
    Place(_("Journeys"), "console:journeys:index", "arrow-right", Permission.SEE_OUTREACH),
    Place(_("Campaigns"), "console:campaigns:index", "flag", Permission.SEE_OUTREACH),
    Place(_("Templates"), "console:outreach:templates", "note", Permission.SEE_OUTREACH),
    Place(_("Channels"), "console:outreach:channels", "settings", Permission.SEE_OUTREACH),
)
"""The pages behind Outreach, as tabs."""


def entries(request: HttpRequest, places: tuple[Place, ...] = PLACES) -> list[Entry]:
    """The places the person who signed in may go to."""
    staff = request.user
    if not isinstance(staff, Staff):
        return []
    return [
        entry
        for place in places
        if staff.may(place.permission) and not (place.unless and staff.may(place.unless))
        if (entry := _entry(place, request.path))
    ]


def _entry(place: Place, path: str) -> Entry | None:
    try:
        address = reverse(place.url_name)
    except NoReverseMatch:  # a page that is not built yet
        return None
    is_here = path == address if address == "/" else path.startswith(address)
    return Entry(
        place.label, address, place.icon, place.is_daily, is_here, reverse(place.count) if place.count else ""
    )
