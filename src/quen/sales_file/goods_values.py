"""Discounts on a whole receipt, spread over its lines so that they add up to what the goods cost."""

import duckdb

from quen.kernel.money import minor_digits
from quen.sales_file.fields import Field
from quen.sales_file.numbers import number_sql
from quen.sales_file.reading import Reading


def fit_to_goods(connection: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    """Scale the amounts in ``parsed`` so that every receipt's lines add up to its goods value, to the minor unit.

    Running sums are scaled and rounded, and each line gets the difference to the line before: nothing is lost and no
    line of a discounted receipt turns negative. Receipts without a goods value, or worth nothing, stay as they are.
    """
    if Field.RECEIPT not in reading.cells:
        return
    signed = zip(reading.totals.goods, reading.goods_styles, strict=True)
    goods = " + ".join(f"({sign}) * coalesce({number_sql(cell, style)}, 0)" for (sign, cell), style in signed)
    main_cell = reading.totals.goods[0][1]
    digits = minor_digits(reading.currency.code)
    connection.execute(f"""
        CREATE OR REPLACE TABLE fitted AS
        WITH valued AS (
            SELECT place, CASE WHEN {main_cell} IS NOT NULL THEN CAST({goods} AS DECIMAL(38,6)) END AS goods FROM source),
        summed AS (
            SELECT parsed.place, parsed.amount, sum(parsed.amount) OVER so_far AS so_far,
                   sum(parsed.amount) OVER whole AS whole, max(valued.goods) OVER whole AS goods
            FROM parsed JOIN valued USING (place) WHERE parsed.receipt IS NOT NULL AND parsed.reason IS NULL
            WINDOW whole AS (PARTITION BY parsed.file_no, parsed.store, parsed.receipt),
                   so_far AS (PARTITION BY parsed.file_no, parsed.store, parsed.receipt ORDER BY parsed.place))
        SELECT place, CAST(round(CAST(so_far AS DOUBLE) * CAST(goods AS DOUBLE) / CAST(whole AS DOUBLE), {digits})
                         - round(CAST(so_far - amount AS DOUBLE) * CAST(goods AS DOUBLE) / CAST(whole AS DOUBLE), {digits})
                      AS DECIMAL(38,6)) AS amount
        FROM summed WHERE whole > 0 AND goods >= 0 AND goods <> whole""")  # noqa: S608
    connection.execute(
        "UPDATE parsed SET amount = fitted.amount FROM fitted WHERE fitted.place = parsed.place"
    )
    connection.execute("DROP TABLE fitted")
