"""How far a rate can be trusted: the score interval for a proportion.

Source: Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927). It never leaves 0 to 100 %, and says something sensible for 0 of 5 and 5 of 5, where
the textbook interval says ±0.
"""

import math

import ibis.expr.types as ir

from quen.measures.percent import percent

FEWEST_CUSTOMERS = 30
"""Below this a group's rate says little and is marked as such."""
Z_95 = 1.959963984540054
Z_99 = 2.5758293035489004


def interval(part: int, whole: int, *, z: float = Z_95) -> tuple[float, float]:
    """(low, high) of the rate part / whole, each 0 to 1; `whole` is at least 1."""
    share = part / whole
    centre = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return max(0.0, centre - half), min(1.0, centre + half)


def rated(counts: ir.Table, part: str, whole: str, *, prefix: str = "") -> ir.Table:
    """`counts` with rate, low, high (95 % interval; all percent) and is_small, of the columns `part` / `whole`.

    rate, low and high are null where either is null or the whole is nothing. With a `prefix` they are called
    {prefix}_rate and so on, so that one row can hold several.
    """
    named = f"{prefix}_" if prefix else ""
    n = counts[whole].cast("float64").nullif(0.0)
    share = counts[part].cast("float64") / n
    z2 = Z_95 * Z_95
    stretch = n / (n + z2)
    centre = (share + z2 / 2 / n) * stretch
    half = (share * (1.0 - share) / n + z2 / 4 / (n * n)).sqrt() * Z_95 * stretch
    return counts.mutate(
        **{
            f"{named}rate": percent(counts[part], counts[whole]),
            f"{named}low": (centre - half).clip(lower=0.0) * 100.0,
            f"{named}high": (centre + half).clip(upper=1.0) * 100.0,
            f"{named}is_small": counts[whole].coalesce(0) < FEWEST_CUSTOMERS,
        }
    )
