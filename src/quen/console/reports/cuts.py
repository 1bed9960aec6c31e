"""The repeat rate cut by store, category, channel, first product and first spending."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import PERCENT, Bars, Series
from quen.console.reports.page import Asked, Facts, Section, Tab
from quen.console.reports.table import Column, Kind, Mark, Row, Table
from quen.console.templatetags.written import money_in, percent
from quen.insight.reports.ask import Report
from quen.measures.clear_winner import clear_winner
from quen.measures.wilson import FEWEST_CUSTOMERS

SHOWN_IN_CHART = 12


class Cut(StrEnum):
    """What customers are grouped by."""

    STORE = "store"
    CATEGORY = "category"
    CHANNEL = "channel"
    FIRST_PRODUCT = "first_product"
    FIRST_SPENDING = "first_spending"

    @property
    def label(self) -> Promise:
        return _LABELS[self]

    @property
    def report(self) -> Report:
        """The report that counts it."""
        return Report(f"by_{self.value}")


_LABELS = {
    Cut.STORE: gettext_lazy("Store"),
    Cut.CATEGORY: gettext_lazy("Category"),
    Cut.CHANNEL: gettext_lazy("Channel"),
    Cut.FIRST_PRODUCT: gettext_lazy("First product"),
    Cut.FIRST_SPENDING: gettext_lazy("Value of the first purchase"),
}


@dataclass(frozen=True)
class Group:
    """Customers of one store, category …; `rate` in percent."""

    name: str
    customers: int
    repeat_customers: int
    rate: float
    revenue_minor: int


def chosen_cut(asked: Asked) -> Cut:
    """The cut in the address, else the first."""
    return Cut(asked.by) if asked.by in set(Cut) else Cut.STORE


def tabs(asked: Asked) -> list[Tab]:
    """Every cut, the one shown marked."""
    here = chosen_cut(asked)
    return [Tab(cut.value, cut.label, cut is here) for cut in Cut]


def cut_section(asked: Asked) -> Section | None:
    """The chosen cut with its table; None where the facts do not tell it."""
    cut = chosen_cut(asked)
    groups = [_group(row, asked.currency) for row in asked.sheet(cut.report, "groups")]
    if not groups:
        return None
    table = Table(
        (
            Column(str(cut.label), Kind.TEXT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Came back"), Kind.COUNT),
            Column(_("Repeat rate"), Kind.PERCENT),
            Column(_("Revenue"), Kind.MONEY),
        ),
        [_row(group) for group in groups],
    )
    shown = groups[:SHOWN_IN_CHART]
    chart = Bars(
        [group.name for group in shown],
        [Series(_("Repeat rate"), [group.rate for group in shown])],
        PERCENT,
        lying=True,
    )
    note = _note(len(groups))
    return Section(cut.value, str(cut.label), _finding(cut, groups), chart, table, note, 5 + 2.5 * len(shown))


def _group(row: Facts, currency: str) -> Group:
    return Group(
        name=_name(row, currency),
        customers=row["customers"],
        repeat_customers=row["repeat_customers"],
        rate=row["repeat_customer_rate"],
        revenue_minor=row["revenue_minor"],
    )


def _name(row: Facts, currency: str) -> str:
    """The group's name, or for a band of spending the amounts it runs from and to."""
    if "from_minor" in row:
        return f"{money_in(row['from_minor'], currency)} – {money_in(row['to_minor'], currency)}"
    return str(row["name"]) or _("without a name")


def _row(group: Group) -> Row:
    values = (group.name, group.customers, group.repeat_customers, group.rate, group.revenue_minor)
    return Row(values, Mark.FEW if group.customers < FEWEST_CUSTOMERS else None)


def _finding(cut: Cut, groups: Sequence[Group]) -> str:
    """The group most come back to, or that none stands out beyond chance."""
    top = clear_winner(groups) if len(groups) > 1 else None
    if top is None:
        return _("%(cut)s: no clear difference in who comes back") % {"cut": cut.label}
    facts = {"cut": cut.label, "group": top.name, "rate": percent(top.rate)}
    return _("%(cut)s: most come back with “%(group)s” (%(rate)s)") % facts


def _note(groups: int) -> str:
    if groups <= SHOWN_IN_CHART:
        return ""
    return _("The chart shows the %(shown)s groups of most customers, the table %(all)s.") % {
        "shown": SHOWN_IN_CHART,
        "all": groups,
    }
