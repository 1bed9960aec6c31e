"""What is bought together: association of products (or categories) within one purchase.

Sources: support and confidence from Agrawal, Imielinski and Swami, "Mining association rules between sets of items in
large databases", SIGMOD 1993; lift (interest) from Brin, Motwani, Ullman and Tsur, "Dynamic itemset counting", SIGMOD
1997. Only pairs: a till can say one thing.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.percent import percent

FEWEST_TOGETHER = 10
"""Pairs seen in fewer purchases than this are chance, and a square of the assortment in number."""


def bought_together(lines: ir.Table, item: str = "product", *, fewest: int = FEWEST_TOGETHER) -> ir.Table:
    """In: lines with purchase (any id) and the column `item`. A row per ordered pair bought together at least `fewest`
    times, strongest lift first: item, other, together (purchases with both), item_purchases, other_purchases,
    purchases (all with any item), support = together / purchases and confidence = together / item_purchases, percent,
    lift = confidence / the share of purchases with `other`; above 1 they attract each other.
    """
    pairs = lines.filter(lines[item].notnull()).select("purchase", item=item).distinct()
    counts = pairs.group_by("item").agg(purchases=_.count()).filter(_["purchases"] >= fewest)
    counted = _times_together(pairs.semi_join(counts, "item")).filter(_.together >= fewest)
    together = counted.union(counted.select(item="other", other="item", together="together"))
    whole = pairs.agg(purchases=_.purchase.nunique())
    told = (
        together.inner_join(counts.select("item", item_purchases="purchases"), "item")
        .inner_join(counts.select(other="item", other_purchases="purchases"), "other")
        .select("item", "other", "together", "item_purchases", "other_purchases")
        .cross_join(whole)
    )
    return told.mutate(
        support=percent(_.together, _["purchases"]),
        confidence=percent(_.together, _.item_purchases),
        lift=_.together.cast("float64")
        * _["purchases"]
        / (_.item_purchases * _.other_purchases).cast("float64"),
    ).order_by(ibis.desc("lift"), "item", "other")


def _times_together(frequent: ir.Table) -> ir.Table:
    """A row per pair, one way round. Receipts of the same goods are counted first and taken apart once for all of them,
    and those of one good not at all: lines joined with themselves would be shuffled and paired receipt by receipt."""
    goods = frequent.group_by("purchase").agg(goods=_.item.collect()).filter(_.goods.length() > 1)
    alike = goods.mutate(goods=_.goods.sort()).group_by("goods").agg(times=_.count())
    each = alike.select("goods", "times", item=_.goods.unnest())
    both = each.select("item", "times", other=_.goods.unnest()).filter(_.item < _.other)
    return both.group_by("item", "other").agg(together=_.times.sum())
