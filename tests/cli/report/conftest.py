"""`quen report` as a person runs it, on small files written by the tests and on the open data."""

import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from quen.cli.main import run


@dataclass(frozen=True)
class Result:
    """How the command ended, and what it said where."""

    exit_code: int
    stdout: str
    stderr: str


Run = Callable[..., Result]


def _run(*arguments: str | Path) -> Result:
    out, aside = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(aside):
        code = run(["report", *map(str, arguments)])
    return Result(code, out.getvalue(), aside.getvalue())


@pytest.fixture
def quen_report() -> Run:
    """Runs the command with these arguments."""
    return _run


@pytest.fixture
def answer() -> Callable[..., dict[str, Any]]:
    """Runs the command for its JSON, and takes it for granted that it succeeds."""

    def ask(*arguments: str | Path) -> dict[str, Any]:
        result = _run(*arguments, "--json", "-")
        assert result.exit_code == 0, result.stderr
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    return ask


HEADER = "Mã hóa đơn,Ngày,Khách hàng,Tên khách hàng,Điện thoại,Chi nhánh,Tên hàng,Thành tiền"
LAN = "KH1,Nguyễn Thị Lan,0912345678"


@pytest.fixture
def coffee_shop(tmp_path: Path) -> Path:
    """Lan came every week of January and stopped, Minh came twice, Hoa once, and strangers buy too."""
    lines = [
        *(f"HD{day:02},{day:02}/01/2026,{LAN},Quận 1,Cà phê sữa,40000" for day in (1, 8, 15, 22)),
        "HD30,05/02/2026,KH2,Trần Văn Minh,0987654321,Quận 3,Trà đào,35000",
        "HD31,20/04/2026,KH2,Trần Văn Minh,0987654321,Quận 3,Trà đào,35000",
        "HD32,21/04/2026,KH3,Hoa,,Quận 3,Bạc xỉu,30000",
        "HD33,30/04/2026,,Khách lẻ,,Quận 3,Bạc xỉu,30000",
    ]
    return _written(tmp_path / "sales.csv", lines)


@pytest.fixture
def sales_of() -> Callable[[Path, list[str]], Path]:
    """Writes a sales file with the columns of `coffee_shop`."""
    return _written


def _written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def cdnow(shared_data: Path) -> dict[str, Any]:
    """The answer for the CDNOW sample."""
    columns = [f"--map={pair}" for pair in ("customer=1", "date=3", "quantity=4", "amount=5")]
    result = _run(
        shared_data / "cdnow" / "CDNOW_sample.txt",
        "--no-header",
        *columns,
        "--currency",
        "USD",
        "--json",
        "-",
    )
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture(scope="session")
def uci(shared_data: Path) -> dict[str, Any]:
    """The answer for the folder of UCI Online Retail days."""
    result = _run(shared_data / "uci_online_retail", "--json", "-")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found
