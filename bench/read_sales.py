"""Reading a sales file against DuckDB's plain read of the same file: time, ratio, peak memory.

``python bench/read_sales.py [ROWS ...]`` writes a synthetic till export of so many lines to a temporary folder, loads it
once with DuckDB's own CSV reader into a table, reads it with `quen.sales_file` in a process of its own, and prints
both times and the peak resident memory of the reading process. Default: one million lines.
"""

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

EXPORT = """
COPY (
    SELECT 'HD' || lpad(CAST(line // 3 AS VARCHAR), 9, '0') AS "Mã hóa đơn",
           strftime(TIMESTAMP '2024-01-01 08:00:00' + to_seconds(CAST(line // 3 * 9 AS BIGINT)), '%d/%m/%Y %H:%M') AS "Thời gian",
           'CH' || (line // 3 % 20) AS "Chi nhánh",
           CASE WHEN line // 3 % 4 > 0 THEN 'KH' || (hash(line // 3) % {customers}) END AS "Mã khách hàng",
           CASE WHEN line // 3 % 4 > 0 THEN '09' || lpad(CAST(hash(line // 3) % {customers} AS VARCHAR), 8, '0') END AS "Điện thoại",
           'SP' || (hash(line) % 5000) AS "Mã hàng", 'Hàng số ' || (hash(line) % 5000) AS "Tên hàng",
           1 + line % 3 AS "Số lượng", 1000 * (1 + hash(line) % 500) AS "Đơn giá",
           (1 + line % 3) * 1000 * (1 + hash(line) % 500) AS "Thành tiền"
    FROM range({rows}) AS lines (line)
) TO '{path}' (HEADER, DELIMITER ',')"""


def write_export(path: Path, rows: int) -> None:
    """A till export of `rows` lines, three a receipt, a quarter of them anonymous."""
    with duckdb.connect() as connection:
        connection.execute(EXPORT.format(rows=rows, customers=max(100, rows // 30), path=path))


def plain(path: Path, folder: Path) -> float:
    """Seconds DuckDB takes to load the file into a table of text."""
    began = time.perf_counter()
    with duckdb.connect(str(folder / "plain.duckdb")) as connection:
        connection.execute("CREATE TABLE plain AS SELECT * FROM read_csv(?, all_varchar = true)", [str(path)])
    return time.perf_counter() - began


def ours(path: Path, answers: "multiprocessing.Queue[tuple[float, float, float, int]]") -> None:
    """Seconds for the plan and for the whole, and the peak memory in MiB, of reading the file here."""
    from quen.sales_file import open_sales

    began = time.perf_counter()
    with open_sales([path]) as sales:
        planned = time.perf_counter() - began
        sales.read()
        took = time.perf_counter() - began
        answers.put((planned, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, sales.counts.used))


def measure(rows: int) -> dict[str, float]:
    """Both ways over one fresh export."""
    with tempfile.TemporaryDirectory(prefix="quen-bench-") as name:
        folder = Path(name)
        path = folder / "export.csv"
        write_export(path, rows)
        plain_seconds = plain(path, folder)
        (folder / "plain.duckdb").unlink()
        context = multiprocessing.get_context("spawn")
        answers: multiprocessing.Queue[tuple[float, float, float, int]] = context.Queue()
        process = context.Process(target=ours, args=(path, answers))
        process.start()
        planned, took, memory, used = answers.get()
        process.join()
    return {"rows": rows, "used": used, "plain_s": round(plain_seconds, 2), "plan_s": round(planned, 2),
            "read_s": round(took, 2), "ratio": round(took / plain_seconds, 2), "peak_mib": round(memory)}  # fmt: skip


if __name__ == "__main__":
    for asked in sys.argv[1:] or ["1000000"]:
        print(json.dumps(measure(int(asked))), flush=True)
