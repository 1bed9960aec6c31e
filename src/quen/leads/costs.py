"""What a source cost in a month, and what a new customer cost by source."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q, Sum

from quen.kernel.actor import Actor
from quen.leads.models import Lead, LeadSource, LeadState, SourceCost
from quen.shops.clock import start_of


@dataclass(frozen=True)
class SourceResult:
    """Leads that came through a source in a period, how many became customers, and what it cost (None: not entered)."""

    source: LeadSource
    leads: int
    won: int
    lost: int
    cost_minor: int | None

    @property
    def per_new_minor(self) -> float | None:
        """What one new customer cost, None where nothing was entered or nobody won."""
        return self.cost_minor / self.won if self.cost_minor is not None and self.won else None


@transaction.atomic
def enter_cost(*, source: LeadSource, month: date, amount_minor: int, at: datetime, by: Actor) -> SourceCost:
    """Keep what a source cost in the month of that day; entered again it replaces the figure."""
    row, _made = SourceCost.objects.update_or_create(
        source=source, month=month.replace(day=1),
        defaults={"amount_minor": amount_minor, "entered_at": at, "entered_by": str(by)},
    )  # fmt: skip
    return row


def results(first: date, after: date) -> list[SourceResult]:
    """Every source that brought leads or cost anything in the months from `first` up to before `after`. Three queries.

    Costs of months count by their first day; leads by the day they came, whatever the day they bought.
    """
    came = Lead.objects.filter(came_at__gte=start_of(first), came_at__lt=start_of(after))
    counted = {
        row["source"]: row
        for row in came.values("source").annotate(
            leads=Count("pk"),
            won=Count("pk", Q(state=LeadState.WON)),
            lost=Count("pk", Q(state=LeadState.LOST)),
        )
    }
    spent = SourceCost.objects.filter(month__gte=first, month__lt=after).values("source")
    costs = dict(spent.annotate(all=Sum("amount_minor")).values_list("source", "all"))
    none: dict[str, int] = {}
    return [
        SourceResult(
            source, row.get("leads", 0), row.get("won", 0), row.get("lost", 0), costs.get(source.value)
        )
        for source in LeadSource
        for row in [counted.get(source.value, none)]
        if row or source.value in costs
    ]
