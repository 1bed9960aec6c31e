"""Import a sales file against COPY of the same rows into a bare table (budget: at least 0.15 of its rate)."""

import resource
import sys
import time
from itertools import pairwise
from pathlib import Path

from bench.installation import installation
from bench.limits import Figure, seconds
from bench.sales import write_sales_csv

RATE_BUDGET = 0.15
MEMORY_BUDGET_GIB = 1.0


def main(lines: int) -> None:
    """Print the ratio and the peak memory for a first import, and how long the same file takes again."""
    with installation() as home:
        path = write_sales_csv(home / "sales.csv", lines=lines, customers=max(1000, lines // 30))
        copied = seconds(lambda: _copy(path))
        stages: list[tuple[str, float]] = []
        imported = seconds(lambda: _import(path, stages))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        again = seconds(lambda: _import(path, []))
    how = f"{lines:,} lines: COPY {copied:.1f} s, import {imported:.1f} s, again {again:.1f} s"
    print(Figure("import, rate against COPY", copied / imported, RATE_BUDGET, True, "x", how))
    print(Figure("import, peak memory", peak, MEMORY_BUDGET_GIB, False, "GiB", "the importing process"))
    for stage, share in stages:
        print(f"     {stage:<12} {share:6.2f} s")


def _copy(path: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bare (receipt text, at text, store text, code text, name text, product text,"
            " product_name text, category text, quantity numeric(18,3), unit_price numeric(18,4), amount bigint)"
        )
        with path.open("rb") as rows, cursor.copy("COPY bare FROM STDIN (FORMAT csv, HEADER)") as copy:
            while chunk := rows.read(1 << 20):
                copy.write(chunk)
        cursor.execute("DROP TABLE bare")


def _import(path: Path, stages: list[tuple[str, float]]) -> None:
    from django.utils.module_loading import import_string

    from quen.flows.import_sales import import_sales
    from quen.kernel.actor import SYSTEM
    from quen.sales_file import ReadOptions

    moments: list[tuple[str, float]] = []
    import_sales(
        [path],
        options=ReadOptions(),
        by=SYSTEM,
        on_progress=lambda stage, _share: moments.append((stage, time.perf_counter())),
    )
    moments.append(("readers", time.perf_counter()))
    import_string("quen.config.readers.follow")()
    moments.append(("end", time.perf_counter()))
    spent: dict[str, float] = {}
    for (stage, start), (_next, end) in pairwise(moments):
        spent[stage] = spent.get(stage, 0.0) + end - start
    stages.extend(spent.items())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
