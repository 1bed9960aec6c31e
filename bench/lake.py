"""A synthetic lake of any size, the same for the same arguments: purchases of two years in parts by month."""

from datetime import date

import duckdb

MONTHS = 24
LAST_DAY = date(2026, 10, 28)

# Every fifth purchase anonymous; customers by a power, so that some come often; in each month days 1 to 28.
_MONTH = """
COPY (
    SELECT n + {first} AS id, customer, "at", "at"::DATE AS day, amount_minor, store, NULL::VARCHAR AS channel,
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
    ORDER BY purchase_key
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""


def make_lake(purchases: int) -> str:
    """Write the lake into QUEN_HOME and put it in force; gives DuckDB's words for reading its purchases."""
    from quen.home.folder import lake_folder
    from quen.insight.lake.manifest import Manifest, Part, scan, write_manifest

    rows = purchases // MONTHS
    parts = []
    with duckdb.connect(config={"threads": 2}) as duck:
        for number in range(MONTHS):
            month = date(2024 + (10 + number) // 12, (10 + number) % 12 + 1, 1)
            name = f"purchases-{month:%Y-%m}.parquet"
            words = {"path": lake_folder() / name, "first": number * rows, "rows": rows, "month": month}
            duck.execute(_MONTH.format(**words, customers=purchases // 10))
            parts.append(Part("purchases", f"{month:%Y-%m}", name, rows))
    write_manifest(Manifest("Asia/Ho_Chi_Minh", tuple(parts)))
    return scan(parts)
