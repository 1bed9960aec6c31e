"""The list of segments."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, actor, needs
from quen.kernel.names import search_key
from quen.segments.models import Segment, SegmentCount, SegmentKind
from quen.segments.reads import seen_by
from quen.shops.roles import Permission

TREND_DAYS = 30
SHOWN = (
    ("", _("In use")),
    ("own", _("Made here")),
    ("list", _("Fixed lists")),
    ("ready", _("Ready made")),
    ("archived", _("Archived")),
)


@dataclass(frozen=True)
class Line:
    """A segment with what was counted last, and how that compares with a month before."""

    segment: Segment
    latest: SegmentCount | None
    before: SegmentCount | None

    @property
    def customers(self) -> int | None:
        if self.segment.is_kept and self.segment.filled_version == self.segment.version:
            return self.segment.customers
        return self.latest.customers if self.latest else None

    @property
    def share_of_customers(self) -> float | None:
        latest = self.latest
        return 100 * latest.customers / latest.all_customers if latest and latest.all_customers else None

    @property
    def share_of_revenue(self) -> float | None:
        latest = self.latest
        return (
            100 * latest.revenue_minor / latest.all_revenue_minor
            if latest and latest.all_revenue_minor > 0
            else None
        )

    @property
    def grown(self) -> int | None:
        """Customers more than a month before; None where nobody counted then."""
        if self.latest is None or self.before is None or self.before.day == self.latest.day:
            return None
        return self.latest.customers - self.before.customers


@needs(Permission.SEE_SEGMENTS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Every segment the person may see: her own and shared ones first, then the ready-made cuts."""
    shown, search = request.GET.get("show", ""), request.GET.get("q", "").strip()[:60]
    segments = [one for one in seen_by(actor(request)) if _is_shown(one, shown, search)]
    lines = lines_of(segments, today=timezone.localdate())
    context: dict[str, Any] = {
        "own": [line for line in lines if not line.segment.is_ready_made],
        "ready": [line for line in lines if line.segment.is_ready_made],
        "shown": shown,
        "search": search,
        "choices": SHOWN,
    }
    is_part = request.headers.get("HX-Request-Type") == "partial"
    return render(request, f"console/segments/{'_lines' if is_part else 'index'}.html", context)


def lines_of(segments: list[Segment], *, today: date) -> list[Line]:
    """The segments by name, the ready-made ones as the field has them in order. One query."""
    counts: dict[int, list[SegmentCount]] = {}
    kept = SegmentCount.objects.filter(segment__in=segments, day__gte=today - timedelta(days=TREND_DAYS))
    for each in kept.order_by("day"):
        counts.setdefault(each.segment_id, []).append(each)
    lines = [
        Line(one, *((counts[one.pk][-1], counts[one.pk][0]) if one.pk in counts else (None, None)))
        for one in segments
    ]
    return sorted(
        lines,
        key=lambda line: (
            line.segment.pk if line.segment.is_ready_made else 0,
            search_key(line.segment.name),
        ),
    )


def _is_shown(segment: Segment, shown: str, search: str) -> bool:
    if search and search_key(search) not in search_key(segment.shown_name):
        return False
    if (segment.archived_at is not None) != (shown == "archived"):
        return False
    return {
        "own": not segment.is_ready_made,
        "list": segment.kind == SegmentKind.LIST,
        "ready": segment.is_ready_made,
    }.get(shown, True)
