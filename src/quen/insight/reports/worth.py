"""What customers are worth, to whom the revenue is owed, and what goes together."""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from quen.insight.reports.asked import Asked, Row, Sheets
from quen.measures.baskets import bought_together
from quen.measures.customers import per_customer
from quen.measures.discounts import depth_bands, discount_dependence, discount_totals
from quen.measures.historic_value import historic_value, value_by_age
from quen.measures.months import month_of
from quen.measures.pareto import fewest_for_most, ranked, revenue_of_the_top
from quen.measures.revenue import returned, revenue_by_month, totals
from quen.measures.rfm import rfm, rfm_segments
from quen.measures.segment_moves import segment_moves
from quen.measures.wallet import share_of_wallet

MOVES_DAYS = 30
"""How far back the segments of before are judged."""
PAIRS_SHOWN = 50


def revenue(asked: Asked) -> Sheets:
    """A purchase is new only where it is the customer's first ever (at the stores asked for), also in a period."""
    months = [
        {**row, "month": row["month"].strftime("%Y-%m-%d")}  # a day, or a moment where the engine says so
        for row in asked.sheet(revenue_by_month(asked.purchases, _new_within(asked)))
    ]
    revenue_minor = sum(month["revenue_minor"] for month in months)
    returning_minor = sum(month["returning_minor"] for month in months)
    share = 100.0 * returning_minor / revenue_minor if revenue_minor else None
    return {
        "totals": asked.sheet(totals(asked.purchases)),
        "returned": asked.sheet(returned(asked.returns)),
        "months": months,
        "shares": [{"returning_revenue_share": share}],
    }


def _new_within(asked: Asked) -> ir.Table:
    firsts = per_customer(asked.history()).select("first_day", "first_amount_minor")
    customers = asked.lake.keep(firsts)  # the other columns are then not even added up
    if asked.filters.first_day is None:
        return customers
    return customers.filter(customers.first_day >= asked.filters.first_day)


def segments(asked: Asked) -> Sheets:
    """RFM segments, judged on the last day."""
    return {"segments": asked.sheet(rfm_segments(rfm(_sums(asked.purchases, asked), as_of=asked.as_of)))}


def moves(asked: Asked) -> Sheets:
    """From which RFM segment to which: of MOVES_DAYS before the last day, and of the last day; the whole history."""
    history = asked.history()
    then = asked.last_day - timedelta(days=MOVES_DAYS)
    before = _judged(history.filter(history.day <= then), asked, then + timedelta(days=1))
    after = _judged(history, asked, asked.as_of)
    return {
        "moves": asked.sheet(segment_moves(before, after)),
        "days": [{"before": then, "after": asked.last_day}],
    }


def _judged(purchases: ir.Table, asked: Asked, as_of: date) -> ir.Table:
    return asked.lake.keep(rfm(_sums(purchases, asked), as_of=as_of).select("customer", "segment"))


def _sums(purchases: ir.Table, asked: Asked) -> ir.Table:
    sums = per_customer(purchases).select("customer", "purchases", "revenue_minor", "last_day")
    return asked.lake.keep(sums)  # without the first purchase, whose finding costs most


def concentration(asked: Asked) -> Sheets:
    """How much of the revenue comes from how few."""
    placed = asked.lake.keep(ranked(_sums(asked.purchases, asked)))
    return {"top": asked.sheet(revenue_of_the_top(placed)), "most": asked.sheet(fewest_for_most(placed))}


def so_far(asked: Asked) -> Sheets:
    """What customers have spent so far, of everybody and by cohort and age."""
    rows = asked.sheet(value_by_age(asked.history(), as_of=asked.as_of))
    return {
        "value": asked.sheet(historic_value(_sums(asked.history(), asked))),
        "ages": [
            {"month": month_of(row.pop("cohort_no")), **row}
            for row in rows
            if row["cohort_no"] >= asked.since_month
        ],
    }


def wallets(asked: Asked) -> Sheets:
    """Penetration and share of wallet by category."""
    return {"categories": asked.named(share_of_wallet(asked.lines()), "categories", "category")}


def discounts(asked: Asked) -> Sheets:
    """Who buys only at a discount."""
    dependence = asked.lake.keep(discount_dependence(asked.purchases))
    return {"totals": asked.sheet(discount_totals(dependence)), "bands": asked.sheet(depth_bands(dependence))}


def together(asked: Asked) -> Sheets:
    """The products that attract each other most, each pair once: from the one that says more about the other."""
    pairs = bought_together(asked.lines())
    once = pairs.filter(
        (pairs.confidence > _turned(pairs))
        | ((pairs.confidence == _turned(pairs)) & (pairs.item < pairs.other))
    )
    rows = asked.sheet(once.order_by(ibis.desc("lift"), "item", "other").limit(PAIRS_SHOWN))
    names = asked.names("products", {row[side] for row in rows for side in ("item", "other")})
    return {"pairs": [_named(row, names) for row in rows]}


def _turned(pairs: ir.Table) -> ir.FloatingValue:
    """The confidence of the same pair the other way round."""
    return pairs.together * 100.0 / pairs.other_purchases


def _named(row: Row, names: dict[int, str]) -> Row:
    return {**row, "name": names.get(row["item"], ""), "other_name": names.get(row["other"], "")}
