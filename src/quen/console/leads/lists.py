"""Leads as a board of their stages, and as a list: of no store, of one's own, or of all for who works at all."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quen.console.access import StaffRequest, needs
from quen.leads.models import Lead, LeadSource, LeadStage, LeadState
from quen.leads.reads import Asked, found, seen_by
from quen.shops.models import Staff, Store
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
    """The board of open leads; with a state, stage, source, store or search: the list."""
    asked = asked_of(request)
    is_list = asked.is_narrowed or "list" in request.GET
    context: dict[str, object] = {
        "asked": asked,
        "is_list": is_list,
        "states": LeadState.choices,
        "sources": LeadSource.choices,
        "stages": LeadStage.choices,
        "stores": list(Store.objects.order_by("name")),
    }
    if is_list:
        page = Paginator(found(asked, staff=request.user), ROWS).get_page(request.GET.get("page"))
        context |= {"page": page, "counted": page.paginator.count}
    else:
        columns = _board(request.user)
        context |= {"columns": columns, "counted": sum(column.counted for column in columns)}
    return render(request, "console/leads/index.html", context)


def asked_of(request: StaffRequest) -> Asked:
    """How the address narrows the list; what it does not know is left out."""
    said = request.GET
    state, stage, source = said.get("state", ""), said.get("stage", ""), said.get("source", "")
    return Asked(
        search=said.get("q", "").strip()[:60], state=state if state in LeadState.values else "",
        stage=stage if stage in LeadStage.values else "", source=source if source in LeadSource.values else "",
        store=number_of(said.get("store", "")),
    )  # fmt: skip


def number_of(written: str) -> int | None:
    """A row's number as an address or a form has it, None where it is none."""
    return int(written) if written.isdecimal() and len(written) < 19 else None


def _board(staff: Staff) -> list[Column]:
    """Two queries: how many stand where, and the first of each."""
    open_ones = Lead.objects.filter(seen_by(staff), state=LeadState.OPEN)
    counts = dict(open_ones.order_by().values_list("stage").annotate(Count("pk")))
    place = Window(RowNumber(), partition_by=F("stage"), order_by=[F("score").desc(), F("pk")])
    first = open_ones.annotate(place=place).filter(place__lte=CARDS).select_related("customer__root", "owner")
    rows = sorted(first, key=lambda lead: (-lead.score, lead.pk))
    return [
        Column(stage, [lead for lead in rows if lead.stage == stage], counts.get(stage.value, 0))
        for stage in LeadStage
    ]
