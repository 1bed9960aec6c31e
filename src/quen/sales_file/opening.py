"""One door for every kind of file."""

from collections.abc import Sequence
from pathlib import Path

from quen.sales_file.options import ReadOptions
from quen.sales_file.scan import Kind, kind_of
from quen.sales_file.tables import TableInFile
from quen.sales_file.text_files import text_table


def tables_in(path: Path, options: ReadOptions, workdir: Path) -> Sequence[TableInFile]:
    """The tables in the file at `path`, one at least; what must be unpacked first goes to `workdir`."""
    kind = kind_of(path)
    if kind is Kind.PARQUET:
        from quen.sales_file.parquet_files import parquet_table

        return [parquet_table(path)]
    if kind is Kind.WORKBOOK:
        from quen.sales_file.workbooks import workbook_tables

        return workbook_tables(path, options)
    if kind is Kind.WEB_PAGE:
        from quen.sales_file.web_pages import web_page_table

        return [web_page_table(path, options)]
    if kind in (Kind.ZIP, Kind.GZIP):
        from quen.sales_file.archives import unpacked

        inside = unpacked(path, kind, workdir)
        return [table for packed in inside for table in tables_in(packed, options, workdir)]
    return [text_table(path, options)]
