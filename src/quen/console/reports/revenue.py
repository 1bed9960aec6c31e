"""New and returning revenue, month by month."""

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import Bars, Series, money_unit
from quen.console.reports.page import Asked, Facts, Lead, Page, ReportPage, Section, Stat, too_little
from quen.console.reports.table import Column, Kind, Mark, Row, Table, month
from quen.console.templatetags.written import money_in, number, percent
from quen.insight.reports.ask import Report
from quen.kernel.money import to_major


def _lead(asked: Asked) -> Lead:
    shares = asked.sheet(Report.REVENUE, "shares")
    if not shares or shares[0]["returning_revenue_share"] is None:
        return too_little()
    share = percent(shares[0]["returning_revenue_share"])
    return Lead(share, _finding(share))


def _finding(share: str) -> str:
    return _("%(share)s of the revenue of known customers came from second and later purchases") % {
        "share": share
    }


def _page(asked: Asked) -> Page:
    return Page(_stats(asked), [_by_month(asked)])


def _stats(asked: Asked) -> list[Stat]:
    [sums], [back] = asked.sheet(Report.REVENUE, "totals"), asked.sheet(Report.REVENUE, "returned")

    def money(amount_minor: float | None) -> str:
        return money_in(None if amount_minor is None else round(amount_minor), asked.currency)

    return [
        Stat(
            _("Revenue of known customers"),
            money(sums["revenue_minor"]),
            _("%(purchases)s purchases, before returns") % {"purchases": number(sums["purchases"])},
        ),
        Stat(_("Average purchase"), money(sums["average_purchase_minor"])),
        Stat(_("Returned by known customers"), money(back["returned_minor"])),
        Stat(
            _("Revenue without a known customer"),
            money(sums["anonymous_revenue_minor"]),
            _("%(purchases)s purchases") % {"purchases": number(sums["anonymous_purchases"])},
        ),
    ]


def _by_month(asked: Asked) -> Section:
    rows = asked.sheet(Report.REVENUE, "months")
    [shares] = asked.sheet(Report.REVENUE, "shares")
    table = Table(
        (
            Column(_("Month"), Kind.MONTH),
            Column(_("Purchases"), Kind.COUNT),
            Column(_("First purchases"), Kind.MONEY),
            Column(_("Later purchases"), Kind.MONEY),
            Column(_("Later, share"), Kind.PERCENT),
        ),
        [_row(row, asked.choice.last_day) for row in rows],
    )
    chart = Bars(
        [month(_day(row)) for row in rows],
        [
            Series(_("First purchases"), [_major(row["new_minor"], asked) for row in rows]),
            Series(_("Later purchases"), [_major(row["returning_minor"], asked) for row in rows]),
        ],
        money_unit(asked.currency),
        stacked=True,
    )
    note = _("The first months of a file look newer than they are: customers from before it count as new.")
    return Section(
        "months",
        _("Revenue by month"),
        _finding(percent(shares["returning_revenue_share"])),
        chart,
        table,
        note,
    )


def _row(row: Facts, last_day: date) -> Row:
    first = _day(row)
    is_over = first.replace(day=monthrange(first.year, first.month)[1]) <= last_day
    share = 100.0 * row["returning_minor"] / row["revenue_minor"] if row["revenue_minor"] else None
    values = (first, row["purchases"], row["new_minor"], row["returning_minor"], share)
    return Row(values, None if is_over else Mark.UNFINISHED)


def _day(row: Facts) -> date:
    return date.fromisoformat(row["month"])


def _major(amount_minor: int, asked: Asked) -> float:
    return float(to_major(amount_minor, asked.currency))


REVENUE = ReportPage(
    slug="revenue",
    name=gettext_lazy("New and returning revenue"),
    question=gettext_lazy("Who brings the revenue: new customers or those who return?"),
    definition=gettext_lazy(
        "The value of each customer's first purchase ever is new revenue, that of all later ones returning revenue; "
        "before returns. Purchases without a known customer stand beside it."
    ),
    source="Farris et al., Marketing Metrics (2020), ch. 5",
    icon="cash",
    lead=_lead,
    page=_page,
)
