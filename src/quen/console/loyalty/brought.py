"""What did the programme bring? The answer in words and figures."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.console.charts import COUNT, Bars, Lines, Series, money_unit
from quen.console.reports.page import Page, Section, Stat
from quen.console.reports.table import Column, Kind, Row, Table
from quen.console.templatetags.written import money_in, number
from quen.insight.loyalty.brought import ENOUGH, Brought, Month, Outcome
from quen.insight.loyalty.costs import Costs
from quen.kernel.money import to_major

HUNDRED = 100
"""Visits are told of so many members: one member's extra visits are a fraction that nobody can picture."""


def finding(found: Brought) -> str:
    """The answer in one sentence, also where there is none."""
    if found.visits is None:
        return _too_few(found)
    facts = {"visits": number(abs(found.visits.extra) * HUNDRED, 1)}
    if not found.visits.is_clear:
        return _("No clear difference: members came as often as customers alike who had not enrolled")
    if found.visits.extra < 0:
        return _("100 members made %(visits)s visits fewer in three months than 100 customers alike") % facts
    return _("100 members made %(visits)s visits more in three months than 100 customers alike") % facts


def page_of(found: Brought, currency: str) -> Page | None:
    """The page below the filters; None where there are too few to tell."""
    visits, revenue, costs = found.visits, found.revenue, found.costs
    if visits is None or revenue is None or costs is None:
        return None
    return Page(
        _stats(found, visits, revenue, costs, currency),
        [
            _by_month(found),
            _visits(visits),
            _revenue(revenue, currency),
            _costs(found, revenue, costs, currency),
        ],
    )


def _too_few(found: Brought) -> str:
    if not found.enrolled:
        return _("Nobody enrolled in this period.")
    if found.enrolled == found.unwatched:
        return _(
            "None of the members who enrolled in this period can be followed yet: each is looked at for three whole "
            "months before the month she enrolled in and three after it."
        )
    return _(
        "%(members)s members can be compared, with %(others)s customers alike: below %(enough)s of either the numbers "
        "say nothing."
    ) % {"members": number(found.members), "others": number(found.others), "enough": ENOUGH}


def _stats(found: Brought, visits: Outcome, revenue: Outcome, costs: Costs, currency: str) -> list[Stat]:
    each = costs.all_minor / found.members
    return [
        Stat(
            _("Extra visits of 100 members"),
            _signed(visits.extra * HUNDRED),
            _interval(_signed(visits.low * HUNDRED), _signed(visits.high * HUNDRED)),
        ),
        Stat(
            _("Extra revenue of a member"),
            money_in(round(revenue.extra), currency),
            _interval(money_in(round(revenue.low), currency), money_in(round(revenue.high), currency)),
        ),
        Stat(
            _("Cost of a member"),
            money_in(round(each), currency),
            _("points and vouchers in these months; %(rewards)s rewards were paid with points")
            % {"rewards": number(costs.rewards)},
        ),
        Stat(
            _("Cost of an extra visit"),
            money_in(found.cost_per_extra_visit_minor, currency),
            "" if found.cost_per_extra_visit_minor is not None else _("more visits are not certain"),
        ),
    ]


def _by_month(found: Brought) -> Section:
    names = [_name(month) for month in found.months]
    members = [month.members_visits * HUNDRED for month in found.months]
    others = [month.others_visits * HUNDRED for month in found.months]
    table = Table(
        (
            Column(_("Month"), Kind.TEXT),
            Column(_("Visits of 100 members"), Kind.DECIMAL),
            Column(_("Visits of 100 customers alike"), Kind.DECIMAL),
            Column(_("Revenue of a member"), Kind.MONEY),
            Column(_("Revenue of a customer alike"), Kind.MONEY),
        ),
        [
            Row(
                (name, members[place], others[place], month.members_revenue_minor, month.others_revenue_minor)
            )
            for place, (name, month) in enumerate(zip(names, found.months, strict=True))
        ],
    )
    chart = Lines(names, [Series(_("Members"), members), Series(_("Customers alike"), others)])
    note = _(
        "Before the month of enrolment both should run alike; where they do not, trust the difference less."
    )
    return Section("months", _("Visits by month"), finding(found), chart, table, note)


def _name(month: Month) -> str:
    if month.month == 0:
        return _("month of enrolment")
    months = abs(month.month)
    if month.month < 0:
        return ngettext("%(months)s month before", "%(months)s months before", months) % {"months": months}
    return ngettext("%(months)s month after", "%(months)s months after", months) % {"months": months}


def _visits(visits: Outcome) -> Section:
    words = {
        "members_before": number(visits.members_before * HUNDRED),
        "members_after": number(visits.members_after * HUNDRED),
        "others_before": number(visits.others_before * HUNDRED),
        "others_after": number(visits.others_after * HUNDRED),
    }
    title = _(
        "Visits of 100 in three months: members from %(members_before)s to %(members_after)s, customers alike from "
        "%(others_before)s to %(others_after)s"
    )
    return _compared("visits", _("Visits before and after"), title % words, visits, Kind.DECIMAL, HUNDRED, "")


def _revenue(revenue: Outcome, currency: str) -> Section:
    extra = {"money": money_in(abs(round(revenue.extra)), currency)}
    if not revenue.is_clear:
        title = _("No clear difference in what members and customers alike spent")
    elif revenue.extra > 0:
        title = _("A member spent %(money)s more in three months than a customer alike") % extra
    else:
        title = _("A member spent %(money)s less in three months than a customer alike") % extra
    return _compared("revenue", _("Revenue before and after"), title, revenue, Kind.MONEY, 1, currency)


def _compared(
    key: str, name: str, title: str, outcome: Outcome, kind: Kind, times: int, currency: str
) -> Section:
    """Both sides before and after, and the difference of their changes with its interval."""
    sides = [
        (_("Members"), outcome.members_before * times, outcome.members_after * times),
        (_("Customers alike"), outcome.others_before * times, outcome.others_after * times),
    ]
    headings = (_("Before"), _("After"), _("Change"), _("At least, 95 %"), _("At most, 95 %"))
    difference = (
        _("Difference"),
        None,
        None,
        outcome.extra * times,
        outcome.low * times,
        outcome.high * times,
    )
    table = Table(
        (Column(_("Who"), Kind.TEXT), *(Column(heading, kind) for heading in headings)),
        [
            *(Row((who, before, after, after - before, None, None)) for who, before, after in sides),
            Row(difference),
        ],
    )
    chart = Bars(
        [who for who, _before, _after in sides],
        [
            Series(_("Three months before"), [_major(before, currency) for _who, before, _after in sides]),
            Series(_("Three months after"), [_major(after, currency) for _who, _before, after in sides]),
        ],
        money_unit(currency) if currency else COUNT,
    )
    return Section(key, name, title, chart, table)


def _costs(found: Brought, revenue: Outcome, costs: Costs, currency: str) -> Section:
    lines = [
        (_("Extra revenue"), revenue.extra * found.members),
        (_("Extra revenue, at least (95 %)"), revenue.low * found.members),
        (_("Extra revenue, at most (95 %)"), revenue.high * found.members),
        (_("Points given"), costs.points_minor),
        (_("Vouchers used"), costs.vouchers_minor),
        (_("Cost in all"), costs.all_minor),
    ]
    table = Table(
        (Column(_("What"), Kind.TEXT), Column(_("Of a member"), Kind.MONEY), Column(_("In all"), Kind.MONEY)),
        [Row((what, amount / found.members, amount)) for what, amount in lines],
    )
    shown = [lines[0], *lines[3:5]]
    chart = Bars(
        [what for what, _amount in shown],
        [Series(_("In all"), [_major(amount, currency) for _what, amount in shown])],
        money_unit(currency),
        lying=True,
    )
    note = _("Points count in full as they are given; those that expire unspent will have cost nothing.")
    return Section(
        "cost", _("Cost and extra revenue"), _cost_finding(found, costs, currency), chart, table, note, 14
    )


def _cost_finding(found: Brought, costs: Costs, currency: str) -> str:
    each = found.cost_per_extra_visit_minor
    facts = {"cost": money_in(costs.all_minor, currency), "each": money_in(each, currency)}
    if each is None:
        return _("Points and vouchers of these members cost %(cost)s") % facts
    return _("Points and vouchers of these members cost %(cost)s, %(each)s for each extra visit") % facts


def _major(amount: float, currency: str) -> float:
    return float(to_major(round(amount), currency)) if currency else amount


def _signed(value: float) -> str:
    written = number(abs(value), 1)
    return written if not value else f"{'+' if value > 0 else '−'}{written}"


def _interval(low: str, high: str) -> str:
    return _("95 %% interval: %(low)s to %(high)s") % {"low": low, "high": high}
