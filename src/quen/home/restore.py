"""Read a backup back: everything is checked before anything is replaced."""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from quen.home.backup import DUMP, FOLDERS, FORMAT, KEY, MANIFEST, checksum
from quen.home.database import postgres_program
from quen.home.errors import BackupFailed, NotABackup
from quen.home.folder import home
from quen.kernel.sentences import gettext_noop

_UNKNOWN_BEFORE_17 = b"SET transaction_timeout"
_SETTINGS_WITHIN_LINES = 100  # of the script's head; data comes later

_NOT_A_BACKUP = gettext_noop("%(file)s is no backup of Khách Quen, or it is damaged. Nothing was changed.")


def read_backup(source: Path, *, database_url: str, on_progress: Callable[[str, float], None]) -> None:
    """Replace database, lake, uploads and key by what the backup holds.

    The database changes in one transaction; files follow after it succeeded. Raises NotABackup, BackupFailed.
    """
    with tempfile.TemporaryDirectory(dir=home(), prefix=".restore-") as folder:
        unpacked = Path(folder)
        on_progress("checking", 0.0)
        _unpack(source, unpacked)
        on_progress("database", 0.3)
        _load(database_url, unpacked / DUMP)
        on_progress("files", 0.9)
        _put_in_place(unpacked)
    on_progress("done", 1.0)


def _unpack(source: Path, target: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            _extract(archive, target)
        manifest = json.loads((target / MANIFEST).read_text())
        files: dict[str, str] = manifest["files"]
        whole = manifest["format"] == FORMAT and all(
            _is_ours(name) and checksum(target / name) == digest for name, digest in files.items()
        )
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise NotABackup(_NOT_A_BACKUP, file=source.name) from error
    if not whole or DUMP not in files:
        raise NotABackup(_NOT_A_BACKUP, file=source.name)


def _extract(archive: tarfile.TarFile, target: Path) -> None:
    """Plain files under our own names alone: a backup may come from anywhere, and Python 3.11.2's tar has no filter.

    Raises ValueError where anything else is in it.
    """
    for member in archive:
        content = archive.extractfile(member) if member.isfile() else None
        if content is None or ".." in PurePosixPath(member.name).parts:
            raise ValueError(member.name)
        if member.name != MANIFEST and not _is_ours(member.name):
            raise ValueError(member.name)
        place = target / member.name
        place.parent.mkdir(parents=True, exist_ok=True)
        with content, place.open("wb") as kept:
            shutil.copyfileobj(content, kept)


def _is_ours(name: str) -> bool:
    return name in {DUMP, KEY} or PurePosixPath(name).parts[:1] in {(folder,) for folder in FOLDERS}


def _load(database_url: str, dump: Path) -> None:
    """Replace the database in one transaction, whichever PostgreSQL from 15 on it is.

    The tools are newer than the server may be: one setting they write is unknown to it, so the restore is written out
    as SQL, that line is left out, and psql runs it.
    """
    script, fitting = dump.with_suffix(".sql"), dump.with_name("fitting.sql")
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
    _run("pg_restore", *options, "--file", str(script), str(dump))
    with script.open("rb") as lines, fitting.open("wb") as kept:
        for number, line in enumerate(lines):
            if number > _SETTINGS_WITHIN_LINES or not line.startswith(_UNKNOWN_BEFORE_17):
                kept.write(line)
    script.unlink()
    strictly = ["--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1"]
    _run("psql", *strictly, "--output", os.devnull, "--file", str(fitting), "--dbname", database_url)


def _run(program: str, *arguments: str) -> None:
    command = [postgres_program(program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFailed(
            gettext_noop("PostgreSQL could not read the backup: %(why)s. The database is as it was before."),
            why=done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode,
        )


def _put_in_place(unpacked: Path) -> None:
    for name in FOLDERS:
        target, aside = home() / name, unpacked / f"{name}-before"
        if target.exists():
            target.replace(aside)
        if (unpacked / name).exists():
            (unpacked / name).replace(target)
        shutil.rmtree(aside, ignore_errors=True)
    if (unpacked / KEY).exists():
        (unpacked / KEY).replace(home() / KEY)
        (home() / KEY).chmod(0o600)
