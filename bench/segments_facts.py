"""A past for a million customers in minutes: purchases, lines and tallies made by DuckDB and copied into PostgreSQL.

The product's own statement makes the same tallies; `fill_facts` has it make those of some customers anew and refuses
to go on where a single row differs.
"""

import csv
import tempfile
from pathlib import Path
from typing import Any

import duckdb

FACTOR = 2.35
"""Purchases for each one the summaries of `customers_list.sql` know: twelve a customer in all."""

CHECKED = 2_000
"""Customers whose tallies the product's own statement makes anew."""

_CHANNELS = ("Quầy", "Zalo", "Shopee")
"""The channels of `segments_facts.sql` in its order: the first has number 1, and no channel is number 0."""

_FACTS = Path(__file__).with_suffix(".sql").read_text()
_PURCHASES = """
SELECT id, store, receipt, customer_id, strftime(bought_at, '%Y-%m-%d %H:%M:%S+00'), amount_minor, channel
FROM purchase ORDER BY id
"""
_LINES = (
    "SELECT purchase_id, fingerprint, product_id, 1, amount_minor FROM line ORDER BY purchase_id, fingerprint"
)
_TALLIES = """
SELECT {name}, customer_id, '{{' || array_to_string(list(day ORDER BY bought_at, id), ',') || '}}',
       '{{' || array_to_string(list(upto ORDER BY bought_at, id), ',') || '}}', {places}
FROM (
    SELECT *, sum(amount_minor) OVER (PARTITION BY {thing}, customer_id ORDER BY bought_at, id)::BIGINT AS upto
    FROM {source}
)
GROUP BY {thing}, customer_id ORDER BY customer_id // 50000, {thing}, customer_id
"""
_PLACES = (
    "'{' || array_to_string(list('{' || store || ',' || -number || '}' ORDER BY bought_at, id), ',') || '}'"
)
_THINGS = {
    "'store:' || store": ("store", "bought"),
    "'channel:' || channel": ("channel", "(FROM bought WHERE channel <> '')"),
    "'product:' || product_id": ("product_id", "goods"),
    "'category:' || category_id": (
        "category_id",
        "(SELECT id, customer_id, bought_at, day, category_id, store, number, sum(amount_minor) AS amount_minor"
        " FROM goods GROUP BY ALL)",
    ),
}


def fill_facts(cursor: Any) -> None:
    """Purchases, lines and tallies of the customers whose summaries are there. Indexes are made when the rows are in.

    The tables stand outside PostgreSQL's log, which changes nothing of how they are read.
    """
    with (
        tempfile.TemporaryDirectory(prefix="quen-bench-") as folder,
        duckdb.connect(str(Path(folder) / "facts")) as facts,
    ):
        _read_customers(cursor, facts, Path(folder) / "customers.csv")
        for statement in _FACTS.format(factor=FACTOR).split(";\n"):
            facts.execute(statement)
        _copy_facts(cursor, facts, Path(folder) / "rows.csv")
        _copy_tallies(cursor, facts, Path(folder) / "rows.csv")


def _read_customers(cursor: Any, facts: "duckdb.DuckDBPyConnection", file: Path) -> None:
    cursor.execute(
        "SELECT customer_id, purchases, last_store FROM insight_customersummary WHERE purchases > 0"
    )
    with file.open("w", newline="") as rows:
        csv.writer(rows).writerows(cursor.fetchall())
    facts.execute(
        "CREATE TABLE customer AS SELECT column0 AS customer_id, column1 AS purchases, column2 AS store"
        f" FROM read_csv('{file}', header = false)"
    )


def _copy_facts(cursor: Any, facts: "duckdb.DuckDBPyConnection", file: Path) -> None:
    cursor.execute(
        "ALTER TABLE purchases_purchase DROP CONSTRAINT receipt_once_per_store_and_period;"
        "DROP INDEX purchase_of_customer; DROP INDEX purchase_by_time;"
        "INSERT INTO purchases_category (name, key) SELECT 'Nhóm ' || n, 'nhom ' || n FROM generate_series(1, 20) AS n;"
        "INSERT INTO purchases_product (code, name, category_id)"
        " SELECT 'SP' || n, 'Sản phẩm ' || n, 1 + n % 20 FROM generate_series(1, 2000) AS n"
    )
    purchases = "purchases_purchase (id, store_id, receipt, customer_id, bought_at, amount_minor, channel)"
    _copy(cursor, facts, _PURCHASES, purchases, file)
    _copy(
        cursor,
        facts,
        _LINES,
        "purchases_line (purchase_id, fingerprint, product_id, quantity, amount_minor)",
        file,
    )
    cursor.execute(
        "CREATE INDEX purchase_of_customer ON purchases_purchase (customer_id, bought_at) WHERE customer_id IS NOT NULL"
    )


def _copy_tallies(cursor: Any, facts: "duckdb.DuckDBPyConnection", file: Path) -> None:
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = 'segments_tally'::regclass AND contype = 'p'"
    )
    name, key = cursor.fetchone()
    cursor.execute(f"ALTER TABLE segments_tally DROP CONSTRAINT {name}; DROP INDEX tally_of_customer")
    cursor.execute("ALTER TABLE segments_tally SET UNLOGGED")
    cursor.executemany(
        "INSERT INTO segments_channelnumber (id, name) VALUES (%s, %s)", enumerate(_CHANNELS, start=1)
    )
    for named, (thing, source) in _THINGS.items():
        places = _PLACES if named.startswith(("'product:", "'category:")) else "NULL"
        query = _TALLIES.format(name=named, thing=thing, source=source, places=places)
        _copy(cursor, facts, query, "segments_tally (of, customer_id, days, spent, places)", file)
    cursor.execute(f"ALTER TABLE segments_tally ADD CONSTRAINT {name} {key}")
    cursor.execute("CREATE INDEX tally_of_customer ON segments_tally (customer_id)")


def _copy(cursor: Any, facts: "duckdb.DuckDBPyConnection", query: str, into: str, file: Path) -> None:
    facts.execute(f"COPY ({query}) TO '{file}' (FORMAT csv, HEADER false)")
    with cursor.copy(f"COPY {into} FROM STDIN (FORMAT csv)") as copy, file.open("rb") as rows:
        while some := rows.read(1 << 20):
            copy.write(some)
    file.unlink()
