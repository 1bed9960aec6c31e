"""What the reader made of uploaded files, kept beside them so that a page shows it without reading them again."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from quen.flows.import_sales.books import books_in, refuse_other_currency
from quen.flows.import_sales.kept import files_of, preview_path
from quen.flows.models import SalesImport
from quen.kernel.errors import QuenError
from quen.kernel.receipt_periods import Restart
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file import ReadingPlan, ReadOptions, open_sales
from quen.sales_file.opening import tables_in
from quen.sales_file.plan import PreviewRow

log = logging.getLogger("quen.import")

Kept = list[Any]
"""A sentence as JSON: [template, facts]."""


@dataclass(frozen=True)
class FileSeen:
    """One file as it was found."""

    name: str
    format: str
    encoding: str
    delimiter: str
    header_row: int
    rows: int


@dataclass(frozen=True)
class RowSeen:
    """One of the first rows: as it stands in the file, and as it will be read."""

    row_no: int
    raw: Mapping[str, str | None]
    parsed: Mapping[str, str | None]
    reason: Kept | None = None


@dataclass(frozen=True)
class Preview:
    """What was guessed or told; `error` says why the files cannot be imported like this, None when they can.

    `columns` maps a FIELD to its column and `by` to who decided it: map, preset, header or content.
    """

    options: Mapping[str, object]
    error: Kept | None = None
    files: Sequence[FileSeen] = ()
    all_columns: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    by: Mapping[str, str] = field(default_factory=dict)
    preset: str | None = None
    decimal_mark: str = ""
    day_first: bool | None = None
    date_formats: Sequence[str] = ()
    currency: str = ""
    notes: Sequence[Kept] = ()
    rows: Sequence[RowSeen] = ()


def read_options(record: SalesImport) -> ReadOptions:
    """The reader's options as staff chose them; `store` and `enrol` are ours, not the reader's."""
    options = {name: value for name, value in record.options.items() if name not in {"store", "enrol"}}
    if restart := options.pop("restart", None):
        options["restart"] = Restart(restart)
    return ReadOptions(**options)


def kept_preview(record: SalesImport) -> Preview | None:
    """The preview made for the record's present options, None where there is none yet."""
    try:
        facts = json.loads(preview_path(record).read_text())
    except (OSError, ValueError):
        return None
    if facts["options"] != record.options:
        return None
    return Preview(
        **{
            **facts,
            "files": [FileSeen(**file) for file in facts["files"]],
            "rows": [RowSeen(**row) for row in facts["rows"]],
        }
    )


def make_preview(record: SalesImport) -> Preview:
    """Look through the whole files, guess, and keep what was found. Never raises for what stands in a file."""
    preview = _look_through(record)
    path = preview_path(record)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(asdict(preview), ensure_ascii=False))
    unfinished.replace(path)
    return preview


def _look_through(record: SalesImport) -> Preview:
    options, paths = read_options(record), files_of(record)
    try:
        with open_sales(paths, books_in(options, store=record.options.get("store", ""))) as sales:
            preview = _preview(record, sales.plan, sales.preview())
            try:
                refuse_other_currency(sales)
            except QuenError as error:
                return Preview(**{**vars(preview), "error": kept(error.sentence)})
            return preview
    except QuenError as error:
        return _refused(record, options, paths, error.sentence)
    except (duckdb.Error, OSError, ValueError) as error:
        log.exception("the files of import %s could not be looked through", record.pk)
        template = gettext_noop(
            "These files could not be read (%(why)s). Nothing was imported; save them as CSV and upload them again."
        )
        return _refused(record, options, paths, Sentence(template, {"why": type(error).__name__}))


def _preview(record: SalesImport, plan: ReadingPlan, rows: Sequence[PreviewRow]) -> Preview:
    return Preview(
        options=record.options,
        files=[
            FileSeen(
                file.name, file.format, file.encoding or "", file.delimiter or "", file.header_row, file.rows
            )
            for file in plan.files
        ],
        all_columns=plan.all_columns,
        columns={name.value: choice.column for name, choice in plan.columns.items()},
        by={name.value: choice.by for name, choice in plan.columns.items()},
        preset=plan.preset,
        decimal_mark=plan.decimal_mark,
        day_first=plan.day_first,
        date_formats=plan.date_formats,
        currency=plan.currency,
        notes=[kept(note) for note in plan.notes],
        rows=[
            RowSeen(row.row_no, row.raw, _written(row.parsed), kept(row.reason) if row.reason else None)
            for row in rows
        ],
    )


def _refused(record: SalesImport, options: ReadOptions, paths: Sequence[Path], why: Sentence) -> Preview:
    """The preview of files that cannot be read as asked, with the columns there are, so that they can be named."""
    return Preview(
        options=record.options,
        error=kept(why),
        all_columns=_headings(paths, options),
        columns=dict(options.mapping),
    )


def _headings(paths: Sequence[Path], options: ReadOptions) -> Sequence[str]:
    try:
        return tables_in(paths[0], options, paths[0].parent)[0].columns if paths else ()
    except (QuenError, duckdb.Error, OSError, ValueError):
        return ()


def kept(sentence: Sentence) -> Kept:
    """A sentence as JSON keeps it."""
    return [sentence.template, {name: str(fact) for name, fact in sentence.facts.items()}]


def _written(parsed: Mapping[str, object]) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in parsed.items()}
