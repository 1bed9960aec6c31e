"""Time between purchases: how long customers usually leave until they come again."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quen.console.charts import PERCENT, Bars, Series
from quen.console.reports.page import Asked, Lead, Page, ReportPage, Section, Stat, too_little
from quen.console.reports.table import Column, Kind, Row, Table
from quen.console.templatetags.written import number, percent
from quen.insight.reports.ask import Report
from quen.measures.gaps import quantile_days

# The last day of each bucket: the same day, then days, weeks, months.
_ENDS = (0, 1, 3, 7, 14, 30, 60, 90, 180, 365)


def _pairs(asked: Asked) -> dict[int, int]:
    return {row["gap_days"]: row["pairs"] for row in asked.sheet(Report.GAPS, "pairs")}


def _days(days: float | None) -> str:
    """``6 days``, ``1 day``, ``2,5 days``."""
    whole = days is None or days == round(days)
    plural = round(days) if days is not None and whole else 2
    return ngettext("%(days)s day", "%(days)s days", plural) % {"days": number(days, 0 if whole else 1)}


def _lead(asked: Asked) -> Lead:
    pairs = _pairs(asked)
    if not pairs:
        words = _("Nobody has bought twice in this period.")
        return Lead("", words) if asked.result(Report.GAPS).sheets else too_little()
    days = _days(quantile_days(pairs, 0.5))
    return Lead(days, _finding(days))


def _finding(days: str) -> str:
    return _("Half of all next purchases come within %(days)s") % {"days": days}


def _page(asked: Asked) -> Page:
    pairs = _pairs(asked)
    labels = (
        (0.25, _("A quarter comes within")),
        (0.5, _("Half comes within")),
        (0.9, _("Nine of ten come within")),
    )
    stats = [Stat(label, _days(quantile_days(pairs, share))) for share, label in labels]
    total = number(sum(pairs.values()))
    sections = (_by_days(pairs), _regularity(asked))
    return Page(
        [*stats, Stat(_("Pairs of purchases counted"), total)], [section for section in sections if section]
    )


def _by_days(pairs: Mapping[int, int]) -> Section:
    buckets = in_buckets(pairs)
    total = sum(pairs.values())
    table = Table(
        (
            Column(_("Days between two purchases"), Kind.TEXT),
            Column(_("Pairs of purchases"), Kind.COUNT),
            Column(_("Share"), Kind.PERCENT),
        ),
        [Row((name, count, 100.0 * count / total)) for name, count in buckets],
    )
    chart = Bars(
        [name for name, _count in buckets],
        [Series(_("Pairs of purchases"), [count for _name, count in buckets])],
    )
    note = _("The buckets grow from days to weeks to months.")
    return Section(
        "days", _("Days between purchases"), _finding(_days(quantile_days(pairs, 0.5))), chart, table, note
    )


def in_buckets(pairs: Mapping[int, int]) -> list[tuple[str, int]]:
    """Pairs of purchases by the days between them: ``0``, ``1``, ``2–3`` … ``366+``."""
    starts = (0, *(end + 1 for end in _ENDS[:-1]))
    buckets = [
        (
            str(start) if start == end else f"{start}–{end}",
            sum(count for days, count in pairs.items() if start <= days <= end),
        )
        for start, end in zip(starts, _ENDS, strict=True)
    ]
    later = sum(count for days, count in pairs.items() if days > _ENDS[-1])
    return [*buckets, (f"{_ENDS[-1] + 1}+", later)]


def _regularity(asked: Asked) -> Section | None:
    """How regular customers are; None where nobody came often enough to say."""
    found = {row["band"]: row for row in asked.sheet(Report.OWN_RHYTHM, "bands")}
    if not found:
        return None
    names = (_("Like clockwork"), _("Fairly regular"), _("When it suits them"))
    told = next(iter(found.values()))["customers_told"]
    nobody = {"customers": 0, "median_gap_days": None}
    bands = [found.get(band, nobody) for band in range(len(names))]
    shares = [100.0 * band["customers"] / told for band in bands]
    table = Table(
        (
            Column(_("Regularity"), Kind.TEXT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Share"), Kind.PERCENT),
            Column(_("Usual days between purchases"), Kind.DECIMAL),
        ),
        [
            Row((name, of["customers"], share, of["median_gap_days"]))
            for name, share, of in zip(names, shares, bands, strict=True)
        ],
    )
    chart = Bars(list(names), [Series(_("Share of the customers"), shares)], PERCENT, lying=True)
    finding = _("%(share)s of the customers come like clockwork or fairly regularly") % {
        "share": percent(shares[0] + shares[1])
    }
    note = _(
        "Of customers with five purchase days or more. Like clockwork: the middle half of somebody's own gaps spreads "
        "over no more than half the usual gap; fairly regular: over no more than one."
    )
    return Section("regularity", _("Regularity"), finding, chart, table, note, 13)


RHYTHM = ReportPage(
    slug="rhythm",
    name=gettext_lazy("Time between purchases"),
    question=gettext_lazy("After how many days do customers come again?"),
    definition=gettext_lazy(
        "The calendar days between each two purchases in a row of the same customer; 0 where both were on one day. "
        "With a period chosen, the later of the two lies in it."
    ),
    source="Farris et al., Marketing Metrics (2020), ch. 5",
    icon="clock",
    lead=_lead,
    page=_page,
)
