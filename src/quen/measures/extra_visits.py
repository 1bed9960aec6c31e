"""What membership changes: visits and revenue of members before and after they enrolled, against customers who had not.

Difference in differences: Card and Krueger, "Minimum Wages and Employment", American Economic Review 84, 1994; Angrist
and Pischke, "Mostly Harmless Econometrics", 2009, chapter 5. A member is held against customers not yet enrolled who
bought in the same calendar month and were as busy before it, after Li, Propert and Rosenbaum, "Balanced risk set
matching", JASA 96, 2001: enrolling takes a visit, so who did not come that month is no comparison. The interval lets
the months of one customer hang together: Liang and Zeger, Biometrika 73, 1986.

Members choose themselves. Who means to come often enrols sooner, and no matching on the past removes that: evidence,
not proof. Daw and Hatfield, "Matching and regression to the mean in difference-in-differences analysis", Health
Services Research 53, 2018.
"""

import ibis
import ibis.expr.types as ir
from ibis import Deferred, _

from quen.measures.customers import known
from quen.measures.months import month_number
from quen.measures.wilson import Z_95

MONTHS = 3
"""Calendar months looked at before and after the month of enrolment; that month itself counts in neither."""
BANDS = (0, 1, 2, 4, 7)
"""Least visits of each band, in the months before. Customers new in the month are a band of their own, `NEW`."""
NEW = -1
OUTCOMES = ("visits", "revenue_minor")
AROUND = range(-MONTHS, MONTHS + 1)


def compared(purchases: ir.Table, members: ir.Table, *, first_month: int, last_month: int) -> ir.Table:
    """Customers in months they bought in: members in that of their enrolment, and those who may stand beside them.

    In: purchases, all up to the end of the MONTHS after `last_month`; members: customer and enrolled_no, the month of
    enrolment, one row each. Months are numbers as of `month_number`. Out: customer, month_no, is_member, band, and for
    each outcome (visits, revenue_minor) its value in the months around, visits_m3 … visits_p3, and the sums
    visits_before and visits_after. A customer may be compared until MONTHS before she enrols, or for ever.
    """
    around = _around(_active(purchases)).filter(_.month_no.between(first_month, last_month))
    enrolled = members.select("enrolled_no", member="customer")
    joined = around.left_join(enrolled, around.customer == enrolled.member)
    told = joined.mutate(
        is_member=(_.enrolled_no == _.month_no).fill_null(False),
        is_open=(_.enrolled_no > _.month_no + MONTHS).fill_null(True),
    )
    return told.filter(_.is_member | _.is_open).drop("member", "enrolled_no", "is_open")


def matched(rows: ir.Table) -> ir.Table:
    """The rows of `compared` that have somebody of the other side in their month and band; compute it once and keep it.

    Adds weight (1 for a member, and for the others so much that each band counts as often as it has members) and for
    each outcome its change from before to after and usual, the mean change of her side of the band.
    """
    changes = rows.mutate(
        **{f"{name}_change": rows[f"{name}_after"] - rows[f"{name}_before"] for name in OUTCOMES}
    )
    sides = changes.group_by("month_no", "band", "is_member").agg(
        rows=_.count(), **{f"{name}_usual": _[f"{name}_change"].mean() for name in OUTCOMES}
    )
    # The other side's count, by the same month and band: bands of one side alone fall out here.
    other = sides.select(month="month_no", of_band="band", side=~sides.is_member, across="rows")
    both = sides.inner_join(
        other,
        (sides.month_no == other.month) & (sides.band == other.of_band) & (sides.is_member == other.side),
    ).drop("month", "of_band", "side")
    weight = ibis.ifelse(_.is_member, 1.0, _.across.cast("float64") / _["rows"].cast("float64"))
    return (
        changes.inner_join(both, ["month_no", "band", "is_member"])
        .mutate(weight=weight)
        .drop("rows", "across")
    )


def extra_visits(rows: ir.Table) -> ir.Table:
    """What membership changed, per member, in the MONTHS after enrolment.

    In: `matched`. Out: one row members, others (customers, each once), and for each outcome members_visits_before,
    members_visits_after, others_visits_before, others_visits_after (means, the others weighted), extra_visits (the
    members' change less the others'), error_visits, its standard error, and low_visits to high_visits, the interval of
    95 %. Null where nobody is.
    """
    found = rows.agg(
        members=_.is_member.sum().coalesce(0),
        others=_.customer.nunique(where=~_.is_member),
        **{
            f"{side}_{name}_{when}": _mean(f"{name}_{when}", is_member=side == "members")
            for name in OUTCOMES
            for side in ("members", "others")
            for when in ("before", "after")
        },
    ).cross_join(_deviations(rows))
    found = found.mutate(**{f"extra_{name}": _extra(name) for name in OUTCOMES})
    found = found.mutate(**{f"error_{name}": _error(name) for name in OUTCOMES})
    found = found.mutate(
        **{f"low_{name}": _[f"extra_{name}"] - Z_95 * _[f"error_{name}"] for name in OUTCOMES}
    )
    found = found.mutate(
        **{f"high_{name}": _[f"extra_{name}"] + Z_95 * _[f"error_{name}"] for name in OUTCOMES}
    )
    return found.drop("clusters", *(f"squares_{name}" for name in OUTCOMES))


def month_by_month(rows: ir.Table) -> ir.Table:
    """Visits and revenue a customer in each month around that of enrolment; before it, the two sides should run alike.

    In: `matched`. Out, in order: month (-MONTHS to MONTHS), members_visits, others_visits, members_revenue_minor,
    others_revenue_minor (means, the others weighted).
    """
    each = [
        rows.agg(
            **{
                f"{side}_{name}": _mean(f"{name}_{_month(months)}", is_member=side == "members")
                for name in OUTCOMES
                for side in ("members", "others")
            }
        ).mutate(month=ibis.literal(months, "int32"))
        for months in AROUND
    ]
    return ibis.union(*each).order_by("month")


def _active(purchases: ir.Table) -> ir.Table:
    """One row per known customer and month with a purchase, and the month of her first."""
    months = (
        known(purchases)
        .mutate(month_no=month_number(purchases.day))
        .group_by("customer", "month_no")
        .agg(visits=_.count(), revenue_minor=_.amount_minor.sum())
    )
    return months.mutate(first_no=_.month_no.min().over(ibis.window(group_by=_.customer)))


def _around(active: ir.Table) -> ir.Table:
    """What each customer did in the months around each of hers, and the band she stands in."""
    told = active.select(
        "customer",
        "month_no",
        "first_no",
        **{f"{name}_{_month(n)}": _within(active, name, n, n) for name in OUTCOMES for n in AROUND},
        **{f"{name}_before": _within(active, name, -MONTHS, -1) for name in OUTCOMES},
        **{f"{name}_after": _within(active, name, 1, MONTHS) for name in OUTCOMES},
    )
    band = ibis.literal(BANDS[0], "int32")
    for least in BANDS[1:]:
        band = ibis.ifelse(told.visits_before >= least, least, band)
    return told.mutate(band=ibis.ifelse(told.first_no == told.month_no, NEW, band).cast("int32")).drop(
        "first_no"
    )


def _within(active: ir.Table, outcome: str, first: int, last: int) -> ir.NumericValue:
    """The sum from so many months after (before, where below zero) to so many."""
    window = ibis.window(group_by=active.customer, order_by=active.month_no, range=(first, last))
    return active[outcome].sum().over(window).coalesce(0).cast("int64")


def _month(months: int) -> str:
    """The name of a month around that of enrolment: m3, p0, p3."""
    return f"{'m' if months < 0 else 'p'}{abs(months)}"


def _mean(column: str, *, is_member: bool) -> Deferred:
    side = _.is_member if is_member else ~_.is_member
    total = (_[column].cast("float64") * _.weight).sum(where=side)
    return total / _.weight.sum(where=side).nullif(0.0)


def _deviations(rows: ir.Table) -> ir.Table:
    """Per outcome the sum over customers of her squared deviation from what is usual on her side, and how many."""
    sign = ibis.ifelse(rows.is_member, 1.0, -1.0)
    each = rows.group_by("customer").agg(
        **{
            name: (
                sign * rows.weight * (rows[f"{name}_change"].cast("float64") - rows[f"{name}_usual"])
            ).sum()
            for name in OUTCOMES
        }
    )
    return each.agg(clusters=_.count(), **{f"squares_{name}": (_[name] * _[name]).sum() for name in OUTCOMES})


def _extra(outcome: str) -> Deferred:
    of_members = _[f"members_{outcome}_after"] - _[f"members_{outcome}_before"]
    return of_members - (_[f"others_{outcome}_after"] - _[f"others_{outcome}_before"])


def _error(outcome: str) -> Deferred:
    """With Stata's correction for few clusters, G / (G - 1)."""
    clusters = _.clusters.cast("float64")
    variance = _[f"squares_{outcome}"] * clusters / (clusters - 1.0).nullif(0.0)
    return variance.sqrt() / _.members.cast("float64").nullif(0.0)
