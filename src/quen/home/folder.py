"""Where things lie inside QUEN_HOME."""

import os
from pathlib import Path


def home() -> Path:
    """The installation's folder, made on first use, readable by its owner alone."""
    path = Path(os.environ.get("QUEN_HOME") or Path.home() / ".quen").expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def lake_folder() -> Path:
    """Parquet facts for the measures."""
    return _made("lake")


def uploads_folder() -> Path:
    """Files staff uploaded, and the rejected rows handed back to them."""
    return _made("uploads")


def postgres_folder() -> Path:
    """The data directory of the embedded PostgreSQL."""
    return home() / "postgres"


def _made(name: str) -> Path:
    path = home() / name
    path.mkdir(mode=0o700, exist_ok=True)
    return path
