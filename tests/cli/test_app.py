"""The command's front door."""

import pytest

from quen import __version__
from quen.cli.main import run


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"quen {__version__}\n"


def test_help_speaks_vietnamese_and_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert "Đưa tệp bán hàng vào cơ sở dữ liệu" in capsys.readouterr().out
    assert run(["--lang", "en", "--help"]) == 0
    assert "Bring sales files into the database" in capsys.readouterr().out


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "reprot"]) == 2
    assert "reprot" in capsys.readouterr().err


def test_a_missing_file_is_one_sentence_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "report", "nowhere.csv"]) == 2
    told = capsys.readouterr().err
    assert "There is no file nowhere.csv" in told
    assert "Traceback" not in told


def test_a_file_the_system_refuses_is_one_sentence_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "report", "a" * 300 + ".csv"]) == 2
    told = capsys.readouterr().err
    assert told.strip().endswith("a.csv cannot be opened: its name is too long.")
    assert "Traceback" not in told
