"""Tables packed in a zip or gzip file."""

import gzip
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from quen.kernel.sentences import gettext_noop
from quen.sales_file import limits
from quen.sales_file.errors import TooLarge
from quen.sales_file.folders import HIDDEN, TABLE_SUFFIXES
from quen.sales_file.scan import Kind, not_a_table
from quen.sales_file.workbooks import check_unpacked_size

_BLOCK = 1024 * 1024


def unpacked(path: Path, kind: Kind, workdir: Path) -> list[Path]:
    """The tables inside the archive, one at least, written below `workdir` by their names.

    Raises NotATable where there is none, or an archive in an archive; TooLarge.
    """
    if workdir in path.parents:
        raise not_a_table(path)
    try:
        if kind is Kind.GZIP:
            return [_copy(lambda: cast(IO[bytes], gzip.open(path)), _place(workdir, path.stem), path)]
        check_unpacked_size(path)
        with ZipFile(path) as archive:
            return [
                _copy(lambda entry=entry: archive.open(entry), _place(workdir, entry.filename), path)  # type: ignore[misc]
                for entry in _tables(archive, path)
            ]
    except (BadZipFile, OSError, EOFError, RuntimeError) as error:
        raise not_a_table(path) from error


def _tables(archive: ZipFile, path: Path) -> list[ZipInfo]:
    """The entries that look like tables, by name, as in a folder."""
    tables = [
        entry
        for entry in archive.infolist()
        if Path(entry.filename).suffix.lower() in TABLE_SUFFIXES and not Path(entry.filename).name.startswith(HIDDEN)
        and "__MACOSX" not in entry.filename
    ]  # fmt: skip
    if not tables:
        raise not_a_table(path)
    return sorted(tables, key=lambda entry: entry.filename)


def _place(workdir: Path, name: str) -> Path:
    """A place of its own for a file of this name; folders the archive names are left out."""
    return Path(mkdtemp(prefix="unpacked_", dir=workdir)) / Path(name.replace("\\", "/")).name


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
