"""The section of who moved between RFM segments."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from quen.console.charts import Heat
from quen.console.reports.intervals import interval_note, mark, rate_cells, rate_columns
from quen.console.reports.page import Asked, Facts, Section
from quen.console.reports.table import Column, Kind, Mark, Row, Table
from quen.console.templatetags.written import number, percent
from quen.insight.reports.ask import Report
from quen.measures.rfm import SEGMENT_NAMES

_NEW = gettext_noop("Not a customer yet")


def moves_section(asked: Asked) -> Section | None:
    """From segment to segment in thirty days; None where there were no customers thirty days before."""
    rows = asked.sheet(Report.MOVES, "moves")
    old = [row for row in rows if row["before"] is not None]
    if not old:
        return None
    table = Table(
        (
            Column(_("Thirty days before"), Kind.TEXT),
            Column(_("On the last day"), Kind.TEXT),
            Column(_("Customers"), Kind.COUNT),
            *rate_columns(_("Share of those before")),
        ),
        [Row((_before(row), _after(row), row["customers"], *rate_cells(row)), _mark(row)) for row in rows],
    )
    # Eleven names do not fit above the columns: they carry the numbers of the rows.
    numbered = list(enumerate(SEGMENT_NAMES, 1))
    chart = Heat(
        [str(place) for place, _name in numbered],
        [f"{place}  {_(name)} · {number(_whole(old, name))}" for place, name in numbered],
        [[_rate(old, before, after) for after in SEGMENT_NAMES] for before in SEGMENT_NAMES],
    )
    note = _(
        "A row is a segment of thirty days before, with its customers; the columns say by number where they are now."
    )
    return Section(
        "moves", _("Moves between segments"), _finding(old), chart, table, f"{note} {interval_note()}", 28
    )


def _finding(old: list[Facts]) -> str:
    everybody = sum(row["customers"] for row in old)
    stayed = sum(row["customers"] for row in old if row["before"] == row["after"])
    return _("%(share)s of the customers are in the segment they were in thirty days before") % {
        "share": percent(100.0 * stayed / everybody)
    }


def _before(row: Facts) -> str:
    name = row["before"] or _NEW
    return _(name)


def _after(row: Facts) -> str:
    name = row["after"]
    return _(name)


def _mark(row: Facts) -> Mark | None:
    return mark(row) if row["before"] is not None else None


def _whole(old: list[Facts], name: str) -> int:
    return next((row["whole"] for row in old if row["before"] == name), 0)


def _rate(old: list[Facts], before: str, after: str) -> float | None:
    found = (row["rate"] for row in old if (row["before"], row["after"]) == (before, after))
    return next(found, 0.0 if _whole(old, before) else None)
