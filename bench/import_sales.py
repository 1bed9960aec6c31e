"""Import a sales file with points, tiers and summaries against COPY of the same rows (budget: 0.15 of its rate).

The same rows are those the import writes: customers, members, purchases, lines, the ledger, events and summaries, into
empty tables with the same indexes. COPY of the bare file into a table without any index is printed beside it. Everybody
in the file becomes a member of the usual programme; `plain` as second argument leaves the programme out.
"""

import multiprocessing
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from bench.installation import installation
from bench.limits import Figure, seconds
from bench.read_sales import peak_mib
from bench.sales import write_sales_csv

WRITTEN = (
    "people_customer",
    "people_identity",
    "purchases_product",
    "purchases_purchase",
    "purchases_line",
    "enrolment_member",
    "points_account",
    "points_transfer",
    "points_lot",
    "points_entry",
    "points_accrual",
    "events_event",
    "insight_customersummary",
)
RATE_BUDGET = 0.15
MEMORY_BUDGET_GIB = 1.0


def main(lines: int, *, with_points: bool = True) -> None:
    """Print the ratio and the peak memory for a first import, and how long the same file takes again."""
    with installation() as home:
        path = home / "sales.csv"
        # In a process of its own: what writing the file takes is not the import's memory.
        writer = multiprocessing.get_context("spawn").Process(
            target=write_sales_csv, args=[path], kwargs={"lines": lines, "customers": max(1000, lines // 30)}
        )
        writer.start()
        writer.join()
        if with_points:
            _launch_programme()
        bare = seconds(lambda: _copy_file(path))
        stages: list[tuple[str, float]] = []
        imported = seconds(lambda: _import(path, stages, enrol=with_points))
        summarised = imported + seconds(lambda: _follow("summary"))
        peak = peak_mib() / 1024
        copied = sum(_copy_table(table) for table in WRITTEN)
        lake = seconds(lambda: _follow("lake"))
        again = seconds(lambda: _import(path, [], enrol=with_points))
    how = f"{lines:,} lines: COPY {copied:.1f} s, import with summaries {summarised:.1f} s"
    print(
        Figure(
            "import, rate against COPY of what it writes", copied / summarised, RATE_BUDGET, True, "x", how
        )
    )
    print(Figure("import, peak memory", peak, MEMORY_BUDGET_GIB, False, "GiB", "the importing process"))
    print(
        f"     COPY of the bare file, no index, no look-up: {bare:.1f} s ({bare / summarised:.3f} of the import)"
    )
    print(f"     the same file again: {again:.1f} s; the lake afterwards, in the background: {lake:.1f} s")
    for stage, spent in stages:
        print(f"     {stage:<12} {spent:6.2f} s")


def _copy_file(path: Path) -> None:
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


def _copy_table(table: str) -> float:
    """Seconds that COPY takes to write the table's rows into an empty table with the same indexes."""
    from django.db import connection

    with tempfile.TemporaryFile() as rows, connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        columns = cursor.fetchone()[0]
        with cursor.copy(f"COPY {table} ({columns}) TO STDOUT (FORMAT binary)") as copy:
            for chunk in copy:
                rows.write(chunk)
        cursor.execute(f"CREATE TABLE same_{table} (LIKE {table} INCLUDING ALL)")
        rows.seek(0)
        start = time.perf_counter()
        with cursor.copy(f"COPY same_{table} ({columns}) FROM STDIN (FORMAT binary)") as copy:
            while chunk := rows.read(1 << 20):
                copy.write(chunk)
        spent = time.perf_counter() - start
        cursor.execute(f"DROP TABLE same_{table}")
    return spent


def _follow(name: str) -> None:
    """Let one reader catch up."""
    from django.utils.module_loading import import_string

    from quen.events.readers import run_all

    run_all(reader for reader in import_string("quen.config.readers.READERS") if reader.name == name)


def _launch_programme() -> None:
    """The usual programme, in force since before the first sale."""
    from django.utils import timezone

    from quen.enrolment.draft import draft
    from quen.enrolment.launch import launch
    from quen.kernel.actor import SYSTEM
    from quen.programme.example import example_text
    from quen.shops.models import Business

    Business.objects.create(id=1, name="Bench")
    now = timezone.now()
    launch(number=draft(text=example_text(), by=SYSTEM, at=now).number, by=SYSTEM, at=now)


def _import(path: Path, stages: list[tuple[str, float]], *, enrol: bool) -> None:
    from quen.flows.import_sales import import_sales
    from quen.kernel.actor import SYSTEM
    from quen.sales_file import ReadOptions

    moments: list[tuple[str, float]] = []
    import_sales(
        [path],
        options=ReadOptions(),
        by=SYSTEM,
        enrol=enrol,
        on_progress=lambda stage, _share: moments.append((stage, time.perf_counter())),
    )
    moments.append(("end", time.perf_counter()))
    spent: dict[str, float] = {}
    for (stage, start), (_next, end) in pairwise(moments):
        spent[stage] = spent.get(stage, 0.0) + end - start
    stages.extend(spent.items())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, with_points="plain" not in sys.argv[2:])
