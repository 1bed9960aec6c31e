"""An answer is written whole or not at all."""

from pathlib import Path

import pytest

from quen.cli.report.errors import CannotWrite
from quen.cli.report.outcome import write_whole


def test_an_answer_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("yesterday")
    write_whole(path, "hôm nay")
    assert path.read_text(encoding="utf-8") == "hôm nay"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "report.json"
    folder.mkdir()
    with pytest.raises(CannotWrite, match=r"report\.json could not be written"):
        write_whole(folder, "hôm nay")
    assert list(tmp_path.iterdir()) == [folder]
