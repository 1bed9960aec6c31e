"""Private folders that go away also when their owner is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from quen.kernel.scratch import Scratch, clear_abandoned

_MAKE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from quen.kernel.scratch import Scratch
scratch = Scratch("quen-sales-", inside=Path(sys.argv[1]))
(scratch.path / "sales.duckdb").write_text("half a file")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_folder_of_a_killed_process_goes_with_the_next_one(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", _MAKE_AND_DIE, str(tmp_path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    (left_over,) = tmp_path.iterdir()

    mine = Scratch("quen-sales-", inside=tmp_path)

    assert list(tmp_path.iterdir()) == [mine.path]
    assert mine.path != left_over


def test_a_folder_in_use_stays_and_so_does_what_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "quen-lake-other").mkdir()
    one = Scratch("quen-sales-", inside=tmp_path)
    other = Scratch("quen-sales-", inside=tmp_path)
    assert one.path.is_dir()

    one.remove()
    other.remove()

    assert [path.name for path in tmp_path.iterdir()] == ["quen-lake-other"]


def test_a_folder_without_a_lock_goes_when_it_is_a_day_old(tmp_path: Path) -> None:
    young, old = tmp_path / "quen-sales-young", tmp_path / "quen-sales-old"
    young.mkdir()
    old.mkdir()
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))

    clear_abandoned(tmp_path, "quen-sales-")

    assert list(tmp_path.iterdir()) == [young]
