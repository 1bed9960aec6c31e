"""One door for every kind of file."""

from pathlib import Path

from quen.sales_file.options import ReadOptions
from quen.sales_file.scan import Kind, kind_of
from quen.sales_file.tables import TableInFile
from quen.sales_file.text_files import text_table


def table_in(path: Path, options: ReadOptions, workdir: Path) -> TableInFile:
    """The table in the file at `path`; what must be unpacked first goes to `workdir`."""
    kind = kind_of(path)
    if kind is Kind.PARQUET:
        from quen.sales_file.parquet_files import parquet_table

        return parquet_table(path)
    if kind is Kind.WORKBOOK:
        from quen.sales_file.workbooks import workbook_table

        return workbook_table(path, options)
    if kind in (Kind.ZIP, Kind.GZIP):
        from quen.sales_file.archives import unpacked

        return table_in(unpacked(path, kind, workdir), options, workdir)
    return text_table(path, options)
