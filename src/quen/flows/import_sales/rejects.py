"""The rows an import could not take, handed back as a file with the reason and the row number."""

import csv
import json
from pathlib import Path

import duckdb
from django.utils.translation import gettext

from quen.kernel.sentences import Sentence

_BATCH = 10_000


def write_rejects(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write `rejected_rows` as CSV (UTF-8 with BOM, as spreadsheets expect), reasons in the active language."""
    rows = connection.execute(
        "SELECT name, row_no, reason_template, facts, raw FROM rejected_rows JOIN sales_files USING (file_no)"
        " ORDER BY file_no, row_no"
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([gettext("File"), gettext("Row"), gettext("Reason"), gettext("The row as it stands")])
        while batch := rows.fetchmany(_BATCH):
            for name, row_no, template, facts, raw in batch:
                reason = Sentence(template, json.loads(facts or "{}")).render(gettext)
                writer.writerow([_harmless(name), row_no, reason, _harmless(raw or "")])


def _harmless(text: str) -> str:
    """A cell no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return "'" + text if text[:1] in "=+-@\t\r" else text
