"""Uploaded files go straight to the disk, each under a safe name in a folder of this upload's own."""

import shutil
import unicodedata
from pathlib import Path
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

NAME_LENGTH = 120


class FileOnDisk(UploadedFile):  # type: ignore[type-arg]
    """A file of a request that lies where it will stay."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(file=None, name=path.name, size=size)


class IntoFolder(FileUploadHandler):
    """Writes a request's files into one folder, which is made with the first of them."""

    def __init__(self, request: HttpRequest, folder: Path) -> None:
        super().__init__(request)
        self.folder = folder
        self._target: BinaryIO | None = None
        self._path = folder

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._path = free_path(self.folder, safe_name(self.file_name or ""))
        self._target = self._path.open("xb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        assert self._target is not None
        self._target.write(raw_data)

    def file_complete(self, file_size: int) -> FileOnDisk:
        assert self._target is not None
        self._target.close()
        return FileOnDisk(self._path, file_size)

    def upload_interrupted(self) -> None:
        if self._target is not None:
            self._target.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """The name's letters, digits, spaces and ``._-()``, at most NAME_LENGTH; never hidden, never a path.

    The name stays readable, because rejected rows and notes name the file by it.
    """
    composed = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(letter if letter.isalnum() or letter in " ._-()" else "_" for letter in composed)
    stem, dot, suffix = " ".join(kept.split()).strip(" .").rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    return (stem[: NAME_LENGTH - len(suffix[:10]) - 1].strip(" .") or "file") + (
        f".{suffix[:10]}" if suffix else ""
    )


def free_path(folder: Path, name: str) -> Path:
    """A path of that name that does not exist yet: ``sales.csv``, ``sales-2.csv``, …"""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
