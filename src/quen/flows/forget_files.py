"""Files of imports in which a person stands: rejected rows handed back to staff, and uploads never gone on with."""

from collections.abc import Iterable
from pathlib import Path

from quen.flows.import_sales.kept import files_of
from quen.flows.import_sales.kept import forget_files as forget_upload
from quen.flows.models import ImportState, SalesImport
from quen.home.folder import uploads_folder
from quen.kernel.personal import Person

_AT_ONCE = 1 << 20


def forget_files(person: Person) -> None:
    """Remove each whole file that names her: what was good in it is in the books, or can be sent again.

    An upload that waits for somebody's go-ahead goes too; one that is being read is left, and is removed when it ends.
    A workbook cannot be searched as it lies, so a waiting one goes in any case.
    """
    words = [word.encode() for word in (*person.addresses, *person.names) if word]
    under_way = (ImportState.QUEUED, ImportState.RUNNING)
    for record in SalesImport.objects.exclude(state__in=under_way):
        rejects = uploads_folder() / record.rejects_file
        if record.rejects_file and rejects.is_file() and _names_her([rejects], words):
            rejects.unlink()
            SalesImport.objects.filter(pk=record.pk).update(rejects_file="")
        if (files := files_of(record)) and _names_her(files, words):
            forget_upload(record)


def _names_her(files: Iterable[Path], words: list[bytes]) -> bool:
    return any(
        file.suffix.lower() in {".xlsx", ".xls", ".gz", ".zip"} or _holds(file, words) for file in files
    )


def _holds(file: Path, words: list[bytes]) -> bool:
    longest, rest = max(map(len, words), default=0), b""
    with file.open("rb") as content:
        while part := content.read(_AT_ONCE):
            if any(word in rest + part for word in words):
                return True
            rest = part[-longest:] if longest else b""
    return False
