"""Write the lake, or the months of it that changed."""

import fcntl
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from importlib.resources import files

from django.db import connection

from quen.home.folder import lake_folder
from quen.insight.business_day import business_timezone
from quen.insight.lake.manifest import Manifest, Part, month_name, path_of, read_manifest, write_manifest
from quen.insight.lake.stale import months_of_regrouped_products
from quen.insight.lake.tables import LAYOUT, MONTHLY, OF_CUSTOMERS, OF_GOODS, WHOLE
from quen.insight.lake.workshop import Workshop, workshop

# A report that began before an update may still read the files of the lake before it.
KEEP_OLD_FILES_SECONDS = 15 * 60

_MONTHS = (
    "SELECT DISTINCT date_trunc('month', bought_at AT TIME ZONE %(zone)s)::date FROM purchases_purchase",
    "SELECT DISTINCT date_trunc('month', returned_at AT TIME ZONE %(zone)s)::date FROM purchases_return",
)
_RAW_PURCHASES = {
    "id": "BIGINT",
    "customer": "BIGINT",
    "at": "TIMESTAMP",
    "amount_minor": "BIGINT",
    "discount_minor": "BIGINT",
    "store": "BIGINT",
    "channel": "VARCHAR",
    "receipt": "VARCHAR",
}
_RAW_LINES = {
    "purchase": "BIGINT",
    "product": "BIGINT",
    "quantity": "DECIMAL(18,3)",
    "amount_minor": "BIGINT",
    "fingerprint": "BIGINT",
}
_PARTS = {
    "purchases": "SELECT * FROM month_purchases ORDER BY purchase_key",
    "lines": """
        SELECT l.purchase, p.customer, p.day, p.store, l.product, l.category, l.quantity, l.amount_minor
        FROM month_lines l JOIN month_purchases p ON p.id = l.purchase
        ORDER BY p.purchase_key, l.fingerprint""",
    "returns": "SELECT * FROM month_returns ORDER BY day, id",
}


def export_all() -> Manifest:
    """Write the whole lake from the database."""
    return _export(months=None, tables=(*OF_CUSTOMERS, *OF_GOODS))


def export(*, months: Collection[date], tables: Collection[str]) -> Manifest:
    """Write the parts of these months (their first days) and these whole tables anew; the rest stays.

    Everything is written where there is no lake yet, or it was cut in another time zone or has another layout.
    """
    return _export(months=months, tables=tables)


def _export(*, months: Collection[date] | None, tables: Collection[str]) -> Manifest:
    with _only_writer():
        before, zone = read_manifest(), business_timezone()
        if months is None or (before.timezone, before.layout) != (zone, LAYOUT):
            months = _all_months(zone) | {
                date.fromisoformat(f"{part.month}-01") for part in before.parts if part.month
            }
            tables = WHOLE
        with workshop() as bench:
            parts = _whole_tables(bench, tables)
            if "products" in tables:
                months = {*months, *months_of_regrouped_products(bench.duck, before)}
            for month in sorted(months):
                parts += _month(bench, month, zone)
        removed = [(table, "") for table in tables]
        removed += [(table, month_name(month)) for table in MONTHLY for month in months]
        after = before.replaced(removed, parts, zone)
        write_manifest(after)
        _sweep(before, after)
    return after


def _whole_tables(bench: Workshop, tables: Collection[str]) -> list[Part]:
    parts = []
    for name in tables:
        bench.fetch(name, WHOLE[name].columns, WHOLE[name].query)
        parts.append(bench.part(table=name, month="", query=f"FROM {name} ORDER BY ALL"))
    if "products" not in tables:
        bench.fetch("products", WHOLE["products"].columns, WHOLE["products"].query)
    return [part for part in parts if part is not None]


def _month(bench: Workshop, month: date, zone: str) -> list[Part]:
    """Purchases and lines are two statements: what is committed between them has its own event, and comes next."""
    within = {"zone": zone, "first": month, "after": _next(month)}
    bench.fetch("raw_purchases", _RAW_PURCHASES, _sql("raw_purchases"), within)
    bench.fetch("raw_lines", _RAW_LINES, _sql("raw_lines"), within)
    bench.fetch("month_returns", MONTHLY["returns"], _sql("month_returns"), within)
    bench.duck.execute(_sql("month"))
    parts = [bench.part(table=table, month=month_name(month), query=query) for table, query in _PARTS.items()]
    return [part for part in parts if part is not None]


def _all_months(zone: str) -> set[date]:
    """Every month with a purchase or a return."""
    found: set[date] = set()
    with connection.cursor() as cursor:
        for query in _MONTHS:
            cursor.execute(query, {"zone": zone})
            found |= {row[0] for row in cursor.fetchall()}
    return found


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


@cache
def _sql(name: str) -> str:
    return (files("quen.insight.lake") / f"{name}.sql").read_text()


@contextmanager
def _only_writer() -> Iterator[None]:
    """One update of the lake at a time, over all processes; the lock goes when its process dies."""
    with (lake_folder() / "writer.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _sweep(before: Manifest, after: Manifest) -> None:
    """Remove files that no manifest has named for a while."""
    named = {part.file for part in after.parts}
    for part in before.parts:
        if part.file not in named:
            path_of(part).touch()  # its time now says when it was retired
    youngest = time.time() - KEEP_OLD_FILES_SECONDS
    for path in lake_folder().glob("*.parquet"):
        if path.name not in named and path.stat().st_mtime < youngest:
            path.unlink(missing_ok=True)
