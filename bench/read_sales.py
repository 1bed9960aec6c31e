"""Reading a sales file against DuckDB's plain read of the same file: time, ratio, peak memory.

``python bench/read_sales.py [ROWS ...]`` writes a synthetic till export of so many lines to a temporary folder, loads
it once with DuckDB's own CSV reader into a table, reads it with `quen.sales_file` in a process of its own, and prints
both times and the peak resident memory of the reading process. Default: one million lines.
"""

import json
import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb

EXPORT = """
COPY (
    WITH lines AS (
        SELECT line, line // 3 AS receipt, hash(line) % 5000 AS product, 1 + line % 3 AS quantity,
               CASE WHEN line // 3 % 4 > 0 THEN hash(line // 3) % {customers} END AS customer
        FROM range({rows}) AS numbers (line))
    SELECT 'HD' || lpad(CAST(receipt AS VARCHAR), 9, '0') AS "Mã hóa đơn",
           strftime(TIMESTAMP '2016-01-01 08:00:00' + to_seconds(receipt * 90), '%d/%m/%Y %H:%M') AS "Thời gian",
           'CH' || (receipt % 20) AS "Chi nhánh", 'KH' || customer AS "Mã khách hàng",
           '09' || lpad(CAST(customer AS VARCHAR), 8, '0') AS "Điện thoại",
           'SP' || product AS "Mã hàng", 'Hàng số ' || product AS "Tên hàng", quantity AS "Số lượng",
           1000 * (1 + product % 500) AS "Đơn giá", quantity * 1000 * (1 + product % 500) AS "Thành tiền"
    FROM lines ORDER BY line
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


def ours(path: Path) -> tuple[float, float, float, int]:
    """Seconds for the plan and for the whole, and the peak memory in MiB, of reading the file here."""
    from quen.sales_file import open_sales

    began = time.perf_counter()
    with open_sales([path]) as sales:
        planned = time.perf_counter() - began
        sales.read()
        took = time.perf_counter() - began
        return planned, took, peak_mib(), sales.counts.used


def peak_mib() -> float:
    """The most memory this process held so far, in MiB.

    Not ``getrusage``: its maximum is inherited from the parent process, which wrote the file.
    """
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(rows: int) -> dict[str, float]:
    """Both ways over one fresh export."""
    with tempfile.TemporaryDirectory(prefix="quen-bench-") as name:
        folder = Path(name)
        path = folder / "export.csv"
        write_export(path, rows)
        plain_seconds = plain(path, folder)
        (folder / "plain.duckdb").unlink()
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as own_process:
            planned, took, memory, used = own_process.submit(ours, path).result()
    return {"rows": rows, "used": used, "plain_s": round(plain_seconds, 2), "plan_s": round(planned, 2),
            "read_s": round(took, 2), "ratio": round(took / plain_seconds, 2), "peak_mib": round(memory)}  # fmt: skip


if __name__ == "__main__":
    for asked in sys.argv[1:] or ["1000000"]:
        print(json.dumps(measure(int(asked))), flush=True)
