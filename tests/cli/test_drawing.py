"""A database made by `quen` is the one Django's own `migrate` makes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from quen.home.database import postgres_program

QUICK = f"quen_quick_{os.getpid()}"


def test_the_schema_is_that_of_djangos_own_migrate(tmp_path: Path) -> None:
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{QUICK}"')
        try:
            _ready(make_conninfo(url, dbname=QUICK), tmp_path)
            assert _schema(url, QUICK) == _schema(url, os.environ["QUEN_TEST_TEMPLATE"])
        finally:
            server.execute(f'DROP DATABASE "{QUICK}" WITH (FORCE)')


def _ready(address: str, home: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": address, "QUEN_HOME": str(home)}
    subprocess.run(
        [sys.executable, "-m", "quen", "manage", "check"], check=True, env=environment, capture_output=True
    )


def _schema(url: str, database: str) -> str:
    command = [
        postgres_program("pg_dump"),
        "--schema-only",
        "--no-owner",
        make_conninfo(url, dbname=database),
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert told.count("CREATE TABLE") > 100
    return re.sub(r"(?m)^\\(un)?restrict .*$", "", told)  # a word of its own in every dump
