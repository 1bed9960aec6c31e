"""The same small shops on two engines: every measure must say the same on DuckDB and on PySpark."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

PURCHASES = pa.schema(
    [
        ("customer", pa.string()),
        ("at", pa.timestamp("us")),
        ("day", pa.date32()),
        ("amount_minor", pa.int64()),
        ("store", pa.string()),
        ("channel", pa.string()),
        ("category", pa.string()),
        ("product", pa.string()),
        ("purchase_key", pa.string()),
    ]
)
RETURNS = pa.schema([("customer", pa.string()), ("day", pa.date32()), ("amount_minor", pa.int64())])

Row = tuple[Any, ...]
Load = Callable[[pa.Table], ir.Table]
Shop = Callable[[Sequence[Row]], ir.Table]


@pytest.fixture(params=["duckdb", "pyspark"])
def load(request: pytest.FixtureRequest) -> Load:
    """Puts an Arrow table into the engine of this run and gives it back as an Ibis table."""
    names = (f"rows_{number}" for number in count())
    if request.param == "pyspark":
        return _spark_load(request.getfixturevalue("spark"), names)
    return _duckdb_load(duckdb.connect(), names)


def _spark_load(session: Any, names: Iterator[str]) -> Load:
    backend = ibis.pyspark.connect(session)

    def load(rows: pa.Table) -> ir.Table:
        name = next(names)
        session.createDataFrame(rows).createOrReplaceTempView(name)
        return backend.table(name)

    return load


def _duckdb_load(connection: duckdb.DuckDBPyConnection, names: Iterator[str]) -> Load:
    backend = ibis.duckdb.from_connection(connection)

    def load(rows: pa.Table) -> ir.Table:
        name = next(names)
        connection.register("arriving", rows)
        connection.execute(f"create table {name} as select * from arriving")
        return backend.table(name)

    return load


@pytest.fixture
def shop(load: Load) -> Shop:
    """Purchases from (customer, "2026-01-05" or "2026-01-05 09:30", amount, {further columns}) in that order."""

    def purchases(rows: Sequence[Row]) -> ir.Table:
        records = [_purchase(number, *row) for number, row in enumerate(rows, 1)]
        return load(pa.Table.from_pylist(records, schema=PURCHASES))

    return purchases


@pytest.fixture
def takings_back(load: Load) -> Shop:
    """Returns from (customer, day, amount)."""

    def returns(rows: Sequence[Row]) -> ir.Table:
        records = [
            {"customer": customer, "day": datetime.fromisoformat(day).date(), "amount_minor": amount}
            for customer, day, amount in rows
        ]
        return load(pa.Table.from_pylist(records, schema=RETURNS))

    return returns


@pytest.fixture
def rows() -> Callable[[ir.Table], list[dict[str, Any]]]:
    """Computes a table and gives its rows."""
    return lambda table: table.to_pyarrow().to_pylist()


def _purchase(number: int, customer: str | None, at: str, amount: int, further: Any = None) -> dict[str, Any]:
    moment = datetime.fromisoformat(at)
    return {
        "customer": customer,
        "at": moment,
        "day": moment.date(),
        "amount_minor": amount,
        "purchase_key": f"{number:04}",
    } | (further or {})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # PySpark warns about every release of pandas newer than itself; nothing here goes through pandas.
    for item in items:
        if "measures" in item.path.parts:
            item.add_marker(pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"))
