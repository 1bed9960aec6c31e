"""Which months of the lake no longer tell the truth, beyond those whose events say so."""

from collections.abc import Collection
from datetime import date

import duckdb

from quen.insight.lake.manifest import Manifest, scan


def months_of_regrouped_products(duck: duckdb.DuckDBPyConnection, lake: Manifest) -> set[date]:
    """Months with lines of a product that has moved to another category since. Needs the table `products` as it is."""
    before, lines = lake.of("products"), lake.of("lines")
    if not before or not lines:
        return set()
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE regrouped AS
            FROM products now JOIN {scan(before)} before USING (id)
            SELECT id WHERE before.category IS DISTINCT FROM now.category"""  # noqa: S608 (our own paths, quoted)
    )
    return {
        date.fromisoformat(f"{part.month}-01")
        for part in lines
        if duck.execute(f"FROM {scan([part])} WHERE product IN (FROM regrouped) LIMIT 1").fetchone()
    }


def months_that_hold(lake: Manifest, table: str, ids: Collection[int]) -> set[date]:
    """Months in which the lake has these purchases or returns now: a receipt read again may have begun earlier."""
    if not ids:
        return set()
    with duckdb.connect() as duck:
        duck.execute("CREATE TABLE asked AS SELECT unnest($ids) AS id", {"ids": list(ids)})
        return {
            date.fromisoformat(f"{part.month}-01")
            for part in lake.of(table)
            if duck.execute(f"FROM {scan([part])} WHERE id IN (FROM asked) LIMIT 1").fetchone()
        }
