"""Whose money goes into which category: penetration and share of wallet.

Source: Farris et al., "Marketing Metrics", 4th ed. 2020, chapter 2 (penetration; share of requirements, also called
share of wallet: a brand's sales / all that its buyers spend). The wallet is the one this shop sees. What customers
spend elsewhere is unknown, so these are upper bounds of the share of the whole purse, and compare categories.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.customers import known
from quen.measures.percent import percent
from quen.measures.wilson import rated


def share_of_wallet(lines: ir.Table) -> ir.Table:
    """In: lines with customer, category, amount_minor. A row per category that known customers bought, largest first:

    category, buyers, customers (all known ones), revenue_minor, wallet_minor (all that its buyers spent here),
    revenue_share (of all revenue), share_of_wallet (revenue_minor / wallet_minor), percent; and penetration as rate,
    low, high (buyers / customers, percent, 95 %), is_small. Lines without a category count in the wallet only.
    """
    spent = known(lines).group_by("customer", "category").agg(revenue_minor=_.amount_minor.sum())
    wallets = spent.group_by("customer").agg(wallet_minor=_.revenue_minor.sum())
    all_of_them = wallets.agg(customers=_.count(), all_minor=_.wallet_minor.sum())
    each = spent.filter(_.category.notnull()).inner_join(wallets, "customer")
    sums = each.group_by("category").agg(
        buyers=_.count(), revenue_minor=_.revenue_minor.sum(), wallet_minor=_.wallet_minor.sum()
    )
    shares = sums.cross_join(all_of_them).mutate(
        revenue_share=percent(_.revenue_minor, _.all_minor),
        share_of_wallet=percent(_.revenue_minor, _.wallet_minor),
    )
    return rated(shares.drop("all_minor"), "buyers", "customers").order_by(
        ibis.desc("revenue_minor"), "category"
    )
