"""What kind of file this is, told from its bytes, never from its name."""

import codecs
import re
from enum import StrEnum
from pathlib import Path

from quen.kernel.sentences import gettext_noop
from quen.sales_file import limits
from quen.sales_file.errors import EmptyFile, NotATable, PasswordProtected, TooLarge

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"SQLite format 3",
)
_WEB_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*<(!doctype\s+html|html|head|meta|body|style|table|div|center|!--|\?xml)",
    re.IGNORECASE,
)
_JSON = re.compile(rb"(\xef\xbb\xbf)?\s*(\[\s*\{|\{\s*\")")


class Kind(StrEnum):
    """What a file is made of."""

    TEXT = "text"
    WORKBOOK = "workbook"
    PARQUET = "parquet"
    ZIP = "zip"
    GZIP = "gzip"
    WEB_PAGE = "web page"


def kind_of(path: Path) -> Kind:
    """The kind of the file at `path`. Raises EmptyFile, NotATable, PasswordProtected."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip():
        raise EmptyFile(gettext_noop("%(file)s is empty. Export it again from the till."), file=path.name)
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    if head.startswith(_FOREIGN) or _JSON.match(head):
        raise not_a_table(path)
    if _WEB_PAGE.match(head):
        return Kind.WEB_PAGE
    return Kind.TEXT


def not_a_table(path: Path) -> NotATable:
    """The error for a file that holds no table."""
    template = gettext_noop(
        "%(file)s holds no table that can be read. Export the sales as CSV, Excel or Parquet."
    )
    return NotATable(template, file=path.name)


def refuse_too_wide(path: Path, columns: int) -> None:
    """Raises TooLarge for a table with more columns than any sales file has."""
    if columns > limits.COLUMNS:
        template = gettext_noop("%(file)s has %(columns)s columns; at most %(limit)s are read.")
        raise TooLarge(template, file=path.name, columns=columns, limit=limits.COLUMNS)


def _kind_of_zip(path: Path) -> Kind:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError) as error:
        raise not_a_table(path) from error
    is_workbook = any(name in {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} for name in names)
    return Kind.WORKBOOK if is_workbook or "[Content_Types].xml" in names else Kind.ZIP


def _kind_of_ole(path: Path) -> Kind:
    """An OLE container is an old workbook, or the shell around an encrypted new one."""
    needle = "EncryptedPackage".encode("utf-16-le")
    tail = b""
    with path.open("rb") as stream:
        while block := stream.read(1024 * 1024):
            if needle in tail + block:
                template = gettext_noop(
                    "%(file)s is protected by a password. Save it without one and try again."
                )
                raise PasswordProtected(template, file=path.name)
            tail = block[-len(needle) :]
    return Kind.WORKBOOK
