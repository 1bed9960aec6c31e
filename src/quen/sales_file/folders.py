"""From the paths a person gives to the files to read."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.errors import EmptyFile, FileMissing

TABLE_SUFFIXES = frozenset(
    {
        ".csv",
        ".tsv",
        ".txt",
        ".tab",
        ".psv",
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".ods",
        ".parquet",
        ".pq",
        ".gz",
        ".zip",
    }
)
HIDDEN = (".", "~$")
_BLOCK = 1024 * 1024


def expand(paths: Iterable[Path]) -> list[Path]:
    """The files under `paths`, folders opened and sorted by name. Hidden and foreign files in folders are passed over.

    Raises FileMissing, and EmptyFile for a folder without any table.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(_tables_in(path))
        elif path.exists():
            found.append(path)
        else:
            raise FileMissing(
                gettext_noop("There is no file %(path)s. Check the name and the folder."), path=str(path)
            )
    if not found:
        raise FileMissing(gettext_noop("No file to read was named."))
    return found


def without_repeats(paths: list[Path]) -> tuple[list[Path], list[Sentence]]:
    """`paths` without files whose bytes were given before, and a note for each one left out."""
    seen: dict[tuple[int, str], Path] = {}
    kept: list[Path] = []
    notes: list[Sentence] = []
    sizes = [path.stat().st_size for path in paths]
    for path, size in zip(paths, sizes, strict=True):
        key = (size, _digest(path) if sizes.count(size) > 1 else "")
        if key in seen:
            template = gettext_noop("%(file)s holds the same bytes as %(other)s and was read once.")
            notes.append(Sentence(template, {"file": path.name, "other": seen[key].name}))
            continue
        seen[key] = path
        kept.append(path)
    return kept, notes


def _tables_in(folder: Path) -> list[Path]:
    tables: list[Path] = []
    # os.walk passes over what may not be opened; Path.rglob ends in an error there.
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(HIDDEN)]
        shown = (Path(inside, name) for name in names if not name.startswith(HIDDEN))
        tables.extend(path for path in shown if path.suffix.lower() in TABLE_SUFFIXES and path.is_file())
    tables.sort()
    if not tables:
        raise EmptyFile(gettext_noop("The folder %(path)s holds no sales file."), path=str(folder))
    return tables


def _digest(path: Path) -> str:
    digest = hashlib.blake2b()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
