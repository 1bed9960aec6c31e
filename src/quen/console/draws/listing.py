"""Which draws and contests a list shows."""

from typing import Any

from django.db.models import F, QuerySet, Sum
from django.http import HttpRequest

from quen.draws.models import Draw, Kind, State


def asked(request: HttpRequest) -> dict[str, str]:
    """Search, state and kind, as far as they are known."""
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    return {
        "search": request.GET.get("q", "").strip()[:60],
        "state": state if state in State.values else "",
        "kind": kind if kind in Kind.values else "",
    }


def filtered(request: HttpRequest) -> QuerySet[Any]:
    """The newest first, each with `pieces` and `value_minor` of its prizes."""
    said = asked(request)
    rows = Draw.objects.annotate(
        pieces=Sum("prizes__pieces"), value_minor=Sum(F("prizes__pieces") * F("prizes__value_minor"))
    ).order_by("-pk")
    if said["state"]:
        rows = rows.filter(state=said["state"])
    if said["kind"]:
        rows = rows.filter(kind=said["kind"])
    return rows.filter(name__icontains=said["search"]) if said["search"] else rows
