"""What is said where the installation cannot start."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest


def tried(*arguments: str, **environment: str) -> tuple[int, str]:
    """A command in a process of its own, where Django has not started yet."""
    done = subprocess.run(
        [sys.executable, "-m", "quen", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "" and "Traceback" not in done.stderr
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "nonsense",
            "DATABASE_URL không phải là địa chỉ của một cơ sở dữ liệu PostgreSQL. "
            "Hãy viết như postgresql://user:password@host/name.",
        ),
        (
            "postgresql://mai:secret@localhost:1/shop",
            "Cơ sở dữ liệu “shop” ở localhost mà DATABASE_URL nêu không trả lời. Nó có đang chạy không, tên và mật khẩu "
            "có đúng không?",
        ),
    ],
)
def test_a_database_that_does_not_answer_is_one_sentence_without_its_password(
    address: str, told: str, tmp_path: Path
) -> None:
    assert tried("check", DATABASE_URL=address, QUEN_HOME=str(tmp_path)) == (2, told)


def test_a_home_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = tmp_path / "file" / "home"
    assert tried("--lang", "en", "check", QUEN_HOME=str(place)) == (
        2,
        f"{place} cannot be opened: a part of its path is no folder.",
    )


def test_a_database_that_does_not_start_says_where_to_look() -> None:
    without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with tempfile.TemporaryDirectory(prefix="quen-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL goes in, too, where the tests run as root and it does not
        data = Path(folder).resolve() / "postgres"
        data.mkdir()
        (data / "PG_VERSION").write_text("17\n")
        (data / "postgresql.conf").touch()
        done = subprocess.run(
            [sys.executable, "-m", "quen", "--lang", "en", "check"],
            env={**without, "QUEN_HOME": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2 and "Traceback" not in done.stderr
        told = done.stderr.strip().splitlines()[-1]
        assert told.startswith(f"The database in {data} does not start. ")
        # Run as root, the tests hand PostgreSQL a folder that is not its own: it cannot even write its log.
        assert told.endswith("log says why." if (data / "log").exists() else "belong to whoever starts it?")
