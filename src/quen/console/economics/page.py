"""What the page says: the worth of a point, a lost customer, winning back, the claim, and what hangs on what."""

from django.utils.translation import gettext as _

from quen.console.charts import PERCENT, Bars, Lines, Series, money_unit
from quen.console.reports.intervals import interval_note, mark, rate_cells, rate_columns
from quen.console.reports.page import Facts, Section, Stat
from quen.console.reports.table import Column, Kind, Row, Table
from quen.console.templatetags.written import money_in, number, percent
from quen.economics.names import FIGURE_NAMES
from quen.economics.shop import YEAR_DAYS, Assumptions, Period
from quen.economics.worth import CLAIM, CLAIM_POINTS, claim, customer, gain, lost, sensitivity, win_back
from quen.insight.keeping import Keeping
from quen.kernel.money import to_major
from quen.measures.cost_of_customers import cost_of_customers

_AGES = 12


def finding(period: Period, assumed: Assumptions, currency: str) -> str:
    """The page in one sentence."""
    five = gain(period, assumed, CLAIM_POINTS)
    if five.change is None:
        return _("Keeping a customer costs more than she brings: lower that cost, or look at the margin")
    return _("Five points more retention would be worth %(money)s over the lifetime of today's customers") % {
        "money": _money(five.base_minor, currency)
    }


def stats(period: Period, assumed: Assumptions, currency: str) -> list[Stat]:
    """The figures at a glance."""
    gone, back, one = lost(period, assumed), win_back(period, assumed), customer(period, assumed)
    found = [
        Stat(
            _("Retention, year on year") if period.days == YEAR_DAYS else _("Retention, quarter on quarter"),
            percent(100 * period.retention),
            _("%(kept)s of %(before)s customers bought again")
            % {"kept": number(period.kept), "before": number(period.customers_before)},
        ),
        Stat(
            _("A new customer is worth"),
            _money(one.lifetime_minor, currency),
            _("over her lifetime, after costs"),
        ),
        Stat(
            _("A lost customer costs"),
            _money(gone.to_replace_minor, currency),
            _("%(money)s of it in the first year") % {"money": _money(gone.year_minor, currency)},
        ),
        Stat(
            _("Winning one back may cost"),
            _money(back.most_minor, currency),
            _("for each one spoken to, so that nothing is lost"),
        ),
    ]
    return [*found, *_dearer(period, assumed, currency)]


def _dearer(period: Period, assumed: Assumptions, currency: str) -> list[Stat]:
    """What a new customer costs against keeping one; nothing to say before both costs are entered."""
    costs = cost_of_customers(
        winning_minor=assumed.winning_minor * period.new,
        new_customers=period.new,
        keeping_minor=assumed.keeping_minor * period.kept,
        kept_customers=period.kept,
    )
    if not costs.times_dearer or costs.per_new_minor is None:
        return []
    times = _("%(times)s times what keeping one costs in a year") % {"times": number(costs.times_dearer, 1)}
    return [Stat(_("A new customer costs"), _money(costs.per_new_minor, currency), times)]


def sections(keeping: Keeping, period: Period, assumed: Assumptions, currency: str) -> list[Section]:
    """The charts with their tables."""
    found = [_points(period, assumed, currency), _sensitivity(period, assumed, currency)]
    curve = [row for row in keeping.curve if row["age"] <= _AGES]
    return [*found, _curve(curve)] if curve else found


def claim_words(period: Period, assumed: Assumptions) -> str:
    """How the claim of 25 to 95 % looks here."""
    here, (least, most) = claim(period, assumed), CLAIM
    facts = {"low": percent(least, 0), "high": percent(most, 0), "here": percent(here)}
    if here is None:
        words = _(
            "Five points more retention are often said to bring %(low)s to %(high)s more profit. Here a customer "
            "brings no profit at these costs, so there is nothing to compare."
        )
    elif here < least:
        words = _(
            "Five points more retention are often said to bring %(low)s to %(high)s more profit. Here they raise a "
            "customer's lifetime value by %(here)s: less than that."
        )
    elif here > most:
        words = _(
            "Five points more retention are often said to bring %(low)s to %(high)s more profit. Here they raise a "
            "customer's lifetime value by %(here)s: more than that."
        )
    else:
        words = _(
            "Five points more retention are often said to bring %(low)s to %(high)s more profit. Here they raise a "
            "customer's lifetime value by %(here)s: within that range."
        )
    return words % facts


def _points(period: Period, assumed: Assumptions, currency: str) -> Section:
    gains = [gain(period, assumed, points) for points in (1.0, 2.0, 5.0, 10.0)]
    names = [_("+%(points)s points") % {"points": number(found.points)} for found in gains]
    table = Table(
        (
            Column(_("Retention"), Kind.TEXT),
            Column(_("Customers kept more in a year"), Kind.COUNT),
            Column(_("Worth in the first year"), Kind.MONEY),
            Column(_("Worth over a lifetime, all customers"), Kind.MONEY),
            Column(_("A customer's lifetime value"), Kind.PERCENT),
        ),
        [
            Row((name, round(found.kept), found.year_minor, found.base_minor, found.change))
            for name, found in zip(names, gains, strict=True)
        ],
    )
    chart = Bars(
        names,
        [
            Series(_("First year"), [_major(found.year_minor, currency) for found in gains]),
            Series(_("Lifetime"), [_major(found.base_minor, currency) for found in gains]),
        ],
        money_unit(currency),
    )
    title = _("One point more retention is worth %(year)s in a year") % {
        "year": _money(gains[0].year_minor, currency)
    }
    note = _(
        "Margin of the customers kept who would have been lost; later years count less by what waiting costs."
    )
    return Section("points", _("More retention"), title, chart, table, note)


def _sensitivity(period: Period, assumed: Assumptions, currency: str) -> Section:
    swings = sensitivity(period, assumed)
    names = [_(FIGURE_NAMES[swing.figure]) for swing in swings]
    table = Table(
        (
            Column(_("Figure"), Kind.TEXT),
            Column(_("A fifth lower"), Kind.MONEY),
            Column(_("A fifth higher"), Kind.MONEY),
        ),
        [Row((name, swing.low_minor, swing.high_minor)) for name, swing in zip(names, swings, strict=True)],
    )
    chart = Bars(
        names,
        [
            Series(_("A fifth lower"), [_major(swing.low_minor, currency) for swing in swings]),
            Series(_("A fifth higher"), [_major(swing.high_minor, currency) for swing in swings]),
        ],
        money_unit(currency),
        lying=True,
    )
    title = _("Most hangs on: %(figure)s") % {"figure": names[0]}
    note = _(
        "What five points would be worth over the lifetime of today's customers, with one figure changed."
    )
    return Section("sensitivity", _("What hangs on what"), title, chart, table, note, 20)


def _curve(curve: list[Facts]) -> Section:
    table = Table(
        (
            Column(_("Months after the first purchase"), Kind.COUNT),
            Column(_("Customers"), Kind.COUNT),
            Column(_("Bought in that month"), Kind.COUNT),
            *rate_columns(_("Retention")),
        ),
        [Row((row["age"], row["customers"], row["active"], *rate_cells(row)), mark(row)) for row in curve],
    )
    chart = Lines(
        [f"+{row['age']}" for row in curve], [Series(_("Retention"), [row["rate"] for row in curve])], PERCENT
    )
    last = curve[-1]
    title = _("%(months)s months after the first purchase %(rate)s of the customers still buy in a month") % {
        "months": last["age"],
        "rate": percent(last["rate"]),
    }
    name = _("Your own retention curve")
    return Section("curve", name, title, chart, table, interval_note(), is_wide=True)


def _money(amount_minor: float, currency: str) -> str:
    return money_in(round(amount_minor), currency)


def _major(amount_minor: float, currency: str) -> float:
    return float(to_major(round(amount_minor), currency))
