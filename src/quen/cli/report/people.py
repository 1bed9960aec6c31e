"""The regulars by name: whom to thank, and whom to call."""

from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir

from quen.cli.report.answers import Person
from quen.cli.report.ask import rows
from quen.kernel.phone import spaced

SHOWN = 10


def best(connection: duckdb.DuckDBPyConnection, regulars: ir.Table) -> list[Person]:
    """The regulars who still come and spent most."""
    here = regulars.filter(~regulars.has_lapsed).order_by(ibis.desc("revenue_minor"), "customer")
    return _people(connection, here.limit(SHOWN))


def gone(connection: duckdb.DuckDBPyConnection, regulars: ir.Table) -> list[Person]:
    """The lapsed regulars who are missed most."""
    lost = regulars.filter(regulars.has_lapsed).order_by(ibis.desc("yearly_minor"), "customer")
    return _people(connection, lost.limit(SHOWN))


def _people(connection: duckdb.DuckDBPyConnection, regulars: ir.Table) -> list[Person]:
    found = rows(connection, regulars)
    known = _known_as(connection, [regular["customer"] for regular in found])
    return [
        Person(
            name=known[regular["customer"]][0],
            contact=known[regular["customer"]][1],
            purchase_days=regular["purchase_days"],
            median_gap_days=regular["median_gap_days"],
            last_day=regular["last_day"],
            silence_days=regular["silence_days"],
            revenue_minor=regular["revenue_minor"],
            yearly_minor=regular["yearly_minor"],
        )
        for regular in found
    ]


def _known_as(connection: duckdb.DuckDBPyConnection, customers: list[str]) -> dict[str, tuple[str, str]]:
    """Name and contact of each customer as the file gives them; her code where it gives nothing else."""
    if not customers:
        return {}
    answer = connection.execute(
        """
        SELECT person, max(name) AS name, max(phone) AS phone, max(email) AS email, max(code) AS code,
               max(card) AS card
        FROM sales_rows WHERE list_contains($customers, person) GROUP BY person
        """,
        {"customers": customers},
    )
    names = [column[0] for column in answer.description or ()]
    return {found[0]: _named(dict(zip(names, found, strict=True))) for found in answer.fetchall()}


def _named(known: dict[str, Any]) -> tuple[str, str]:
    code = known["code"] or known["card"] or ""
    contact = spaced(known["phone"]) if known["phone"] else known["email"] or ""
    if known["name"]:
        return known["name"], contact or code
    return (code, contact) if code else (contact, "")
