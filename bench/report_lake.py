"""Reports over a lake of ten million purchases, against hand-written DuckDB SQL on the same Parquet files.

`python bench/report_lake.py [purchases]`: makes a synthetic lake in a temporary folder, runs each report's measures as
`quen.insight.reports` does (opening the lake included) and the best SQL known for the same answer, and prints the
ratio of the best times. The budget is 1.5.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import duckdb

MONTHS = 24
RUNS = 3

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

HAND_WRITTEN = {
    "repeat_rate": """
        SELECT n, count(*), sum(revenue), sum(first_amount)
        FROM (SELECT count(*) AS n, sum(amount_minor) AS revenue,
                     arg_min(amount_minor, {{'at': "at", 'key': purchase_key}}) AS first_amount
              FROM {lake} WHERE customer IS NOT NULL GROUP BY customer) GROUP BY n ORDER BY n""",
    "by_store": """
        SELECT store, count(*), count(*) FILTER (WHERE n >= 2), sum(n), sum(revenue)
        FROM (SELECT store, customer, count(*) AS n, sum(amount_minor) AS revenue
              FROM {lake} WHERE customer IS NOT NULL GROUP BY ALL) GROUP BY store""",
    "cohorts": """
        WITH months AS (
            SELECT DISTINCT customer, year(day) * 12 + month(day) AS month_no FROM {lake} WHERE customer IS NOT NULL)
        SELECT first_no, month_no - first_no, count(*)
        FROM (SELECT month_no, min(month_no) OVER (PARTITION BY customer) AS first_no FROM months) GROUP BY ALL""",
    "lapsed": """
        WITH gaps AS (
            SELECT customer, day, amount_minor, day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap
            FROM {lake} WHERE customer IS NOT NULL),
        rhythms AS (
            SELECT customer, 1 + count(*) FILTER (WHERE gap > 0) AS days, sum(amount_minor) AS revenue,
                   quantile_cont(gap, 0.5) FILTER (WHERE gap > 0) AS median_gap, max(day) AS last_day
            FROM gaps GROUP BY customer)
        SELECT count(*), sum(revenue) FROM rhythms
        WHERE days >= 3 AND DATE '2026-10-29' - last_day > greatest(3 * median_gap, 30)""",
}


def main(purchases: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["QUEN_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "quen.config.settings"
        import django

        django.setup()
        files = _make_lake(purchases)
        from quen.insight.lake.read import Filters
        from quen.insight.reports import Report, compute

        print(f"{purchases:,} purchases, best and median of {RUNS} runs, seconds")
        for report, text in HAND_WRITTEN.items():
            by_hand = text.format(lake=files)
            best, ours = _race(
                partial(_fetch, by_hand),
                partial(compute, Report(report), Filters()),
            )
            print(
                f"{report:12} hand-written {min(best):6.3f} ({statistics.median(best):.3f})"
                f"   report {min(ours):6.3f} ({statistics.median(ours):.3f})   ratio {min(ours) / min(best):.2f}"
            )


def _make_lake(purchases: int) -> str:
    from quen.home.folder import lake_folder
    from quen.insight.lake.manifest import Manifest, Part, scan, write_manifest

    rows = purchases // MONTHS
    parts = []
    with duckdb.connect(config={"threads": 2}) as duck:
        for number in range(MONTHS):
            month = date(2024 + (10 + number) // 12, (10 + number) % 12 + 1, 1)
            name = f"purchases-{month:%Y-%m}.parquet"
            duck.execute(
                _MONTH.format(
                    path=lake_folder() / name,
                    first=number * rows,
                    rows=rows,
                    month=month,
                    customers=purchases // 10,
                )
            )
            parts.append(Part("purchases", f"{month:%Y-%m}", name, rows))
    write_manifest(Manifest("Asia/Ho_Chi_Minh", tuple(parts)))
    return scan(parts)


def _fetch(query: str) -> None:
    with duckdb.connect() as duck:
        duck.execute(query).fetchall()


def _race(first: Callable[[], object], second: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Times of both, taken in turns so that a busy machine slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for runner, found in zip((first, second), times, strict=True):
            began = time.perf_counter()
            runner()
            found.append(time.perf_counter() - began)
    return times


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
