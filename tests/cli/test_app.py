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


def test_help_speaks_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    run(["report", "--help"])
    page = capsys.readouterr().out
    for words in (
        "Cách dùng: quen report [TÙY CHỌN]",
        "Tham số",
        "Tùy chọn",
        "[bắt buộc]",
        "Hiện trang này rồi dừng.",
    ):
        assert words in page
    for words in ("Usage", "Arguments", "Options", "required", "default", "Show this"):
        assert words not in page
    run(["--lang", "en", "report", "--help"])
    assert "Usage: quen report [OPTIONS]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["report"], "Dòng lệnh còn thiếu files."),
        (["report", "a.csv", "--map"], "Sau --map phải có một giá trị."),
        (["report", "a.csv", "--no-header=3"], "--no-header không nhận giá trị nào."),
        (["report", "a.csv", "--lang", "fr"], "--lang không thể là “fr”; hãy dùng vi, en."),
        (
            ["report", "a.csv", "--from", "30/2/2026"],
            "--from không thể là “30/2/2026”; hãy dùng 2026-11-22, 22/11/2026.",
        ),
        (["serve", "--port", "tám"], "--port không thể là “tám”; hãy dùng 1–65535."),
        (["serve", "--port", "65536"], "--port không thể là “65536”; hãy dùng 1–65535."),
        (["serve", "--threads", "tám"], "--threads không thể là “tám”; hãy dùng một số nguyên."),
        (["report", "a.csv", "--curency", "VND"], "Không có --curency. Có phải ý bạn là --currency?"),
        (["reprot"], "Không có reprot. Có phải ý bạn là report?"),
        (["restore", "a.tar"], "Không có tệp a.tar. Hãy kiểm tra lại tên và thư mục."),
        (["restore", "/"], "/ là một thư mục, không phải tệp."),
        (["check", "facts", "b.tar"], "Dòng lệnh thừa b.tar."),
        (["--lang", "vi"], "Hãy nêu một lệnh."),
    ],
)
def test_what_is_wrong_with_the_line_is_one_sentence_and_where_to_look(
    line: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(line) == 2
    said = capsys.readouterr()
    assert said.err.splitlines()[0] == told
    assert said.err.splitlines()[1].startswith("Xem quen ") and said.err.strip().endswith("--help.")
    assert said.out == ""
