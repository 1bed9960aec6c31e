"""`quen manage …` as a person who looks after an installation runs it."""

import pytest

from quen.cli.main import run

pytestmark = pytest.mark.django_db


def test_djangos_own_commands_run_on_this_installation(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["manage", "showmigrations", "points", "--plan"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert any(line.endswith("points.0001_initial") for line in told)
    assert all(line.startswith("[X]") for line in told if "points." in line)


def test_a_command_that_is_none_ends_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["manage", "nonsense"]) != 0
    assert "nonsense" in capsys.readouterr().err
