"""Rows that come one by one, appended to DuckDB a batch at a time."""

from collections.abc import Sequence
from types import TracebackType

import pyarrow as pa

from quen.sales_file.tables import Target, tidy_text

_ROWS = 20_000


class RowBatches:
    """Collects records as columns of text and appends them to the target. Memory: one batch."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._row_nos: list[int] = []
        self._extras: list[str | None] = []
        self._records: list[Sequence[str | None]] = []

    def __enter__(self) -> "RowBatches":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()

    def add(self, row_no: int, record: Sequence[str | None]) -> None:
        """Take one record; short ones are filled up, cells beyond the headings are kept apart."""
        width = len(self._target.order)
        beyond = [cell for cell in record[width:] if cell and cell.strip()]
        self._row_nos.append(row_no)
        self._extras.append(" | ".join(beyond) or None)
        self._records.append([*record[:width], *([None] * (width - len(record)))])
        if len(self._records) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        if not self._records:
            return
        cells = list(zip(*self._records, strict=True))
        columns = [
            pa.array([tidy_text(cell) if cell else None for cell in cells[index]], pa.string())
            for index in self._target.order
        ]
        head = [
            pa.array([self._target.file_no] * len(self._row_nos), pa.int32()),
            pa.array(self._row_nos, pa.int64()),
            pa.array(self._extras, pa.string()),
        ]
        names = [f"f{position}" for position in range(len(head) + len(columns))]
        self._append(pa.Table.from_arrays([*head, *columns], names=names))
        self._row_nos, self._extras, self._records = [], [], []

    def _append(self, batch: pa.Table) -> None:
        connection = self._target.connection
        connection.register("row_batch", batch)
        connection.execute(f"INSERT INTO {self._target.table} SELECT * FROM row_batch")  # noqa: S608
        connection.unregister("row_batch")
