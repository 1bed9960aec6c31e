"""A synthetic lake of any size, the same for the same arguments: two years of facts in parts by month."""

from datetime import date
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from quen.insight.lake.manifest import Part

MONTHS = 24
LAST_DAY = date(2026, 10, 28)

# Every fifth purchase anonymous; customers by a power, so that some come often; in each month days 1 to 28.
_MONTH = """
CREATE OR REPLACE TEMP TABLE month AS
SELECT n + {first} AS id, customer, "at", "at"::DATE AS day, amount_minor,
       CASE WHEN n % 4 = 0 THEN amount_minor // 10 ELSE 0 END AS discount_minor, store, NULL::VARCHAR AS channel,
       product % 30 AS category, product, 'HD' || (n + {first}) AS receipt,
       row_number() OVER (ORDER BY "at", n) AS purchase_key
FROM (
    SELECT n,
        CASE WHEN hash(n * 7 + {first}) % 5 = 0 THEN NULL
             ELSE (pow(hash(n * 31 + {first}) % 1000003 / 1000003, 1.5) * {customers})::BIGINT END AS customer,
        TIMESTAMP '{month}' + to_seconds(28 * 86400 * (hash(n + {first}) % 1000003) / 1000003) AS "at",
        (hash(n * 3 + {first}) % 400 * 1000)::BIGINT AS amount_minor,
        (hash(n * 5 + {first}) % 3 + 1)::BIGINT AS store,
        (hash(n * 11 + {first}) % 3000)::BIGINT AS product
    FROM range({rows}) AS t (n))
"""
_PARTS = {
    "purchases": "FROM month ORDER BY purchase_key",
    # One to three lines; the second of two always the neighbour of the first, so that some goods go together.
    "lines": """
        SELECT id AS purchase, customer, day, store, (product + line * (line + id % 2)) % 3000 AS product,
               (product + line * (line + id % 2)) % 3000 % 30 AS category, 1::DECIMAL(18,3) AS quantity,
               amount_minor // 3 AS amount_minor
        FROM month, range(3) AS lines (line) WHERE line <= id % 3 ORDER BY purchase_key, line""",
    "returns": """
        SELECT id, customer, day, amount_minor, store, id AS purchase FROM month WHERE id % 50 = 0 ORDER BY day, id""",
}
_WHOLE = {
    "customers": """
        SELECT n AS id, CASE WHEN n % 1000 = 7 THEN n - 1 ELSE n END AS root, 'person' AS kind, '' AS part,
               '' AS gender, NULL::DATE AS birth_date, '' AS income_band, '' AS area, false AS is_internal,
               ['facebook', 'friend', NULL][1 + n % 3] AS source
        FROM range({customers} + 1) AS t (n)""",
    "merged": """
        SELECT n AS customer, n - 1 AS root FROM range({customers} + 1) AS t (n) WHERE n % 1000 = 7""",
    "members": """
        SELECT n AS customer, DATE '2025-02-01' + (n % 500)::INTEGER AS enrolled_on
        FROM range({customers} + 1) AS t (n) WHERE n % 3 = 0""",
    "products": "SELECT n AS id, 'SP' || n AS code, 'SP' || n AS name, n % 30 AS category FROM range(3000) AS t (n)",
    "categories": "SELECT n AS id, 'Nhóm ' || n AS name FROM range(30) AS t (n)",
    "stores": "SELECT n AS id, 'Chi nhánh ' || n AS name FROM range(1, 4) AS t (n)",
}


def make_lake(purchases: int, *, whole: bool = False) -> str:
    """Write the lake into QUEN_HOME and put it in force; gives DuckDB's words for reading its purchases.

    `whole`: with lines, returns, members and names; every thousandth customer is then merged into another.
    """
    from quen.insight.lake.manifest import Manifest, Part, scan, write_manifest

    rows, customers = purchases // MONTHS, purchases // 10
    parts: list[Part] = []
    with duckdb.connect(config={"threads": 2}) as duck:
        for number in range(MONTHS):
            month = date(2024 + (10 + number) // 12, (10 + number) % 12 + 1, 1)
            words = {"first": number * rows, "rows": rows, "month": month, "customers": customers}
            duck.execute(_MONTH.format(**words))
            tables = _PARTS if whole else {"purchases": _PARTS["purchases"]}
            parts += [_part(duck, table, f"{month:%Y-%m}", query) for table, query in tables.items()]
        for table, query in _WHOLE.items() if whole else ():
            parts.append(_part(duck, table, "", query.format(customers=customers)))
    manifest = Manifest("Asia/Ho_Chi_Minh", tuple(parts))
    write_manifest(manifest)
    return scan(manifest.of("purchases"))


def _part(duck: duckdb.DuckDBPyConnection, table: str, month: str, query: str) -> "Part":
    from quen.home.folder import lake_folder
    from quen.insight.lake.manifest import Part, literal

    name = f"{table}-{month}.parquet" if month else f"{table}.parquet"
    where = literal(lake_folder() / name)
    written = duck.execute(f"COPY ({query}) TO {where} (FORMAT parquet, COMPRESSION zstd)").fetchall()
    return Part(table, month, name, written[0][0])
