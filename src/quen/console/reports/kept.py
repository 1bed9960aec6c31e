"""Sections of who was kept, lost and won back, and of second purchases."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.console.charts import PERCENT, Bars, Series
from quen.console.reports.intervals import interval_note, mark, rate_cells, rate_columns
from quen.console.reports.page import Asked, Facts, Section
from quen.console.reports.table import Column, Kind, Row, Table
from quen.console.templatetags.written import percent
from quen.insight.reports.ask import Report


def kept_section(asked: Asked) -> Section | None:
    """From the first day of the period to its last; None where nobody was a customer at its start."""
    row = next(iter(asked.sheet(Report.KEPT, "period")), None)
    if row is None or row["retention_rate"] is None:
        return None
    table = Table(
        (
            Column(_("From the first day to the last"), Kind.TEXT),
            Column(_("Customers"), Kind.COUNT),
            *rate_columns(_("Rate")),
        ),
        _rows(row),
    )
    names = (_("Kept"), _("Lost"), _("Won back"), _("New"))
    counts = (row["retained"], row["lost"], row["reactivated"], row["new"])
    chart = Bars(list(names), [Series(_("Customers"), list(counts))], lying=True)
    return Section("kept", _("Kept, lost, won back"), _kept_finding(row), chart, table, _kept_note(row), 15)


def _rows(row: Facts) -> list[Row]:
    nothing = (None, None, None)
    few = mark(row, "retention")
    return [
        Row((_("Customers on the first day"), row["customers_at_start"], *nothing), few),
        Row((_("Kept"), row["retained"], *rate_cells(row, "retention")), few),
        Row((_("Lost"), row["lost"], *rate_cells(row, "churn")), few),
        Row((_("Had stayed away on the first day"), row["away_at_start"], *nothing)),
        Row((_("Won back"), row["reactivated"], *rate_cells(row, "reactivation")), mark(row, "reactivation")),
        Row((_("New"), row["new"], *nothing)),
        Row((_("Customers on the last day"), row["customers_at_end"], *nothing)),
    ]


def _kept_finding(row: Facts) -> str:
    return _("%(rate)s of the customers of %(day)s were kept until the last day") % {
        "rate": percent(row["retention_rate"]),
        "day": f"{date.fromisoformat(row['first_day']):%d/%m/%Y}",
    }


def _kept_note(row: Facts) -> str:
    days = row["window_days"]
    counted = ngettext(
        "Here a purchase makes somebody a customer for %(days)s day: three times the usual gap between purchases.",
        "Here a purchase makes somebody a customer for %(days)s days: three times the usual gap between purchases.",
        days,
    ) % {"days": days}
    return f"{counted} {interval_note()}"


def second_section(asked: Asked) -> Section | None:
    """How soon the second purchase comes; None where nobody has been watched for the shortest time."""
    rows = asked.sheet(Report.SECOND_PURCHASE, "windows")
    told = [row for row in rows if row["rate"] is not None]
    if not told:
        return None
    table = Table(
        (
            Column(_("Within"), Kind.TEXT),
            Column(_("Customers who had the time"), Kind.COUNT),
            Column(_("Came back"), Kind.COUNT),
            *rate_columns(_("Rate")),
        ),
        [
            Row((_within(row), row["customers"], row["came_back"], *rate_cells(row)), mark(row))
            for row in rows
        ],
    )
    chart = Bars(
        [_within(row) for row in told],
        [Series(_("Made a second purchase"), [row["rate"] for row in told])],
        PERCENT,
    )
    last = told[-1]
    finding = _("%(rate)s of new customers make their second purchase within %(days)s days") % {
        "rate": percent(last["rate"]),
        "days": last["days"],
    }
    note = _("Only customers whose first purchase lies that long ago count: they had the whole time.")
    return Section(
        "second", _("Second purchase"), finding, chart, table, f"{note} {interval_note()}", 13, is_wide=True
    )


def _within(row: Facts) -> str:
    return ngettext("%(days)s day", "%(days)s days", row["days"]) % {"days": row["days"]}
