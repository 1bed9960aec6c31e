"""One table packed in a zip or gzip file."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from quen.kernel.sentences import gettext_noop
from quen.sales_file import limits
from quen.sales_file.errors import TooLarge
from quen.sales_file.folders import TABLE_SUFFIXES
from quen.sales_file.scan import Kind, not_a_table
from quen.sales_file.workbooks import check_unpacked_size

_BLOCK = 1024 * 1024


def unpacked(path: Path, kind: Kind, workdir: Path) -> Path:
    """The one table inside the archive, written to `workdir`. Raises NotATable, TooLarge."""
    if path.parent == workdir:
        raise not_a_table(path)  # an archive within an archive
    try:
        if kind is Kind.GZIP:
            return _copy(lambda: cast(IO[bytes], gzip.open(path)), workdir / f"unpacked_{path.stem}", path)
        check_unpacked_size(path)
        with ZipFile(path) as archive:
            entry = _only_table(archive, path)
            return _copy(lambda: archive.open(entry), workdir / f"unpacked_{Path(entry.filename).name}", path)
    except (BadZipFile, OSError, EOFError, RuntimeError) as error:
        raise not_a_table(path) from error


def _only_table(archive: ZipFile, path: Path) -> ZipInfo:
    tables = [
        entry
        for entry in archive.infolist()
        if Path(entry.filename).suffix.lower() in TABLE_SUFFIXES and not Path(entry.filename).name.startswith(".")
        and "__MACOSX" not in entry.filename
    ]  # fmt: skip
    if len(tables) != 1 or Path(tables[0].filename).suffix.lower() in {".zip", ".gz"}:
        raise not_a_table(path)
    return tables[0]


def _copy(source: Callable[[], IO[bytes]], destination: Path, path: Path) -> Path:
    left = limits.WORKBOOK_BYTES
    with source() as packed, destination.open("wb") as plain:
        while block := packed.read(_BLOCK):
            left -= len(block)
            if left < 0:
                template = gettext_noop(
                    "%(file)s unpacks to %(size)s MB, too much for a sales file. Nothing was read."
                )
                raise TooLarge(template, file=path.name, size=limits.WORKBOOK_BYTES // _BLOCK)
            plain.write(block)
    return destination
