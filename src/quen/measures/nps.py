"""The Net Promoter Score, and how far it can be trusted.

Source: Reichheld, "The one number you need to grow", Harvard Business Review 81 (2003): of answers from 0 to 10 those
of 9 and 10 are promoters, 0 to 6 detractors; the score is the share of the ones less that of the others.

Both shares are of one sample, so their difference varies by (p + d - (p - d)²) / n: Agresti, "Categorical Data
Analysis", 3rd edition (2013), section 11.1. The interval is Bonett and Price, "Adjusted Wald confidence interval for
a difference of binomial proportions based on paired data", Journal of Educational and Behavioral Statistics 37
(2012): one answer more on either side, so that it also says something sensible where everybody agrees; that Wald's
needs some such adjustment for this score shows Rocks, "Interval estimation for the 'Net Promoter Score'", The
American Statistician 70 (2016).
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from quen.measures.wilson import FEWEST_CUSTOMERS, Z_95

PROMOTERS_FROM, DETRACTORS_TO = 9, 6


def nps(responses: ir.Table) -> ir.Table:
    """The score of all answers: one row.

    In: responses, a row per answer with score, 0 to 10 or null, which counts as none. Out: responses, promoters,
    passives, detractors, nps, low, high (95 % interval; all three -100 to 100, null without an answer), is_small.
    """
    return nps_of_counts(responses.agg(**_counts()))


def nps_by(responses: ir.Table, column: str) -> ir.Table:
    """The score within each value of `column`, most answers first. Out: group and the columns of `nps`.

    Answers without the value are left out.
    """
    told = responses.filter(_.score.notnull() & _[column].notnull())
    counts = told.group_by(_[column].name("group")).agg(**_counts())
    return nps_of_counts(counts).order_by(ibis.desc("responses"), "group")


def nps_of_counts(counts: ir.Table) -> ir.Table:
    """The score of answers that were counted before.

    In: responses, promoters, passives and detractors, and any other columns. Out: these and nps, low, high, is_small.
    """
    n = counts.responses.cast("float64").nullif(0.0)
    more = n + 2.0
    promoters, detractors = (
        (side.cast("float64") + 1.0) / more for side in (counts.promoters, counts.detractors)
    )
    centre = promoters - detractors
    half = ((promoters + detractors - centre * centre) / more).sqrt() * Z_95
    return counts.mutate(
        nps=(counts.promoters - counts.detractors).cast("float64") * 100.0 / n,
        low=(centre - half).clip(lower=-1.0) * 100.0,
        high=(centre + half).clip(upper=1.0) * 100.0,
        is_small=counts.responses < FEWEST_CUSTOMERS,
    )


def _counts() -> dict[str, object]:
    return {
        "responses": _.score.count(),
        "promoters": (_.score >= PROMOTERS_FROM).sum().coalesce(0),
        "passives": _.score.between(DETRACTORS_TO + 1, PROMOTERS_FROM - 1).sum().coalesce(0),
        "detractors": (_.score <= DETRACTORS_TO).sum().coalesce(0),
    }
