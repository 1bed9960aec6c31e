"""Parquet files. Typed cells become text that cannot be misread: ISO dates, dots before decimals only."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from quen.sales_file.dialect import unique
from quen.sales_file.scan import not_a_table, refuse_too_wide
from quen.sales_file.tables import Target, tidy_cell


@dataclass(frozen=True)
class ParquetTable:
    """A Parquet file's table, with the SQL that turns each column into text."""

    path: Path
    columns: tuple[str, ...]
    texts: tuple[str, ...]
    format: str = "Parquet"
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int = 0
    part: str = ""
    unread: tuple[str, ...] = ()

    def pour(self, target: Target) -> None:
        """Append every row, each cell as text."""
        picked = ", ".join(tidy_cell(self.texts[index]) for index in target.order)
        statement = f"""
            INSERT INTO {target.table}
            SELECT {target.file_no}, NULL, NULL, {picked} FROM read_parquet(?)"""  # noqa: S608
        try:
            target.connection.execute(statement, [str(self.path)])
        except duckdb.Error as error:
            raise not_a_table(self.path) from error


def parquet_table(path: Path) -> ParquetTable:
    """Look at the Parquet file at `path`. Raises NotATable for a damaged one, TooLarge."""
    try:
        with duckdb.connect() as connection:
            described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error as error:
        raise not_a_table(path) from error
    refuse_too_wide(path, len(described))
    names = unique([row[0] for row in described])
    return ParquetTable(path, names, tuple(_text(row[0], row[1]) for row in described))


def _text(column: str, kind: str) -> str:
    name = '"' + column.replace('"', '""') + '"'
    if kind.startswith(("DECIMAL", "DOUBLE", "FLOAT")):
        return _number(name)
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({name} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')"
    if kind == "BLOB":
        return f"try(decode({name}))"
    return f"CAST({name} AS VARCHAR)"


def _number(name: str) -> str:
    """Three decimals would look like a group of thousands; a fourth one settles it."""
    whole = f"CASE WHEN {name} = trunc({name}) AND abs({name}) < 1e15 THEN CAST(CAST({name} AS BIGINT) AS VARCHAR)"
    padded = rf"regexp_replace(CAST({name} AS VARCHAR), '^(-?\d+\.\d{{3}})$', '\1' || '0')"
    return f"{whole} ELSE {padded} END"
