"""Writing an answer into a file: whole, or not at all."""

import os
import tempfile
from pathlib import Path

from quen.cli.report.errors import CannotWrite
from quen.cli.why_not import why_not
from quen.kernel.sentences import gettext_noop


def check_writable(path: Path) -> None:
    """Fail before the long work when the answer could not be written after it."""
    if path.is_dir():
        raise CannotWrite(gettext_noop("%(path)s is a folder. Name a file to write to."), path=path)
    if not os.access(path.parent, os.W_OK):
        raise CannotWrite(
            gettext_noop("Nothing can be written to %(folder)s. Does the folder exist?"), folder=path.parent
        )


def write_whole(path: Path, text: str) -> None:
    """Put `text` in `path` in one step, so that nobody ever sees half of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise CannotWrite(
            gettext_noop("%(path)s could not be written: %(why)s"), path=path, why=why_not(error)
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
