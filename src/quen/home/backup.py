"""One file that holds everything: database, lake, uploads and the key that signs links.

A plain tar: `manifest.json` first (format, version, checksums), then `database.dump` (pg_dump's custom format),
`lake/…`, `uploads/…`, `secret.key`. Database and lake are two pictures taken one after the other; the lake follows the
database from its own cursor, so the next refresh heals any difference.
"""

import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from quen import __version__
from quen.home.database import postgres_program
from quen.home.errors import BackupFailed
from quen.home.folder import home
from quen.kernel.sentences import gettext_noop

FORMAT = 1
MANIFEST, DUMP, KEY = "manifest.json", "database.dump", "secret.key"
FOLDERS = ("lake", "uploads")


def write_backup(target: Path, *, database_url: str, on_progress: Callable[[str, float], None]) -> None:
    """Write the backup to `target`, whole or not at all (a half-written file never bears its name).

    Raises BackupFailed.
    """
    with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=".quen-backup-") as folder:
        on_progress("database", 0.0)
        dump = Path(folder) / DUMP
        _dump(database_url, dump)
        on_progress("files", 0.7)
        unfinished = Path(folder) / "backup.tar"
        _pack(unfinished, dump)
        unfinished.replace(target)
    on_progress("done", 1.0)


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _dump(database_url: str, target: Path) -> None:
    command = [postgres_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
    done = subprocess.run(
        [*command, "--file", str(target), "--dbname", database_url],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupFailed(
            gettext_noop("PostgreSQL could not write the backup: %(why)s. Nothing was changed."),
            why=done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode,
        )


def _pack(target: Path, dump: Path) -> None:
    members = [(DUMP, dump), *_files()]
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": {name: checksum(path) for name, path in members},
    }
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
        text = json.dumps(manifest, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
        for name, path in members:
            archive.add(path, arcname=name, recursive=False)


def _files() -> Iterator[tuple[str, Path]]:
    root = home()
    if (root / KEY).exists():
        yield KEY, root / KEY
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix(), path
