"""What the embedded PostgreSQL is told when it starts."""

from pathlib import Path

import pytest

from quen.home import database, machine
from quen.home.database import _configure


@pytest.mark.parametrize(("memory", "buffers"), [(1_900, 380), (512, 128), (24_105, 4_821), (256_000, 8_192)])
def test_buffers_are_a_fifth_of_the_memory_within_reason(
    memory: int, buffers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "memory_mb", lambda: memory)
    (tmp_path / "postgresql.conf").write_text("# the wheel's own\n")
    _configure(tmp_path, "")
    assert f"shared_buffers = '{buffers}MB'" in (tmp_path / "quen.conf").read_text()


def test_a_machine_that_grew_is_told_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration = tmp_path / "postgresql.conf"
    configuration.write_text("# the wheel's own\n")
    for memory in (2_000, 4_000):
        monkeypatch.setattr(database, "memory_mb", lambda memory=memory: memory)
        _configure(tmp_path, "max_connections = 300\n")
    assert configuration.read_text() == "# the wheel's own\ninclude 'quen.conf'\n"
    told = (tmp_path / "quen.conf").read_text()
    assert "shared_buffers = '800MB'" in told
    assert told.endswith("max_connections = 300\n"), "what a caller asks for stands last and counts"


@pytest.mark.parametrize(("limit", "told"), [("max\n", None), (f"{512 * 2**20}\n", 512), (None, None)])
def test_a_container_has_what_it_may_use(
    limit: str | None, told: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine_alone = tmp_path / "none"
    monkeypatch.setattr(machine, "_LIMIT", machine_alone)
    whole = machine.memory_mb()
    if limit is not None:
        (tmp_path / "memory.max").write_text(limit)
        monkeypatch.setattr(machine, "_LIMIT", tmp_path / "memory.max")
    assert machine.memory_mb() == (told or whole)
