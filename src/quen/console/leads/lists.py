"""Leads as a board of their stages, and as a list."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.kernel.names import search_key
from quen.leads.models import Lead, LeadSource, LeadStage, LeadState
from quen.shops.roles import Permission

ROWS, CARDS = 30, 15


@dataclass(frozen=True)
class Column:
    """One stage of the board: its most promising leads, and how many there are in all."""

    stage: LeadStage
    leads: list[Lead]
    counted: int

    @property
    def is_cut(self) -> bool:
        """Whether some are not on the board."""
        return self.counted > len(self.leads)

    @property
    def following(self) -> LeadStage:
        """Where a lead goes from here; one that is nurtured goes back to closing."""
        stages = list(LeadStage)
        place = stages.index(self.stage) + 1
        return stages[place] if place < len(stages) else LeadStage.INTRODUCE


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The board of open leads; with a state, stage, source or search: the list."""
    search, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    source, stage = request.GET.get("source", ""), request.GET.get("stage", "")
    is_list = bool(search or source or stage) or state in LeadState.values or "list" in request.GET
    context: dict[str, object] = {
        "search": search,
        "state": state,
        "source": source,
        "stage": stage if stage in LeadStage.values else "",
        "is_list": is_list,
        "states": [*LeadState.choices],
        "sources": LeadSource.choices,
        "stages": LeadStage.choices,
    }
    if is_list:
        page = Paginator(_found(search, state, source, stage), ROWS).get_page(request.GET.get("page"))
        context |= {"page": page, "counted": page.paginator.count}
    else:
        columns = _board()
        context |= {"columns": columns, "counted": sum(column.counted for column in columns)}
    return render(request, "console/leads/index.html", context)


def _board() -> list[Column]:
    """Two queries: how many stand where, and the first of each."""
    open_ones = Lead.objects.filter(state=LeadState.OPEN)
    counts = dict(open_ones.order_by().values_list("stage").annotate(Count("pk")))
    place = Window(RowNumber(), partition_by=F("stage"), order_by=[F("score").desc(), F("pk")])
    first = open_ones.annotate(place=place).filter(place__lte=CARDS).select_related("customer__root", "owner")
    rows = sorted(first, key=lambda lead: (-lead.score, lead.pk))
    return [
        Column(stage, [lead for lead in rows if lead.stage == stage], counts.get(stage.value, 0))
        for stage in LeadStage
    ]


def _found(search: str, state: str, source: str, stage: str) -> QuerySet[Lead]:
    rows = Lead.objects.select_related("customer__root", "owner", "competitor")
    if state in LeadState.values:
        rows = rows.filter(state=state)
    if source in LeadSource.values:
        rows = rows.filter(source=source)
    if stage in LeadStage.values:
        rows = rows.filter(stage=stage)
    if search:
        rows = rows.filter(Q(customer__name_key__contains=search_key(search)) | Q(wish__icontains=search))
    return rows.order_by("-came_at", "-pk")
