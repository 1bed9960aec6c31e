"""A code that proves who sets up a fresh installation from another machine: it stands where the server runs."""

import os
import secrets
from pathlib import Path

from quen.home.folder import home

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that is taken for another on paper
_LENGTH = 12  # 60 bits: nobody guesses it over a network


def setup_code() -> str:
    """The installation's one-time code, made on first need; `quen serve` shows it."""
    path = home() / "setup.code"
    try:
        return path.read_text()
    except FileNotFoundError:
        _make(path)
        return path.read_text()


def _make(path: Path) -> None:
    """Write a code, whole before it bears its name; where two processes do so at once, the first one's stays."""
    unfinished = path.with_name(f"setup.code.{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)))
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return
    finally:
        unfinished.unlink()


def is_setup_code(given: str) -> bool:
    """Whether `given`, spaces and dashes aside, is the code; compared in constant time."""
    bare = "".join(letter for letter in given.lower() if letter.isalnum())
    return secrets.compare_digest(bare.encode(), setup_code().encode())


def forget_setup_code() -> None:
    """Remove the code once the installation is set up."""
    (home() / "setup.code").unlink(missing_ok=True)
