"""A private folder for the time of one piece of work.

Its owner holds a lock on a file inside. A killed process leaves the folder, but not the lock: whoever makes the next
folder with the same beginning clears it away. Where the system has no such locks, only the owner clears away.
"""

import os
import shutil
import sys
import tempfile
import time
import weakref
from pathlib import Path
from typing import IO

_IN_USE = ".in-use"
_FORGOTTEN_SECONDS = 24 * 3600


class Scratch:
    """The folder at `path`; gone after `remove()`, and with the process at the latest."""

    def __init__(self, prefix: str, *, inside: Path | None = None) -> None:
        parent = inside or Path(tempfile.gettempdir())
        clear_abandoned(parent, prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        self._remove = weakref.finalize(self, _remove, self.path, _take(self.path))

    def remove(self) -> None:
        """Remove the folder with everything in it."""
        self._remove()


def clear_abandoned(parent: Path, prefix: str, *, now: float | None = None) -> None:
    """Remove this user's folders that begin with `prefix` and belong to no living process."""
    if sys.platform == "win32":
        return
    latest = (time.time() if now is None else now) - _FORGOTTEN_SECONDS
    for folder in parent.glob(f"{prefix}*"):
        try:
            about = folder.lstat()
            is_abandoned = about.st_uid == os.getuid() and _is_abandoned(folder, about.st_mtime < latest)
        except OSError:
            continue  # it went away meanwhile
        if is_abandoned:
            shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path, is_old: bool) -> bool:
    """Whether nobody holds the lock; a folder without one is being made, unless it is old."""
    try:
        with (folder / _IN_USE).open("rb+") as file:
            return _is_locked_now(file)
    except FileNotFoundError:
        return is_old


def _take(folder: Path) -> IO[bytes]:
    """The lock file, open and locked; it gets its name last, so that nobody finds it unlocked."""
    unnamed = folder / f"{_IN_USE}.new"
    file = unnamed.open("wb")
    if sys.platform != "win32":
        _is_locked_now(file)
        unnamed.rename(folder / _IN_USE)
    return file


def _is_locked_now(file: IO[bytes]) -> bool:
    """Lock the file for as long as it stays open; False where another process holds it."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _remove(folder: Path, lock: IO[bytes]) -> None:
    lock.close()
    shutil.rmtree(folder, ignore_errors=True)
