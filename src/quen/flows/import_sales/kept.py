"""What an upload leaves on the disk, and how it goes away again."""

import shutil
import time
from pathlib import Path

from quen.flows.models import SalesImport
from quen.home.folder import uploads_folder

_FORGOTTEN_SECONDS = 24 * 3600


def files_of(record: SalesImport) -> list[Path]:
    """The uploaded files, in the order of their names; none once they were removed."""
    folder = uploads_folder() / record.folder
    return sorted(folder.iterdir()) if record.folder and folder.is_dir() else []


def preview_path(record: SalesImport) -> Path:
    """Where the preview of the files is kept, beside their folder."""
    return uploads_folder() / f"{record.folder}.preview.json"


def forget_files(record: SalesImport) -> None:
    """Remove the uploaded copy and its preview; the rejected rows and the record stay."""
    if record.folder:
        shutil.rmtree(uploads_folder() / record.folder, ignore_errors=True)
        preview_path(record).unlink(missing_ok=True)


def sweep(*, now: float | None = None) -> None:
    """Remove folders of uploads that were broken off: no record names them, and they are a day old."""
    known = set(SalesImport.objects.exclude(folder="").values_list("folder", flat=True))
    latest = (time.time() if now is None else now) - _FORGOTTEN_SECONDS
    for folder in uploads_folder().iterdir():
        if folder.is_dir() and folder.name not in known and folder.stat().st_mtime < latest:
            shutil.rmtree(folder, ignore_errors=True)
