"""Who carries the shop: concentration, worth so far, wallets, discounts."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.charts import PERCENT, Bars, Lines, Series, money_unit
from quen.console.reports.intervals import interval_note, mark, rate_cells, rate_columns
from quen.console.reports.page import Asked, Facts, Lead, Page, ReportPage, Section, Stat, too_little
from quen.console.reports.table import Column, Kind, Mark, Row, Table
from quen.console.templatetags.written import money_in, number, percent
from quen.insight.reports.ask import Report
from quen.kernel.money import to_major
from quen.measures.wilson import FEWEST_CUSTOMERS

_AGES_TOLD = (0, 3, 6, 12, 24)
_CATEGORIES_DRAWN = 12


def _lead(asked: Asked) -> Lead:
    [most] = asked.sheet(Report.CONCENTRATION, "most") or [{"fewest": None}]
    if most["fewest"] is None:
        return too_little()
    return Lead(percent(most["customers_share"]), _most_finding(most))


def _most_finding(most: Facts) -> str:
    return _("%(share)s%% of the revenue comes from %(customers)s of the customers") % {
        "share": most["share"],
        "customers": percent(most["customers_share"]),
    }


def _page(asked: Asked) -> Page:
    sections = (_top(asked), _by_age(asked), _wallets(asked), _discounts(asked))
    return Page(_stats(asked), [section for section in sections if section])


def _stats(asked: Asked) -> list[Stat]:
    [most] = asked.sheet(Report.CONCENTRATION, "most")
    [value] = asked.sheet(Report.SO_FAR, "value")
    [sums] = asked.sheet(Report.DISCOUNTS, "totals")
    of_all = _("of %(customers)s customers") % {"customers": number(most["customers"])}
    return [
        Stat(_("Customers who make 80% of the revenue"), number(most["fewest"]), of_all),
        Stat(_("A customer so far, on average"), _money(value["average_minor"], asked)),
        Stat(_("Half of them up to"), _money(value["median_minor"], asked)),
        Stat(_("Purchases at a discount"), percent(sums["discounted_share"])),
    ]


def _top(asked: Asked) -> Section:
    rows = asked.sheet(Report.CONCENTRATION, "top")
    [most] = asked.sheet(Report.CONCENTRATION, "most")
    names = [_("Top %(share)s%%") % {"share": row["top_percent"]} for row in rows]
    table = Table(
        (
            Column(_("Customers"), Kind.TEXT),
            Column(_("Number"), Kind.COUNT),
            Column(_("Revenue"), Kind.MONEY),
            Column(_("Revenue, share"), Kind.PERCENT),
            Column(_("Each spent at least"), Kind.MONEY),
        ),
        [
            Row((name, row["customers"], row["revenue_minor"], row["revenue_share"], row["least_minor"]))
            for name, row in zip(names, rows, strict=True)
        ],
    )
    chart = Bars(names, [Series(_("Share of the revenue"), [row["revenue_share"] for row in rows])], PERCENT)
    return Section("top", _("Concentration"), _most_finding(most), chart, table)


def _by_age(asked: Asked) -> Section | None:
    """What a customer has spent by the months since her first purchase: all cohorts that are old enough."""
    rows = asked.sheet(Report.SO_FAR, "ages")
    if not rows:
        return None
    ages = _ages(rows)
    told = [age for age in _AGES_TOLD if age in ages]
    means = [_mean(rows, age) for age in ages]
    table = Table(
        (
            Column(_("First purchase"), Kind.MONTH),
            Column(_("Customers"), Kind.COUNT),
            *(Column(f"+{age}", Kind.MONEY) for age in told),
        ),
        [
            Row((date.fromisoformat(month), size, *(of.get(age) for age in told)), _few(size))
            for (month, size), of in _cohorts(rows).items()
        ],
    )
    chart = Lines(
        [f"+{age}" for age in ages],
        [Series(_("Spent so far"), [_major(mean, asked) for mean in means])],
        money_unit(asked.currency),
    )
    last = told[-1]
    finding = _("A customer has spent %(money)s on average %(months)s months after the first purchase") % {
        "money": _money(means[last], asked),
        "months": last,
    }
    note = _("Each month after the first purchase counts the customers who have been watched that long.")
    return Section("so-far", _("Worth so far"), finding, chart, table, note)


def _ages(rows: Sequence[Facts]) -> range:
    """The ages at least a quarter of the customers have been watched for: the oldest cohort is seldom like others."""
    watched = [sum(row["customers"] for row in rows if row["age"] == age) for age in range(len(rows))]
    return range(sum(customers * 4 >= watched[0] for customers in watched))


def _cohorts(rows: Sequence[Facts]) -> dict[tuple[str, int], dict[int, float]]:
    cohorts: dict[tuple[str, int], dict[int, float]] = {}
    for row in rows:
        cohorts.setdefault((row["month"], row["customers"]), {})[row["age"]] = row["value_minor"]
    return cohorts


def _mean(rows: Sequence[Facts], age: int) -> float:
    watched = [row for row in rows if row["age"] == age]
    spent = sum(row["value_minor"] * row["customers"] for row in watched)
    return float(spent / sum(row["customers"] for row in watched))


def _wallets(asked: Asked) -> Section | None:
    rows = asked.sheet(Report.WALLETS, "categories")
    if not rows:
        return None
    drawn = rows[:_CATEGORIES_DRAWN]
    chart = Bars(
        [_name(row) for row in drawn],
        [
            Series(_("Share of wallet"), [row["share_of_wallet"] for row in drawn]),
            Series(_("of all customers"), [row["rate"] for row in drawn]),
        ],
        PERCENT,
        lying=True,
    )
    finding = _("Who buys “%(category)s” spends %(share)s of the money here on it") % {
        "category": _name(rows[0]),
        "share": percent(rows[0]["share_of_wallet"]),
    }
    note = _(
        "Share of wallet: a category's part of everything its buyers spend in this shop. What they spend elsewhere is "
        "not known."
    )
    words, height = f"{note} {interval_note()}", 6 + 3 * len(drawn)
    return Section("wallets", _("Share of wallet"), finding, chart, _wallet_table(rows), words, height)


def _wallet_table(rows: Sequence[Facts]) -> Table:
    return Table(
        (
            Column(_("Category"), Kind.TEXT),
            Column(_("Buyers"), Kind.COUNT),
            *rate_columns(_("of all customers")),
            Column(_("Revenue, share"), Kind.PERCENT),
            Column(_("Share of wallet"), Kind.PERCENT),
        ),
        [
            Row(
                (_name(row), row["buyers"], *rate_cells(row), row["revenue_share"], row["share_of_wallet"]),
                _few(row["buyers"]),
            )
            for row in rows
        ],
    )


def _discounts(asked: Asked) -> Section | None:
    """None where nothing was ever sold at a discount: then there is nothing to see."""
    [sums] = asked.sheet(Report.DISCOUNTS, "totals")
    if not sums["discounted"] or sums["rate"] is None:
        return None
    bands = {row["band"]: row for row in asked.sheet(Report.DISCOUNTS, "bands")}
    names = [_("Never"), _("Up to 25%"), _("Up to 50%"), _("Up to 75%"), _("Under 100%"), _("Always")]
    nobody = {"customers": 0, "purchases": 0, "revenue_minor": 0}
    rows = [bands.get(band, nobody) for band in range(len(names))]
    table = Table(
        (
            Column(_("Purchases at a discount"), Kind.TEXT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Purchases"), Kind.COUNT),
            Column(_("Revenue"), Kind.MONEY),
        ),
        [
            Row((name, row["customers"], row["purchases"], row["revenue_minor"]))
            for name, row in zip(names, rows, strict=True)
        ],
    )
    chart = Bars(names, [Series(_("Customers"), [row["customers"] for row in rows])])
    finding = _("%(rate)s of customers with three purchases or more buy almost only at a discount") % {
        "rate": percent(sums["rate"])
    }
    low, high = percent(sums["low"]), percent(sums["high"])
    note = _("Almost only: four of five purchases or more. With 95%% confidence %(low)s to %(high)s do.")
    few = _("They are few: the rate says little.") if mark(sums) else ""
    words = f"{note % {'low': low, 'high': high}} {few}".strip()
    return Section("discounts", _("Discounts"), finding, chart, table, words)


def _name(row: Facts) -> str:
    return str(row["name"]) or _("without a name")


def _few(customers: int) -> Mark | None:
    return Mark.FEW if customers < FEWEST_CUSTOMERS else None


def _money(amount_minor: float | None, asked: Asked) -> str:
    return money_in(None if amount_minor is None else round(amount_minor), asked.currency)


def _major(amount_minor: float, asked: Asked) -> float:
    return float(to_major(round(amount_minor), asked.currency))


WORTH = ReportPage(
    slug="worth",
    name=gettext_lazy("Who carries the shop"),
    question=gettext_lazy("How much comes from how few, and what for?"),
    definition=gettext_lazy(
        "Customers in the order of what they spent, before returns. Worth so far is what a customer has spent from the "
        "first purchase on. Somebody depends on discounts who bought three times or more, four of five at a discount."
    ),
    source="Schmittlein, Cooper and Morrison (1993); Farris et al., Marketing Metrics (2020), ch. 2, 5 and 8",
    icon="trophy",
    lead=_lead,
    page=_page,
)
