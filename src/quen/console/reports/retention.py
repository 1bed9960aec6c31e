"""Retention month on month, and the cohort triangle."""

from datetime import date
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import PERCENT, Heat, Lines, Series
from quen.console.reports.curves import cohort_tabs, curves_section
from quen.console.reports.kept import kept_section, second_section
from quen.console.reports.page import Asked, Facts, Lead, Page, ReportPage, Section, Stat, too_little
from quen.console.reports.table import Column, Kind, Mark, Row, Table, month
from quen.console.templatetags.written import number, percent
from quen.insight.reports.ask import Report
from quen.measures.wilson import FEWEST_CUSTOMERS

_AGES_SHOWN = 24


def _lead(asked: Asked) -> Lead:
    rate = _usual(asked)
    if rate is None:
        words = _("Two months that are over are needed to see who comes again.")
        return Lead("", words) if asked.sheet(Report.RETENTION, "months") else too_little()
    return Lead(percent(rate), _finding(rate))


def _finding(rate: float | None) -> str:
    if rate is None:
        return _("No month on month retention can be told yet")
    return _("In a usual month %(rate)s of the buyers of the month before buy again") % {
        "rate": percent(rate)
    }


def _usual(asked: Asked) -> float | None:
    rates = [row["rate"] for row in asked.sheet(Report.RETENTION, "months") if row["rate"] is not None]
    return median(rates) if rates else None


def _page(asked: Asked) -> Page:
    sections = (_by_month(asked), kept_section(asked), _triangle(asked), second_section(asked))
    return Page(
        _stats(asked),
        [section for section in sections if section],
        cohort_tabs(asked),
        _("Whose customers stay?"),
        curves_section(asked),
    )


def _stats(asked: Asked) -> list[Stat]:
    over = [row for row in asked.sheet(Report.RETENTION, "months") if row["rate"] is not None]
    stats = [Stat(_("Usual retention, month on month"), percent(_usual(asked)))]
    if over:
        stats.append(
            Stat(_("Retention in %(month)s") % {"month": _month(over[-1])}, percent(over[-1]["rate"]))
        )
        stats.append(Stat(_("Buyers in %(month)s") % {"month": _month(over[-1])}, number(over[-1]["active"])))
    stats.append(Stat(_("Back in the month after the first purchase"), percent(_back_after_one(asked))))
    return stats


def _by_month(asked: Asked) -> Section:
    rows = asked.sheet(Report.RETENTION, "months")
    table = Table(
        (
            Column(_("Month"), Kind.MONTH),
            Column(_("Buyers"), Kind.COUNT),
            Column(_("Also bought the month before"), Kind.COUNT),
            Column(_("Retention"), Kind.PERCENT),
        ),
        [
            Row((_day(row), row["active"], row["retained"], row["rate"]), _mark(row, place, len(rows)))
            for place, row in enumerate(rows)
        ],
    )
    chart = Lines(
        [_month(row) for row in rows], [Series(_("Retention"), [row["rate"] for row in rows])], PERCENT
    )
    return Section("months", _("Retention by month"), _finding(_usual(asked)), chart, table)


def _mark(row: Facts, place: int, rows: int) -> Mark | None:
    if place == rows - 1 and row["rate"] is None and place:
        return Mark.UNFINISHED
    return Mark.FEW if row["active"] < FEWEST_CUSTOMERS else None


def _triangle(asked: Asked) -> Section:
    cohorts = asked.sheet(Report.COHORTS, "cohorts")
    ages = range(1, min(_ages(cohorts), _AGES_SHOWN) + 1)
    table = Table(
        (
            Column(_("First purchase"), Kind.MONTH),
            Column(_("Customers"), Kind.COUNT),
            *(Column(f"+{age}", Kind.PERCENT) for age in ages),
        ),
        [Row((_day(c), c["size"], *(_share(c, age) for age in ages)), _few(c["size"])) for c in cohorts],
    )
    chart = Heat(
        [f"+{age}" for age in ages],
        [f"{_month(cohort)} · {number(cohort['size'])}" for cohort in cohorts],
        [[_share(cohort, age) for age in ages] for cohort in cohorts],
    )
    back = _back_after_one(asked)
    finding = (
        _("No cohort has been watched for a whole month yet")
        if back is None
        else _("In the month after their first purchase %(rate)s of new customers bought again")
        % {"rate": percent(back)}
    )
    note = _(
        "A row is everyone who first bought in that month, with their number; +1 is the calendar month after. Percent "
        "of them who bought in that month. Months that are not over are empty."
    )
    return Section(
        "cohorts", _("Cohorts"), finding, chart, table, note, 3.5 + 1.75 * len(cohorts), is_wide=True
    )


def _back_after_one(asked: Asked) -> float | None:
    """Of everybody whose month after the first is over, the share who bought in it, percent."""
    cohorts = asked.sheet(Report.COHORTS, "cohorts")
    watched = [c for c in cohorts if len(c["active"]) > 1 and c["active"][1] is not None]
    size = sum(cohort["size"] for cohort in watched)
    return 100.0 * sum(cohort["active"][1] for cohort in watched) / size if size else None


def _ages(cohorts: list[Facts]) -> int:
    """The last month after the first that any cohort has been watched for."""
    watched = (sum(cell is not None for cell in cohort["active"]) for cohort in cohorts)
    return max(0, max(watched, default=0) - 1)


def _share(cohort: Facts, age: int) -> float | None:
    active = cohort["active"][age] if age < len(cohort["active"]) else None
    return None if active is None else 100.0 * active / cohort["size"]


def _few(size: int) -> Mark | None:
    return Mark.FEW if size < FEWEST_CUSTOMERS else None


def _day(row: Facts) -> date:
    return date.fromisoformat(row["month"])


def _month(row: Facts) -> str:
    return month(_day(row))


RETENTION = ReportPage(
    slug="retention",
    name=gettext_lazy("Retention and cohorts"),
    question=gettext_lazy("Do buyers come again the next month?"),
    definition=gettext_lazy(
        "Of the customers who bought in a calendar month, the share who bought again in the next. The cohort triangle "
        "follows everybody who first bought in the same month. Months that are not over have no rate. With a period "
        "chosen, its whole months are shown; who came before is known from the time before."
    ),
    source="Farris et al., Marketing Metrics (2020), ch. 5; Fader and Hardie (2009)",
    icon="grid-dots",
    lead=_lead,
    page=_page,
)
