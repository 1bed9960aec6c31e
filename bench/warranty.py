"""Warranty in one look on ten million lines: 100 ms of server time at p95. `python -m bench warranty [lines]`.

Every look goes through the whole of Django, as staff ask it, each time for other goods; between them the database is
asked `SELECT 1`: its time tells what the machine had to spare, and so does the processors' time beside the clock's.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.customers_list import _signed_in_owner
from bench.installation import installation
from bench.limits import Figure, seconds
from bench.processor import Spent, backends_of_this_database, spent_on

if TYPE_CHECKING:
    from django.test import Client

BUDGET_MS = 100
ROUNDS = 60
_P95 = int(ROUNDS * 0.95) - 1
LINES_A_PURCHASE = 2.5
FEWEST_LINES = 50_000
"""The company alone has 20,000."""
FILL = Path(__file__).with_suffix(".sql").read_text()
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def main(lines: int) -> None:
    """Print a figure for every way to look goods up."""
    if lines < FEWEST_LINES:
        sys.exit(f"At least {FEWEST_LINES} lines, please: the company alone has 20,000.")
    with installation(as_served=True):
        purchases = int(lines / LINES_A_PURCHASE)
        took = seconds(lambda: fill(purchases, purchases // 4))
        print(f"{lines} lines filled in {took:.0f} s", flush=True)
        look_all(purchases, purchases // 4)
        find_ending()


def fill(purchases: int, customers: int) -> None:
    """Customers, receipts, lines, returns, claims; then the shop's terms."""
    from django.db import connection

    from quen.kernel.actor import SYSTEM
    from quen.warranty.lay_down import lay_down
    from quen.warranty.terms import Clause, Covers

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'")
        for statement in FILL.split(";\n"):
            cursor.execute(statement, {"purchases": purchases, "customers": customers})
        for table in ("purchases_line", "purchases_purchase", "people_customer", "people_identity"):
            cursor.execute(f"VACUUM (ANALYZE) {table}")
        cursor.execute("ANALYZE")
    clauses = [
        Clause(0, Covers.WRITTEN, "Như ghi trên hóa đơn"),
        Clause(0, Covers.CATEGORY, "Nhóm 7: 3 tháng", months=3, category="nhom 7"),
        Clause(0, Covers.EXCLUDED, "Hư hỏng do nước"),
    ]
    lay_down(clauses=clauses, in_force_from=date(2024, 1, 1), at=NOW, by=SYSTEM)


def _questions(purchases: int, customers: int) -> dict[str, Callable[[random.Random], str]]:
    def phone(customer: int) -> str:
        return f"09{customer * 7368787 % 100_000_000:08}"

    def serial(luck: random.Random) -> str:
        from quen.purchases.models import Line

        sold = Line.objects.filter(pk__gte=luck.randint(1, purchases * 2)).exclude(serial="").order_by("pk")
        return sold.values_list("serial", flat=True)[0].lower()

    return {
        "phone": lambda luck: phone(luck.randint(2, customers)),
        "phone of a company with 20,000 lines": lambda _luck: phone(1),
        "card": lambda luck: f"88{luck.randint(2, customers):014}",
        "receipt": lambda luck: f"HD{luck.randint(8_001, purchases):08}",
        "serial number": serial,
        "nobody's number": lambda luck: f"ZZ{luck.randint(1, 10**6)}",
    }


def look_all(purchases: int, customers: int) -> None:
    """Ask every question, each time followed by the least the database can be asked."""
    from django.db import connection

    client, luck = _signed_in_owner(), random.Random(7)

    def nothing() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    for name, question in _questions(purchases, customers).items():
        _look(client, question(luck))  # the first one reads templates and the disk
        backends, spent, least = backends_of_this_database(), list[Spent](), list[float]()
        for _round in range(ROUNDS):
            text = question(luck)
            spent.append(spent_on(lambda text=text: _look(client, text), backends))  # type: ignore[misc]
            least.append(1e3 * seconds(nothing))
        walls = sorted(one.wall for one in spent)
        processors = sorted(one.processors for one in spent)
        how = (
            f"p50 {statistics.median(walls):.0f}, best {walls[0]:.0f} ms, "
            f"{statistics.median(walls) / statistics.median(least):.0f} x SELECT 1; processors here and in the "
            f"database: p50 {statistics.median(processors):.0f}, p95 {processors[_P95]:.0f} ms"
        )
        print(Figure(f"warranty: {name}", walls[_P95], BUDGET_MS, False, "ms", how), flush=True)


def find_ending() -> None:
    """How long it takes to name whose warranty ends within a day and within thirty: a journey asks every morning."""
    from quen.warranty.ending import ending_between

    first = NOW.date()
    for days in (1, 30):
        last, start = first + timedelta(days=days - 1), time.perf_counter()
        found = ending_between(first, last)
        print(
            f"     {len(found)} warranties end within {days} days: {time.perf_counter() - start:.1f} s",
            flush=True,
        )


def _look(client: "Client", text: str) -> None:
    answer = client.get("/warranty/", {"q": text})
    assert answer.status_code == 200, answer


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
