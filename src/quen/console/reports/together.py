"""What is bought together: pairs of products that attract each other."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import Bars, Series
from quen.console.reports.page import Asked, Facts, Lead, Page, ReportPage, Section, Stat, too_little
from quen.console.reports.table import Column, Kind, Row, Table
from quen.console.templatetags.written import number, percent
from quen.insight.reports.ask import Report
from quen.measures.baskets import FEWEST_TOGETHER

_DRAWN = 12


def _pairs(asked: Asked) -> list[Facts]:
    return asked.sheet(Report.TOGETHER, "pairs")


def _lead(asked: Asked) -> Lead:
    pairs = _pairs(asked)
    if pairs:
        return Lead(number(pairs[0]["lift"], 1), _finding(pairs[0]))
    if not asked.result(Report.TOGETHER).sheets:
        return too_little()
    words = _("No two products were bought together %(times)s times or more.") % {"times": FEWEST_TOGETHER}
    return Lead("", words)


def _finding(pair: Facts) -> str:
    return _("Who buys “%(item)s” takes “%(other)s” with it %(lift)s times as often as others do") % {
        "item": pair["name"],
        "other": pair["other_name"],
        "lift": number(pair["lift"], 1),
    }


def _page(asked: Asked) -> Page:
    pairs = _pairs(asked)
    most = max(pairs, key=lambda pair: pair["confidence"])
    stats = [
        Stat(_("Purchases looked at"), number(pairs[0]["purchases"])),
        Stat(
            _("Most certain"),
            percent(most["confidence"]),
            _("“%(item)s” with “%(other)s”") % {"item": most["name"], "other": most["other_name"]},
        ),
    ]
    return Page(stats, [_section(pairs)])


def _section(pairs: list[Facts]) -> Section:
    drawn = pairs[:_DRAWN]
    chart = Bars(
        [f"{pair['name']} → {pair['other_name']}" for pair in drawn],
        [Series(_("Lift"), [round(pair["lift"], 1) for pair in drawn])],
        lying=True,
    )
    note = _(
        "A lift of 1 is chance; 2 means twice as often. Pairs seen fewer than %(times)s times are left out."
    ) % {"times": FEWEST_TOGETHER}
    height = 6 + 2.5 * len(drawn)
    return Section("pairs", _("Bought together"), _finding(pairs[0]), chart, _table(pairs), note, height)


def _table(pairs: list[Facts]) -> Table:
    figures = ("name", "other_name", "together", "support", "confidence", "lift")
    return Table(
        (
            Column(_("Who buys"), Kind.TEXT),
            Column(_("takes with it"), Kind.TEXT),
            Column(_("Purchases with both"), Kind.COUNT),
            Column(_("Support (share of receipts)"), Kind.PERCENT),
            Column(_("Confidence"), Kind.PERCENT),
            Column(_("Lift"), Kind.DECIMAL),
        ),
        [Row(tuple(pair[figure] for figure in figures)) for pair in pairs],
    )


TOGETHER = ReportPage(
    slug="together",
    name=gettext_lazy("Bought together"),
    question=gettext_lazy("What could the till suggest with it?"),
    definition=gettext_lazy(
        "Two products on one receipt. Support: receipts with both among all. Confidence: receipts with both among "
        "those with the first. Lift: how many times as often as if the two had nothing to do with each other."
    ),
    source="Agrawal, Imielinski and Swami (1993); Brin et al. (1997)",
    icon="basket",
    lead=_lead,
    page=_page,
)
