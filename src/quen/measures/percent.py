"""Shares in percent."""

import ibis.expr.types as ir


def percent(part: ir.NumericValue, whole: ir.NumericValue) -> ir.NumericValue:
    """100 * part / whole as an unrounded double; null where the whole is nothing, because there is no rate then."""
    return part.cast("float64") * 100.0 / whole.cast("float64").nullif(0.0)
