"""The database server of a test run."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from quen.home.database import start_embedded

ROOT = Path(__file__).resolve().parent.parent

# A test database may be lost in a power cut.
_FOR_TESTS = "shared_buffers = '256MB'\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 300\n"


def start_for_tests() -> str:
    """The address of a running server: the given `DATABASE_URL`, else an embedded one that stops with this process."""
    if given := os.environ.get("DATABASE_URL"):
        return given
    folder = ROOT / ".make"
    folder.mkdir(exist_ok=True)
    return start_embedded(folder / "test-postgres", extra_configuration=_FOR_TESTS)


def template_database(url: str) -> str:
    """The name of a database with every migration applied; made once per state of the migrations."""
    name = f"quen_template_{_state_of_migrations()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(7083)")  # two runs starting at once make one template
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not exists:
            _make_template(connection, url, name)
    return name


def _make_template(connection: psycopg.Connection, url: str, name: str) -> None:
    unfinished = f"{name}_unfinished"
    connection.execute(f'DROP DATABASE IF EXISTS "{unfinished}"')
    connection.execute(f'CREATE DATABASE "{unfinished}"')
    address = make_conninfo(url, dbname=unfinished)
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        check=True,
        env={
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "quen.config.settings",
            "PYTHONPATH": str(ROOT / "src"),
        },
    )
    connection.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def _state_of_migrations() -> str:
    digest = hashlib.sha256((ROOT / "requirements" / "run.lock").read_bytes())
    for path in sorted((ROOT / "src").glob("quen/*/migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
