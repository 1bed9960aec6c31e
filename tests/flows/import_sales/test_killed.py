"""A killed import leaves nothing behind; running it again gives the same end as one clean run."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from quen.flows.import_sales import import_sales
from quen.kernel.actor import SYSTEM
from quen.purchases.models import Purchase
from quen.sales_file import ReadOptions
from tests.flows.import_sales.books import books
from tests.flows.import_sales.empty import empty
from tests.flows.import_sales.files import MORNING, NEXT_DAY, write

pytestmark = pytest.mark.django_db(transaction=True)

# Runs in a process of its own, which kills itself without warning when the stage begins.
_IMPORT_AND_DIE = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from quen.flows.import_sales import import_sales
from quen.kernel.actor import SYSTEM
from quen.sales_file import ReadOptions

def show(stage, share):
    if stage == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

import_sales([Path(sys.argv[1])], options=ReadOptions(), by=SYSTEM, on_progress=show)
"""


@pytest.mark.parametrize("stage", ["staging", "lines", "search"])
def test_killed_at_any_stage_and_run_again(
    tmp_path: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.csv", [*MORNING, *NEXT_DAY])
    passing = tmp_path / "passing"
    passing.mkdir()

    ended = subprocess.run(
        [sys.executable, "-c", _IMPORT_AND_DIE, str(path), stage],
        env={**os.environ, "DATABASE_URL": _address_of_test_database(), "TMPDIR": str(passing)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert not Purchase.objects.exists()
    assert list(passing.iterdir())

    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    import_sales([path], options=ReadOptions(), by=SYSTEM)
    after_the_kill = books()
    assert not list(passing.iterdir())
    empty()
    import_sales([path], options=ReadOptions(), by=SYSTEM)
    assert after_the_kill == books()


def _address_of_test_database() -> str:
    return make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
