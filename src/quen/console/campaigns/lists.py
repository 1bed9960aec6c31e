"""All campaigns, the newest first."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quen.campaigns.find import KIND
from quen.campaigns.models import Arm, Campaign, CampaignState
from quen.console.access import StaffRequest, needs
from quen.console.campaigns.words import segment_names
from quen.shops.roles import Permission

ROWS = 30


@needs(Permission.SEE_OUTREACH)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """With how many each was written to; narrowed down by name and state."""
    search, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    rows = Campaign.objects.order_by("-pk")
    if search:
        rows = rows.filter(name__icontains=search)
    if state in CampaignState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    shown = list(page)
    counted = _counted([row.pk for row in shown])
    names = segment_names({row.segment for row in shown})
    context = {
        "page": page,
        "rows": [(row, names[row.segment], *counted.get(row.pk, (None, None))) for row in shown],
        "counted": page.paginator.count,
        "search": search,
        "state": state,
        "states": CampaignState.choices,
    }
    return render(request, "console/campaigns/index.html", context)


def _counted(campaigns: list[int]) -> dict[int, tuple[int, int]]:
    """Campaign → written to, held out. One query."""
    rows = Arm.objects.filter(source_kind=KIND, source_id__in=campaigns).order_by()
    counts = rows.values_list("source_id").annotate(
        written_to=Count("customer", filter=Q(arm__gte=1)), held_out=Count("customer", filter=Q(arm=0))
    )
    return {campaign: (written_to, held_out) for campaign, written_to, held_out in counts}
