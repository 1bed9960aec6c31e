"""RFM: customers by how lately, how often and for how much they bought."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import PERCENT, Bars, Series
from quen.console.reports.moves import moves_section
from quen.console.reports.page import Asked, Facts, Lead, Page, ReportPage, Section, Stat, too_little
from quen.console.reports.table import Column, Kind, Row, Table
from quen.console.templatetags.written import number, percent
from quen.insight.reports.ask import Report
from quen.measures.rfm import SEGMENT_NAMES

_NOBODY = {"customers": 0, "purchases": 0, "revenue_minor": 0}


def _segments(asked: Asked) -> dict[str, Facts]:
    """Every segment in the order of the definition, also those without anybody."""
    found = {str(row["segment"]): row for row in asked.sheet(Report.RFM, "segments")}
    return {name: found.get(name, _NOBODY) for name in SEGMENT_NAMES}


def _share(part: int, whole: int) -> float | None:
    return 100.0 * part / whole if whole else None


def _lead(asked: Asked) -> Lead:
    segments = _segments(asked)
    customers = sum(sums["customers"] for sums in segments.values())
    if not customers:
        return too_little()
    revenue_minor = sum(sums["revenue_minor"] for sums in segments.values())
    name, top = max(segments.items(), key=lambda segment: segment[1]["revenue_minor"])
    facts = {
        "segment": _(name),
        "revenue_share": percent(_share(top["revenue_minor"], revenue_minor)),
        "share": percent(_share(top["customers"], customers)),
    }
    words = _(
        "“%(segment)s” brings the most: %(revenue_share)s of the revenue from %(share)s of the customers"
    )
    return Lead(facts["revenue_share"], words % facts)


def _page(asked: Asked) -> Page:
    segments = _segments(asked)
    sections = (_by_segment(asked, segments), moves_section(asked))
    return Page(_stats(segments), [section for section in sections if section])


def _stats(segments: dict[str, Facts]) -> list[Stat]:
    told = ("Champions", "Loyal Customers", "At Risk", "Can't Lose Them")
    customers = sum(sums["customers"] for sums in segments.values())
    return [
        Stat(
            _(name),
            number(segments[name]["customers"]),
            _("%(share)s of the customers")
            % {"share": percent(_share(segments[name]["customers"], customers))},
        )
        for name in told
    ]


def _by_segment(asked: Asked, segments: dict[str, Facts]) -> Section:
    customers = sum(sums["customers"] for sums in segments.values())
    revenue_minor = sum(sums["revenue_minor"] for sums in segments.values())
    shares = [
        (_share(sums["customers"], customers), _share(sums["revenue_minor"], revenue_minor))
        for sums in segments.values()
    ]
    table = Table(
        (
            Column(_("Segment"), Kind.TEXT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Share"), Kind.PERCENT),
            Column(_("Purchases"), Kind.COUNT),
            Column(_("Revenue"), Kind.MONEY),
            Column(_("Revenue, share"), Kind.PERCENT),
        ),
        [
            Row((_(name), sums["customers"], of_all, sums["purchases"], sums["revenue_minor"], of_revenue))
            for (name, sums), (of_all, of_revenue) in zip(segments.items(), shares, strict=True)
        ],
    )
    chart = Bars(
        [_(name) for name in segments],
        [
            Series(_("Share of the customers"), [of_all for of_all, _revenue in shares]),
            Series(_("Share of the revenue"), [of_revenue for _all, of_revenue in shares]),
        ],
        PERCENT,
        lying=True,
    )
    return Section("segments", _("RFM segments"), _lead(asked).finding, chart, table, height_rem=34)


SEGMENTS = ReportPage(
    slug="segments",
    name=gettext_lazy("RFM segments"),
    question=gettext_lazy("Which customers carry the shop?"),
    definition=gettext_lazy(
        "Every customer gets a score from 1 to 5 for how lately (recency), how often (frequency) and for how much "
        "(monetary value) she bought, against the fifths of all customers; the scores name one of eleven segments. "
        "With a period chosen, only its purchases count, judged on its last day."
    ),
    source="Hughes, Strategic Database Marketing (2012); Hebbali, package rfm for R (2024)",
    icon="users-group",
    lead=_lead,
    page=_page,
)
