"""Decimal amounts into minor units inside DuckDB."""

from quen.kernel.money import minor_digits


def minor_sql(amount: str, currency: str) -> str:
    """SQL for the DECIMAL expression `amount` in minor units as BIGINT, half to even as kernel.money rounds."""
    factor = 10 ** minor_digits(currency)
    scaled = f"({amount} * {factor})" if factor > 1 else amount
    away = f"CAST({scaled} AS BIGINT)"
    is_half = f"abs({scaled} - trunc({scaled})) = 0.5"
    return f"CASE WHEN {is_half} AND {away} % 2 <> 0 THEN {away} - CAST(sign({scaled}) AS BIGINT) ELSE {away} END"
