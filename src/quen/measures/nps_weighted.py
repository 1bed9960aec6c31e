"""The Net Promoter Score as those who were asked would give it, where some groups answer more often than others.

Post-stratification: each group counts by its share of the asked, W, not by its share of the answers. The score is the
sum of W · nps over the groups, its variance the sum of W² · v / n with v = p + d - (p - d)² within the group: Holt and
Smith, "Post stratification", Journal of the Royal Statistical Society A 142 (1979). The one answer more on either side
of Bonett and Price (nps.py) is divided over the groups by W, so that one group alone has the interval of `nps`.

Groups of fewer than FEWEST answers are taken together; where those have none at all nobody speaks for them, and
`unheard` says how many they are. It mends only what the groups explain: who is silent within one may think otherwise.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.wilson import FEWEST_CUSTOMERS, Z_95

FEWEST = 5
_COUNTS = ("asked", "responses", "promoters", "detractors")


def nps_weighted(groups: ir.Table) -> ir.Table:
    """One row. In: a row per group with `group`, asked, responses, promoters, detractors.

    Out: asked, responses, unheard (of the asked), nps, low, high (95 %; -100 to 100, null without an answer), is_small.
    """
    named = groups.mutate(
        group=ibis.cases((_.responses < FEWEST, ibis.literal("")), else_=_.group.cast("string"))
    )
    taken = named.group_by("group").agg(**{name: _[name].sum().cast("float64") for name in _COUNTS})
    heard = taken.filter(_.responses > 0)
    shares = heard.mutate(weight=_.asked / _.asked.sum().over(ibis.window()))
    more = shares.responses + 2.0 * shares.weight
    sides = {side: (shares[side] + shares.weight) / more for side in ("promoters", "detractors")}
    centre = sides["promoters"] - sides["detractors"]
    spread = (sides["promoters"] + sides["detractors"] - centre * centre) / more
    parts = shares.select(
        "asked", "responses",
        score=shares.weight * (shares.promoters - shares.detractors) / shares.responses,
        centre=shares.weight * centre, spread=shares.weight * shares.weight * spread,
    )  # fmt: skip
    found = parts.agg(**{name: _[name].sum() for name in ("asked", "responses", "score", "centre", "spread")})
    every = taken.agg(everyone=_.asked.sum())
    half = _.spread.sqrt() * Z_95
    return found.cross_join(every).select(
        asked=_.everyone.coalesce(0).cast("int64"),
        responses=_.responses.coalesce(0).cast("int64"),
        unheard=(_.everyone - _.asked.coalesce(0)).coalesce(0).cast("int64"),
        nps=_.score * 100.0,
        low=(_.centre - half).clip(lower=-1.0) * 100.0,
        high=(_.centre + half).clip(upper=1.0) * 100.0,
        is_small=_.responses.coalesce(0) < FEWEST_CUSTOMERS,
    )
