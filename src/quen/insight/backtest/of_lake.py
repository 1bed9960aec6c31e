"""The shop's own facts as a history to replay."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from quen.insight.backtest.history import History, history_of
from quen.insight.lake.manifest import read_manifest
from quen.insight.lake.on_duckdb import duckdb_engine
from quen.insight.lake.read import EVERYTHING, Filters, Lake
from quen.people.models import Customer, SegmentMembership

# The tables a sales file has once it is read (see sales_file), made of the lake's: whole tables, because the history
# reads them through several cursors. Customers are known by their number.
_TABLES = """
CREATE TABLE purchases AS
SELECT CAST(p.id AS VARCHAR) AS purchase_key, 'customer:' || p.customer AS customer, p."at", p.day, p.amount_minor,
       s.name AS store, p.channel, p.receipt
FROM {purchases} p LEFT JOIN {stores} s ON s.id = p.store;
CREATE TABLE returns AS
SELECT CAST(r.purchase AS VARCHAR) AS of_purchase, 'customer:' || r.customer AS customer,
       CAST(r.day AS TIMESTAMP) AS "at", r.day, r.amount_minor
FROM {returns} r;
CREATE TABLE sales_rows AS
SELECT CAST(l.purchase AS VARCHAR) AS purchase_key, g.code AS product, g.name AS product_name, c.name AS category,
       l.amount_minor, l.quantity, 0 AS discount_minor, 'sale' AS kind, true AS has_time, 1 AS file_no,
       row_number() OVER () AS row_no
FROM {lines} l LEFT JOIN {products} g ON g.id = l.product LEFT JOIN {categories} c ON c.id = l.category;
"""


@contextmanager
def history_of_lake(filters: Filters = EVERYTHING) -> Iterator[History]:
    """The purchases and returns of the lake, for a period and some stores, while the context lasts.

    A member is known by her customer number, has the birthday noted down of her, and is in the segments she is in
    today: which she was in then is not known. Discounts of lines are not in the lake: amounts are what was paid.
    Always on DuckDB: sales are replayed one after the other, which is no measure and gains nothing from a cluster.
    """
    with duckdb_engine() as engine:
        lake = Lake(read_manifest(), engine)
        engine.duck.execute(_TABLES.format(**_sources(lake, filters)))
        history = history_of(engine.duck, date_to=filters.last_day)
        yield replace(
            history,
            in_segments=lambda asked: _in_segments(history, asked),
            birthdays=lambda: _birthdays(history),
        )


def _in_segments(history: History, asked: frozenset[str]) -> dict[int, frozenset[str]]:
    """The members of the history who are in one of these segments today."""
    found: dict[str, set[str]] = {}
    rows = SegmentMembership.objects.filter(segment__in=asked).values_list("customer", "segment")
    for customer, segment in rows.iterator(chunk_size=10_000):
        found.setdefault(f"customer:{customer}", set()).add(segment)
    return {member: frozenset(found[customer]) for member, customer in _members(history, list(found))}


def _birthdays(history: History) -> dict[int, date]:
    known = Customer.objects.filter(birth_date__isnull=False).values_list("pk", "birth_date")
    born = {f"customer:{pk}": day for pk, day in known.iterator(chunk_size=10_000) if day}
    return {member: born[customer] for member, customer in _members(history, list(born))}


def _members(history: History, known: list[str]) -> list[tuple[int, str]]:
    """Of these customers those who are members of the history, with their numbers there."""
    return history.connection.execute(
        "SELECT member, customer FROM replayed_members JOIN (SELECT unnest($known) AS customer) USING (customer)",
        {"known": known},
    ).fetchall()


def _sources(lake: Lake, filters: Filters) -> dict[str, str]:
    facts = {
        name: lake.keep(lake.facts(name, filters)).get_name() for name in ("purchases", "returns", "lines")
    }
    whole = {name: lake.keep(lake.whole(name)).get_name() for name in ("stores", "products", "categories")}
    return facts | whole
