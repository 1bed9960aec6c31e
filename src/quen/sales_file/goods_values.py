"""Discounts on a whole receipt, spread over its lines so that they add up to what the goods cost."""

import duckdb

from quen.sales_file.fields import Field
from quen.sales_file.minor_units import minor_sql
from quen.sales_file.numbers import number_sql
from quen.sales_file.reading import Reading


def fit_to_goods(connection: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    """Scale the amounts in ``parsed`` so that every receipt's lines add up to its goods value, to the minor unit.

    Running sums are scaled and cut off, and each line gets the difference to the line before: nothing is lost and no
    line of a discounted receipt turns negative. Receipts without a goods value, or worth nothing, stay as they are.
    """
    if Field.RECEIPT not in reading.cells:
        return
    signed = zip(reading.totals.goods, reading.goods_styles, strict=True)
    goods = " + ".join(f"({sign}) * coalesce({number_sql(cell, style)}, 0)" for (sign, cell), style in signed)
    main_cell = reading.totals.goods[0][1]
    value = minor_sql(f"CAST({goods} AS DECIMAL(38,6))", reading.currency.code)
    connection.execute(f"""
        CREATE OR REPLACE TABLE fitted AS
        WITH valued AS (SELECT place, CASE WHEN {main_cell} IS NOT NULL THEN {value} END AS goods FROM source),
        summed AS (
            SELECT parsed.place, parsed.amount_minor, sum(parsed.amount_minor) OVER so_far AS so_far,
                   sum(parsed.amount_minor) OVER whole AS whole, max(valued.goods) OVER whole AS goods
            FROM parsed JOIN valued USING (place) WHERE parsed.receipt IS NOT NULL AND parsed.reason IS NULL
            WINDOW whole AS (PARTITION BY parsed.file_no, parsed.store, parsed.receipt),
                   so_far AS (PARTITION BY parsed.file_no, parsed.store, parsed.receipt ORDER BY parsed.place))
        SELECT place, CAST(so_far * goods // whole - (so_far - amount_minor) * goods // whole AS BIGINT) AS amount_minor
        FROM summed WHERE whole > 0 AND goods >= 0 AND goods <> whole""")  # noqa: S608
    connection.execute(
        "UPDATE parsed SET amount_minor = fitted.amount_minor FROM fitted WHERE fitted.place = parsed.place"
    )
    connection.execute("DROP TABLE fitted")
