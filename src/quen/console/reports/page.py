"""What a report says: its finding, a few numbers, and charts with their tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from quen.console.charts import Chart, Figure
from quen.console.choice import Choice
from quen.console.reports.table import Mark, Table
from quen.insight.reports.ask import Report, Result, run

Facts = dict[str, Any]
"""One row of a result, by column name."""


@dataclass(frozen=True)
class Asked:
    """One request: the choice of period and store, the cut, the currency; results are taken once."""

    choice: Choice
    currency: str
    by: str = ""
    known: dict[Report, Result] = field(default_factory=dict)

    def result(self, report: Report) -> Result:
        """The result of one report for this choice."""
        if report not in self.known:
            self.known[report] = run(report, self.choice.filters)
        return self.known[report]

    def sheet(self, report: Report, name: str) -> list[Facts]:
        """One sheet of it; no rows where there were no purchases at all."""
        return self.result(report).sheets.get(name, [])


@dataclass(frozen=True)
class Stat:
    """A number with its name."""

    label: str
    figure: str
    compare: str = ""


@dataclass(frozen=True)
class Section:
    """A chart, the finding above it and the table behind it. `key` and `name` are those of its export."""

    key: str
    name: str
    finding: str
    chart: Chart
    table: Table
    note: str = ""
    height_rem: float = 18
    is_wide: bool = False

    def figure(self, currency: str) -> Figure:
        """The section as the page draws it."""
        rows = self.table.written(currency)
        note = " ".join(filter(None, (self.note, self._marked())))
        return Figure(
            self.finding, self.chart, self.table.headings, rows, note, self.height_rem, self.is_wide
        )

    def _marked(self) -> str:
        marks = {row.mark for row in self.table.rows}
        unfinished = _("The last period is not over yet.") if Mark.UNFINISHED in marks else ""
        few = (
            _("Groups of fewer than 30 customers are marked: their rates say little.")
            if Mark.FEW in marks
            else ""
        )
        return " ".join(filter(None, (unfinished, few)))


@dataclass(frozen=True)
class Lead:
    """The report in one sentence and one number; `number` is empty where there is too little data."""

    number: str
    finding: str


@dataclass(frozen=True)
class Tab:
    """One way to cut a report; `value` stands in the address."""

    value: str
    label: str | Promise
    is_here: bool


@dataclass(frozen=True)
class Page:
    """Everything below the filters; with `tabs` come the question they cut, and the section they choose, None where it
    has nothing to tell."""

    stats: Sequence[Stat]
    sections: Sequence[Section]
    tabs: Sequence[Tab] = ()
    question: str = ""
    cut: Section | None = None

    @property
    def every_section(self) -> list[Section]:
        """All there is to take away."""
        return [*self.sections, *([self.cut] if self.cut else [])]


@dataclass(frozen=True)
class ReportPage:
    """A report of the console: its words, and how to fill it."""

    slug: str
    name: str | Promise
    question: str | Promise
    definition: str | Promise
    source: str
    icon: str
    lead: Callable[[Asked], Lead]
    page: Callable[[Asked], Page]


def too_little() -> Lead:
    """The lead where nobody can be counted."""
    return Lead("", _("No purchase of a known customer lies in this period."))
