"""The books over a million transfers: checked, closed by month, judged for breakage, and what is due expired.

`python -m bench.ledger [transfers]` writes a ledger by SQL and compares each with one plain look at all its entries, in
the same run; expiry with a COPY of the rows it writes.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.installation import installation
from bench.limits import Figure, seconds

_LEDGER = (Path(__file__).parent / "ledger.sql").read_text()
_EACH_MEMBER = 25
_LOOKS = 3
MOST_CHECK = 75.0
MOST_JOURNAL = 30.0
MOST_BREAKAGE = 30.0
LEAST_EXPIRED = 0.05


def main(transfers: int) -> None:
    """Print the figures."""
    with installation():
        for figure in _figures(transfers * 5 // 7):
            print(figure)


def _figures(earned: int) -> list[Figure]:
    from django.utils import timezone

    from quen.insight.books.breakage import breakage
    from quen.insight.books.journal import journal
    from quen.insight.checks import check_ledger
    from quen.shops.models import Business

    Business.objects.create(id=1, name="Bench")
    at = timezone.now()
    _write(earned, at)
    look = _median(lambda: _asked("SELECT count(*), sum(points) FROM points_entry"))
    checked = _median(lambda: _assert_exact(check_ledger(at=at)))
    today, begin = at.date(), (at - timedelta(days=800)).date()
    closed = _median(lambda: journal(first=begin, last=today))
    year = _median(lambda: journal(first=date(today.year, 1, 1), last=today))
    broken = _median(breakage)
    expired, copied, rows = _expired(at)
    _assert_exact(check_ledger(at=at))
    how = f"against a plain look at all entries, {look * 1_000:.0f} ms"
    return [
        Figure("quen check ledger", checked / look, MOST_CHECK, False, "x", f"{checked:.2f} s {how}"),
        Figure("the journal from the beginning", closed / look, MOST_JOURNAL, False, "x", f"{closed:.2f} s {how}"),
        Figure("the journal of this year", year / look, MOST_JOURNAL, False, "x", f"{year:.2f} s {how}"),
        Figure("what is never spent", broken / look, MOST_BREAKAGE, False, "x", f"{broken:.2f} s {how}"),
        Figure(
            "points due expired, against COPY of the rows", copied / expired, LEAST_EXPIRED, True, "x",
            f"{rows:,} entries and transfers in {expired:.1f} s, COPY in {copied:.2f} s",
        ),
    ]  # fmt: skip


def _write(earned: int, at: datetime) -> None:
    from django.db import connection

    from quen.people.models import Customer

    accounts = max(earned // _EACH_MEMBER, 1)
    facts: dict[str, int | datetime] = {"earned": earned, "accounts": accounts, "at": at}
    Customer.objects.bulk_create(
        (Customer(name=f"Khách {place}") for place in range(accounts)), batch_size=5_000
    )
    with connection.cursor() as cursor:
        for statement in _LEDGER.split(";\n"):
            if statement.strip():
                cursor.execute(statement, facts if "%(" in statement else None)
        for table in ("entry", "transfer", "lot", "account"):
            cursor.execute(f"VACUUM ANALYZE points_{table}")


def _expired(at: datetime) -> tuple[float, float, int]:
    """Seconds to expire all that is due, seconds to COPY the rows that wrote, and how many they are."""
    from django.db import connection

    from quen.points.expire import expire_due

    took = seconds(lambda: expire_due(at=at))
    parts = (
        ("points_transfer", "kind, key, digest, happened_at, recorded_at, reason, by, approved_by", "kind = 'expire'"),
        ("points_entry", "transfer_id, book, account_id, lot_id, points",
         "transfer_id IN (SELECT id FROM points_transfer WHERE kind = 'expire')"),
    )  # fmt: skip
    copied, rows = 0.0, 0
    connection.ensure_connection()
    raw: Any = connection.connection
    for table, columns, which in parts:
        with raw.cursor() as own:
            own.execute(f"CREATE TABLE {table}_again (LIKE {table} INCLUDING ALL)")
            with own.copy(f"COPY (SELECT {columns} FROM {table} WHERE {which}) TO STDOUT") as copy:
                written = b"".join(copy)
            start = time.perf_counter()
            with own.copy(f"COPY {table}_again ({columns}) FROM STDIN") as copy:
                copy.write(written)
            copied += time.perf_counter() - start
            rows += written.count(b"\n")
    assert rows > 0
    return took, copied, rows


def _assert_exact(findings: Any) -> None:
    wrong = [finding.template % finding.facts for finding in findings]
    assert not wrong, wrong


def _asked(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.fetchall()


def _median(work: Callable[[], object]) -> float:
    return statistics.median(seconds(work) for _ in range(_LOOKS))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
