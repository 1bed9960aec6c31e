"""Repeat rate: how many came back, how often, and where they come back from."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import PERCENT, Bars, Series
from quen.console.reports.cuts import cut_section, tabs
from quen.console.reports.page import Asked, Lead, Page, ReportPage, Section, Stat, too_little
from quen.console.reports.table import Column, Kind, Row, Table
from quen.console.templatetags.written import number, percent
from quen.insight.reports.ask import Report
from quen.measures.customers_by_purchases import purchase_buckets


def _lead(asked: Asked) -> Lead:
    sheet = asked.sheet(Report.REPEAT_RATE, "repeat_rate")
    if not sheet or not sheet[0]["customers"]:
        return too_little()
    rate = percent(sheet[0]["repeat_customer_rate"])
    return Lead(rate, _finding(asked, rate))


def _finding(asked: Asked, rate: str) -> str:
    if asked.choice.first_day:
        return _("%(rate)s of the buyers of this period bought twice or more in it") % {"rate": rate}
    return _("%(rate)s of the customers came back at least once") % {"rate": rate}


def _page(asked: Asked) -> Page:
    sections = [_by_purchases(asked), _at_least(asked)]
    question = _("Where do customers come back from?")
    return Page(_stats(asked), sections, tabs(asked), question, cut_section(asked))


def _stats(asked: Asked) -> list[Stat]:
    [rate] = asked.sheet(Report.REPEAT_RATE, "repeat_rate")
    [shares] = asked.sheet(Report.REPEAT_RATE, "shares")
    stats = [
        Stat(_("Repeat rate"), percent(rate["repeat_customer_rate"])),
        Stat(_("Known customers"), number(rate["customers"])),
        Stat(_("Customers who came back"), number(rate["repeat_customers"])),
        Stat(_("Revenue by customers who came back"), percent(shares["repeat_revenue_share"])),
    ]
    for period in asked.sheet(Report.REPEAT_RATE, "in_period"):
        stats[2] = Stat(_("Bought twice or more"), number(rate["repeat_customers"]))
        stats[3] = Stat(
            _("Had bought before this period"),
            percent(period["returning_customer_rate"]),
            _("%(customers)s customers") % {"customers": number(period["returning_customers"])},
        )
    return stats


def _by_purchases(asked: Asked) -> Section:
    [rate] = asked.sheet(Report.REPEAT_RATE, "repeat_rate")
    rows = asked.sheet(Report.REPEAT_RATE, "customers_by_purchases")
    buckets = purchase_buckets({row["purchases"]: row["customers"] for row in rows})
    table = Table(
        (
            Column(_("Purchases"), Kind.TEXT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Share"), Kind.PERCENT),
        ),
        [Row((name, count, 100.0 * count / rate["customers"])) for name, count in buckets],
    )
    chart = Bars(
        [name for name, _count in buckets], [Series(_("Customers"), [count for _n, count in buckets])]
    )
    return Section(
        "purchases",
        _("Customers by purchases"),
        _finding(asked, percent(rate["repeat_customer_rate"])),
        chart,
        table,
    )


def _at_least(asked: Asked) -> Section:
    rows = asked.sheet(Report.REPEAT_RATE, "at_least")
    often = next(row for row in rows if row["purchases"] == 5)
    table = Table(
        (
            Column(_("Purchases, at least"), Kind.COUNT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Rate"), Kind.PERCENT),
        ),
        [Row((row["purchases"], row["customers"], row["rate"])) for row in rows],
    )
    chart = Bars(
        [f"{row['purchases']}+" for row in rows], [Series(_("Rate"), [row["rate"] for row in rows])], PERCENT
    )
    finding = _("%(rate)s came five times or more") % {"rate": percent(often["rate"])}
    return Section("at-least", _("X-times rates"), finding, chart, table)


REPEAT_RATE = ReportPage(
    slug="repeat-rate",
    name=gettext_lazy("Repeat rate"),
    question=gettext_lazy("How many customers come back?"),
    definition=gettext_lazy(
        "Customers with two or more purchases, of all known customers with one or more. A purchase is one receipt; two "
        "on one day are two. With a period chosen, only purchases within it count, and beside it stands who had bought "
        "before. By store and category a customer counts wherever she bought, and as coming back where she bought "
        "twice; by first product and first spending she counts once, by her first purchase ever."
    ),
    source="Farris et al., Marketing Metrics (2020), ch. 5; Ehrenberg, Repeat-Buying (1988)",
    icon="user-heart",
    lead=_lead,
    page=_page,
)
