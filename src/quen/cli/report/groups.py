"""Repeat rate by store, channel, category, first product and first spending, where the file tells them."""

import duckdb
import ibis.expr.types as ir

from quen.cli.report.answers import Group
from quen.cli.report.ask import keep, row, rows
from quen.measures.by_group import (
    first_purchases,
    repeat_rate_by,
    repeat_rate_by_first,
    repeat_rate_by_first_spending,
)

SHOWN = 20
_COLUMNS = ("store", "channel", "category")


def groups(connection: duckdb.DuckDBPyConnection, purchases: ir.Table) -> dict[str, list[Group]]:
    """The cuts that say something: two groups or more. At most `SHOWN` groups each, those of most customers.

    Keys: store, channel, category, first_product, first_spending (bands 1 to 4, with the amounts each
    runs from and to).
    """
    firsts = keep(connection, "measured_firsts", first_purchases(purchases))
    tables = {
        column: repeat_rate_by(purchases, column)
        for column in _COLUMNS
        if _tells(connection, purchases, column)
    }
    tables["first_product"] = repeat_rate_by_first(firsts, "first_product")
    tables["first_spending"] = repeat_rate_by_first_spending(firsts)
    found = {cut: _groups(connection, table) for cut, table in tables.items()}
    return {cut: members for cut, members in found.items() if len(members) > 1}


def _tells(connection: duckdb.DuckDBPyConnection, purchases: ir.Table, column: str) -> bool:
    return bool(row(connection, purchases.agg(told=purchases[column].count()))["told"])


def _groups(connection: duckdb.DuckDBPyConnection, table: ir.Table) -> list[Group]:
    return [
        Group(
            name=str(group["group"]),
            customers=group["customers"],
            repeat_customers=group["repeat_customers"],
            rate=group["repeat_customer_rate"],
            revenue_minor=group["revenue_minor"],
            from_minor=group.get("from_minor"),
            to_minor=group.get("to_minor"),
        )
        for group in rows(connection, table.limit(SHOWN))
    ]
