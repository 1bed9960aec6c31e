"""Who comes back, and from where: repeat rates, second purchases, rhythms."""

from collections.abc import Callable

import ibis.expr.types as ir

from quen.insight.reports.asked import MOST_GROUPS, Asked, Sheets
from quen.measures.by_group import (
    first_purchases,
    repeat_rate_by,
    repeat_rate_by_first,
    repeat_rate_by_first_spending,
)
from quen.measures.customers import per_customer
from quen.measures.customers_by_purchases import customers_by_purchases
from quen.measures.gaps import gaps, pairs_by_days, quantile_days, rhythms
from quen.measures.lapsed import lapsed_regulars, regulars
from quen.measures.own_rhythm import own_rhythms, regularity
from quen.measures.repeat_rate import TIMES, customers_at_least, repeat_rate, repeat_rate_in_period
from quen.measures.revenue import revenue_shares
from quen.measures.second_purchase import first_two_purchases, second_purchase_within


def times(asked: Asked) -> Sheets:
    """How many customers bought how often."""
    customers = asked.lake.keep(per_customer(asked.purchases))
    at_least = asked.sheet(customers_at_least(customers))[0]
    sheets = {
        "repeat_rate": asked.sheet(repeat_rate(customers)),
        "at_least": [
            {"purchases": x, "customers": at_least[f"at_least_{x}"], "rate": at_least[f"rate_{x}"]}
            for x in TIMES
        ],
        "customers_by_purchases": asked.sheet(customers_by_purchases(customers)),
        "shares": asked.sheet(revenue_shares(customers)),
    }
    if asked.filters.first_day is not None:
        in_period = repeat_rate_in_period(
            asked.history(), first_day=asked.filters.first_day, last_day=asked.last_day
        )
        sheets["in_period"] = asked.sheet(in_period)
    return sheets


def by(column: str, names: str) -> Callable[[Asked], Sheets]:
    """The repeat rate by store or category."""
    return lambda asked: {"groups": asked.named(repeat_rate_by(asked.purchases, column), names)}


def by_channel(asked: Asked) -> Sheets:
    """The repeat rate by channel, whose names are its values."""
    rows = asked.sheet(repeat_rate_by(asked.purchases, "channel").limit(MOST_GROUPS))
    return {"groups": [{**row, "name": row["group"]} for row in rows]}


def by_first_product(asked: Asked) -> Sheets:
    """The repeat rate by what the first purchase was."""
    return {"groups": asked.named(repeat_rate_by_first(firsts(asked), "first_product"), "products")}


def by_first_spending(asked: Asked) -> Sheets:
    """The repeat rate by the value of the first purchase."""
    return {"groups": asked.sheet(repeat_rate_by_first_spending(asked.lake.keep(firsts(asked))))}


def firsts(asked: Asked) -> ir.Table:
    """Customers whose first purchase ever lies in the period, and all their purchases to its end."""
    found = first_purchases(asked.history())
    since = asked.filters.first_day
    return found if since is None else found.filter(found.first_day >= since)


def second(asked: Asked) -> Sheets:
    """Second purchases of those whose first lies in the period."""
    found = first_two_purchases(asked.history())
    if asked.filters.first_day is not None:
        found = found.filter(found.first_day >= asked.filters.first_day)
    return {"windows": asked.sheet(second_purchase_within(asked.lake.keep(found), as_of=asked.as_of))}


def between_purchases(asked: Asked) -> Sheets:
    """Pairs of purchases of which the later lies in the period; else a short period would know short gaps alone."""
    pairs = gaps(asked.history())
    if asked.filters.first_day is not None:
        pairs = pairs.filter(pairs.day >= asked.filters.first_day)
    rows = asked.sheet(pairs_by_days(pairs))
    counted = {row["gap_days"]: row["pairs"] for row in rows}
    return {"median": [{"median_days": quantile_days(counted, 0.5)}], "pairs": rows}


def own_rhythm(asked: Asked) -> Sheets:
    """How regular customers are, by all their purchases to the period's end."""
    return {"bands": asked.sheet(regularity(own_rhythms(gaps(asked.history()))))}


def lapsed(asked: Asked) -> Sheets:
    """Regulars, and those who stopped coming."""
    known = asked.lake.keep(regulars(rhythms(asked.purchases), as_of=asked.as_of))
    return {"regulars": asked.sheet(lapsed_regulars(known))}
