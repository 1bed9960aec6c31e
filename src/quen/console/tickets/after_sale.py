"""Care after the sale on one page: for each step how much is done and how fast, and how tickets ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.console.templatetags.written import percent
from quen.console.tickets.loop import SPANS
from quen.insight.feedback.after_sale import after_sale
from quen.insight.feedback.settled import Ended, HowEnded, how_ended
from quen.shops.models import Staff
from quen.shops.roles import Permission
from quen.tickets.choices import CameBy, Topic

MOST_IN_A_CUT = 12
_CUTS: Mapping[str, str | Promise] = {
    "topic": gettext_lazy("Topic"), "came_by": gettext_lazy("How it came"), "staff": gettext_lazy("Whose it was"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Tickets of one kind as a row: who or what, the figures, and the likely range of what was settled in one go."""

    name: str
    one: Ended
    between: str


@needs(Permission.SEE_TICKETS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """Of the stores this person sees."""
    days = request.GET.get("days", "90")
    days = days if days in SPANS else "90"
    now = timezone.now()
    stores, since = list(request.user.stores.values_list("pk", flat=True)), now - timedelta(days=int(days))
    steps = after_sale(since=since, until=now, at=now, stores=stores)
    ended = how_ended(since=since, until=now, stores=stores)
    context = {
        "spans": SPANS.items(),
        "days": days,
        "steps": steps,
        "is_any": any(one.to_do for one in steps),
        "whole": _line("all", "", ended.all) if ended.all else None,
        "tables": _tables(ended, is_manager=request.user.may(Permission.MANAGE_TICKETS)),
    }
    return render(request, "console/tickets/after_sale.html", context)


def _tables(ended: HowEnded, *, is_manager: bool) -> list[tuple[str, list[Line]]]:
    """How each colleague's tickets ended is for managers alone. One query for their names."""
    shown = {cut: ended.cuts.get(cut, [])[:MOST_IN_A_CUT] for cut in _CUTS if cut != "staff" or is_manager}
    numbers = [int(one.name) for one in shown.get("staff", [])]
    people = {str(row.pk): row.name for row in Staff.objects.filter(pk__in=numbers)} if numbers else {}
    return [
        (str(_CUTS[cut]), [_line(cut, people.get(one.name, ""), one) for one in ones])
        for cut, ones in shown.items()
        if ones
    ]


def _line(cut: str, person: str, one: Ended) -> Line:
    name = one.name
    if cut == "topic" and name in Topic.values:
        name = str(Topic(name).label)
    elif cut == "came_by" and name in CameBy.values:
        name = str(CameBy(name).label)
    found = one.in_one_go_between
    between = (
        _("%(low)s to %(high)s") % {"low": percent(found[0], 0), "high": percent(found[1], 0)}
        if found
        else ""
    )
    return Line(person or name, one, between)
