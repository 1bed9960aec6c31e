"""Retention curves of cohorts, cut by what the first purchase was, where it was made, and where the lead came from."""

from collections.abc import Sequence
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import PERCENT, Lines, Series
from quen.console.reports.intervals import interval_note, mark, rate_cells, rate_columns
from quen.console.reports.page import Asked, Facts, Section, Tab
from quen.console.reports.table import Column, Kind, Row, Table
from quen.console.templatetags.written import money_in, percent
from quen.insight.reports.ask import Report
from quen.leads.words import source_in_words
from quen.measures.wilson import FEWEST_CUSTOMERS

AGES_SHOWN = 12


class Cohorts(StrEnum):
    """What cohorts are grouped by."""

    STORE = "first_store"
    PRODUCT = "first_product"
    CATEGORY = "first_category"
    CHANNEL = "first_channel"
    SPENDING = "first_spending"
    SOURCE = "source"

    @property
    def label(self) -> Promise:
        return _LABELS[self]

    @property
    def report(self) -> Report:
        """The report that counts them."""
        return Report(f"curves_by_{self.value}")


_LABELS = {
    Cohorts.STORE: gettext_lazy("First store"),
    Cohorts.PRODUCT: gettext_lazy("First product"),
    Cohorts.CATEGORY: gettext_lazy("First category"),
    Cohorts.CHANNEL: gettext_lazy("First channel"),
    Cohorts.SPENDING: gettext_lazy("Value of the first purchase"),
    Cohorts.SOURCE: gettext_lazy("Source"),
}


def chosen_cohorts(asked: Asked) -> Cohorts:
    """The cut in the address, else the first."""
    return Cohorts(asked.by) if asked.by in set(Cohorts) else Cohorts.STORE


def cohort_tabs(asked: Asked) -> list[Tab]:
    """Every cut, the one shown marked."""
    here = chosen_cohorts(asked)
    return [Tab(cut.value, cut.label, cut is here) for cut in Cohorts]


def curves_section(asked: Asked) -> Section | None:
    """The curves of the chosen cut; None where the facts do not tell it."""
    cut = chosen_cohorts(asked)
    rows = [row for row in asked.sheet(cut.report, "curves") if row["age"] <= AGES_SHOWN]
    if not rows:
        return None
    table = Table(
        (
            Column(str(cut.label), Kind.TEXT),
            Column(_("Months after"), Kind.COUNT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Bought in that month"), Kind.COUNT),
            *rate_columns(_("Retention")),
        ),
        [
            Row((_name(row, asked), row["age"], row["customers"], row["active"], *rate_cells(row)), mark(row))
            for row in rows
        ],
    )
    ages = range(1, max(row["age"] for row in rows) + 1)
    series = [Series(name, [of.get(age) for age in ages]) for name, of in _by_group(rows, asked)]
    chart = Lines([f"+{age}" for age in ages], series, PERCENT)
    return Section(cut.value, str(cut.label), _finding(cut, rows, asked), chart, table, _note(), 20)


def _by_group(rows: Sequence[Facts], asked: Asked) -> list[tuple[str, dict[int, float]]]:
    """Each group's name and its rates by age; two may read alike, where a file wrote a source as pages say it."""
    groups: dict[object, tuple[str, dict[int, float]]] = {}
    for row in rows:
        which = row["from_minor"] if "from_minor" in row else row["name"]
        groups.setdefault(which, (_name(row, asked), {}))[1][row["age"]] = row["rate"]
    return list(groups.values())


def _name(row: Facts, asked: Asked) -> str:
    if "from_minor" in row:
        return f"{money_in(row['from_minor'], asked.currency)} – {money_in(row['to_minor'], asked.currency)}"
    name = str(row["name"])
    if chosen_cohorts(asked) is Cohorts.SOURCE:
        name = source_in_words(name)
    return name or _("without a name")


def _finding(cut: Cohorts, rows: Sequence[Facts], asked: Asked) -> str:
    """The group best kept three months on, where its cautious rate lies above everybody else's; else that none is."""
    third = [row for row in rows if row["age"] == 3 and row["customers"] >= FEWEST_CUSTOMERS]
    best = max(third, key=lambda row: row["low"], default=None)
    if best is None or any(row["rate"] >= best["low"] for row in third if row is not best) or len(third) < 2:
        return _("%(cut)s: no clear difference in who stays") % {"cut": cut.label}
    facts = {"cut": cut.label, "group": _name(best, asked), "rate": percent(best["rate"])}
    return (
        _("%(cut)s: most stay with “%(group)s”, %(rate)s buy three months after their first purchase") % facts
    )


def _note() -> str:
    told = _("+1 is the calendar month after the first purchase; the groups of most customers are shown.")
    return f"{told} {interval_note()}"
