"""A batch of a thousand sales over HTTP, against COPY of the rows it writes."""

import http.client
import json
import random
import tempfile
import time
from typing import Any

BATCH = 1_000
WRITTEN = (
    "purchases_purchase", "purchases_line", "points_transfer", "points_lot", "points_entry", "points_accrual",
    "events_event", "flows_answered",
)  # fmt: skip


def batch_against_copy(port: int, secret: str, store: int, members: range) -> str:
    """A line for the report: no budget is set for it."""
    from bench.ring_up import told

    luck = random.Random(11)
    sales = [
        {**told(store, luck.choice(members), luck), "key": f"batch-{luck.random()}"} for _ in range(BATCH)
    ]
    before = _last_rows()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    start = time.perf_counter()
    connection.request(
        "POST",
        "/api/v1/purchases/batch",
        json.dumps({"purchases": sales}),
        {"Authorization": f"Bearer {secret}", "Content-Type": "application/json", "Idempotency-Key": "batch"},
    )
    answer = connection.getresponse()
    results = json.loads(answer.read())
    spent = time.perf_counter() - start
    if answer.status != 200 or any(result["status"] != 201 for result in results["results"]):
        raise RuntimeError(str(results)[:1000])
    copied = sum(_copy(table, column, last) for (table, column), last in before.items())
    return f"     a batch of {BATCH:,}: {spent:.2f} s; COPY of its rows {copied:.3f} s; ratio {copied / spent:.3f}"


def _last_rows() -> dict[tuple[str, str], Any]:
    from django.db import connection

    found: dict[tuple[str, str], Any] = {}
    with connection.cursor() as cursor:
        for table in WRITTEN:
            column = {"points_accrual": "purchase_id", "flows_answered": "purchase"}.get(table, "id")
            cursor.execute(f"SELECT coalesce(max({column}), 0) FROM {table}")
            found[table, column] = cursor.fetchone()[0]
    return found


def _copy(table: str, column: str, last: int) -> float:
    """Seconds that COPY takes to write the rows after `last` into an empty table with the same indexes."""
    from django.db import connection

    with tempfile.TemporaryFile() as rows, connection.cursor() as cursor:
        with cursor.copy(
            f"COPY (SELECT * FROM {table} WHERE {column} > {int(last)}) TO STDOUT (FORMAT binary)"
        ) as copy:
            for chunk in copy:
                rows.write(chunk)
        cursor.execute(f"CREATE TABLE same_{table} (LIKE {table} INCLUDING ALL)")
        rows.seek(0)
        start = time.perf_counter()
        with cursor.copy(f"COPY same_{table} FROM STDIN (FORMAT binary)") as copy:
            while chunk := rows.read(1 << 20):
                copy.write(chunk)
        spent = time.perf_counter() - start
        cursor.execute(f"DROP TABLE same_{table}")
    return spent
