"""What sources and campaigns cost in a month, and what a lead and a new customer cost by source and by UTM label."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum, TextChoices
from django.utils.translation import gettext_lazy as _

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.leads.capture import Utm
from quen.leads.models import Lead, LeadSource, LeadState, SourceCost
from quen.shops.clock import shop_timezone, start_of

MOST_LABELS, MOST_ENTERED = 100, 200


class Label(TextChoices):
    """What the link of an advertisement said, by which leads and costs are cut."""

    CAMPAIGN = "utm_campaign", _("Campaign")
    SOURCE = "utm_source", _("UTM source")
    MEDIUM = "utm_medium", _("UTM medium")


@dataclass(frozen=True)
class Months:
    """From the first day of a month up to before the first day of another, and the moments at which those begin."""

    first: date
    after: date
    since: datetime
    until: datetime

    @classmethod
    def between(cls, first: date, after: date) -> "Months":
        """One query, for the shop's time zone."""
        zone = shop_timezone()
        return cls(first, after, start_of(first, zone), start_of(after, zone))


@dataclass(frozen=True)
class Brought:
    """Leads that came in a period, how many of them became customers, and what that cost (None: nothing entered)."""

    leads: int = 0
    won: int = 0
    lost: int = 0
    cost_minor: int | None = None

    @property
    def per_lead_minor(self) -> float | None:
        """What one lead cost, None where nothing was entered or nobody came."""
        return self.cost_minor / self.leads if self.cost_minor is not None and self.leads else None

    @property
    def per_new_minor(self) -> float | None:
        """What one new customer cost, None where nothing was entered or nobody won."""
        return self.cost_minor / self.won if self.cost_minor is not None and self.won else None


@dataclass(frozen=True)
class ByLabel:
    """What each value of a label brought, dearest first. `left_out`: values beyond the most that are shown.

    `without`: the leads that came without the label. What was entered without it, `unassigned_minor`, is shared out to
    nobody.
    """

    rows: Mapping[str, Brought]
    left_out: int
    without: Brought
    unassigned_minor: int


@transaction.atomic
def enter_cost(
    *, source: LeadSource, month: date, amount_minor: int, at: datetime, by: Actor, utm: Utm | None = None
) -> SourceCost:
    """Keep what a source cost in the month of that day, all of it but what is entered for its campaigns by `utm`.

    Entered again for the same labels it replaces the figure.
    """
    what = utm or Utm()
    row, _made = SourceCost.objects.update_or_create(
        source=source, month=month.replace(day=1), utm_source=tidy(what.source)[:80],
        utm_medium=tidy(what.medium)[:80], utm_campaign=tidy(what.campaign)[:80],
        defaults={"amount_minor": amount_minor, "entered_at": at, "entered_by": str(by)},
    )  # fmt: skip
    return row


@transaction.atomic
def take_cost_back(cost: int) -> bool:
    """Let what was entered by mistake be as if it never had been; whether it was there still."""
    gone, _each = SourceCost.objects.filter(pk=cost).delete()
    return bool(gone)


def entered(months: Months) -> list[SourceCost]:
    """What was entered for these months, the newest month first. One query."""
    rows = SourceCost.objects.filter(month__gte=months.first, month__lt=months.after)
    return list(rows.order_by("-month", "source", "utm_campaign", "utm_source", "utm_medium")[:MOST_ENTERED])


def by_source(months: Months) -> dict[LeadSource, Brought]:
    """Every source that brought leads or cost anything in these months. Two queries.

    Costs of months count by their first day; leads by the day they came, whatever the day they bought. Costs of its
    campaigns are costs of the source.
    """
    found = _brought("source", months)
    return {source: found[source.value] for source in LeadSource if source.value in found}


def by_label(label: Label, months: Months) -> ByLabel:
    """The same by what a label says, whatever the source. Two queries.

    A row has the leads with its value and the costs that were entered with it, letter for letter.
    """
    found = _brought(label.value, months)
    without = found.pop("", Brought())
    said = sorted(found.items(), key=lambda row: (-(row[1].cost_minor or 0), -row[1].leads, row[0]))
    return ByLabel(
        rows=dict(said[:MOST_LABELS]), left_out=max(len(said) - MOST_LABELS, 0),
        without=Brought(without.leads, without.won, without.lost), unassigned_minor=without.cost_minor or 0,
    )  # fmt: skip


def labels_known(months: Months) -> dict[Label, list[str]]:
    """What each label said of leads that came then, for whoever types a cost. One query."""
    said = _came(months).exclude(utm_source="", utm_medium="", utm_campaign="")
    rows = list(said.order_by().values(*Label.values).distinct()[: 5 * MOST_LABELS])
    return {label: sorted({row[label.value] for row in rows} - {""})[:MOST_LABELS] for label in Label}


def _brought(field: str, months: Months) -> dict[str, Brought]:
    counted = _came(months).order_by().values(field).annotate(
        leads=Count("pk"), won=Count("pk", Q(state=LeadState.WON)), lost=Count("pk", Q(state=LeadState.LOST))
    )  # fmt: skip
    spent = (
        SourceCost.objects.filter(month__gte=months.first, month__lt=months.after).order_by().values(field)
    )
    costs = dict(spent.annotate(all=Sum("amount_minor")).values_list(field, "all"))
    found = {
        row[field]: Brought(row["leads"], row["won"], row["lost"], costs.pop(row[field], None)) for row in counted
    }  # fmt: skip
    return found | {name: Brought(cost_minor=cost) for name, cost in costs.items()}


def _came(months: Months) -> QuerySet[Lead]:
    return Lead.objects.filter(came_at__gte=months.since, came_at__lt=months.until)
