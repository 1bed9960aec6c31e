"""`quen forecast` as a person runs it."""

import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from quen.cli.main import run
from quen.forecast.history import PurchaseDays
from tests.forecast.simulate import START, pareto_shop

CDNOW = ["--no-header", *(f"--map={pair}" for pair in ("customer=2", "date=3", "quantity=4", "amount=5"))]


@dataclass(frozen=True)
class Result:
    """What came of one run."""

    exit_code: int
    stdout: str
    stderr: str


def quen_forecast(*arguments: object) -> Result:
    """Run the command in English, as the shell would."""
    out, aside = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(aside):
        code = run(["--lang", "en", "forecast", *map(str, arguments)])
    return Result(code, out.getvalue(), aside.getvalue())


@pytest.fixture(scope="session")
def answer() -> Callable[..., dict[str, Any]]:
    """Runs it for its JSON, and takes it for granted that it succeeds."""

    def ask(*arguments: object) -> dict[str, Any]:
        result = quen_forecast(*arguments, "--json", "-")
        assert result.exit_code == 0, result.stderr
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    return ask


@pytest.fixture(scope="session")
def cdnow_file(shared_data: Path) -> Path:
    """The CDNOW sample as it was published."""
    return shared_data / "cdnow" / "CDNOW_sample.txt"


@pytest.fixture(scope="session")
def shop_days() -> PurchaseDays:
    """Three hundred customers over a year and a half."""
    return pareto_shop(customers=300, seed=11).days


@pytest.fixture(scope="session")
def shop_file(tmp_path_factory: pytest.TempPathFactory, shop_days: PurchaseDays) -> Path:
    """Their sales as a file: two receipts on every tenth day, and a stranger's beside."""
    from datetime import date, timedelta

    lines = ["Mã hóa đơn,Ngày,Khách hàng,Thành tiền"]
    for number, (who, day, amount) in enumerate(
        zip(shop_days.customer, shop_days.day, shop_days.amount, strict=True)
    ):
        on = date(2024, 1, 1) + timedelta(days=int(day - START))
        halves = 2 if number % 10 == 0 else 1
        lines += [
            f"HD{number}-{half},{on:%d/%m/%Y},KH{who:04},{round(amount * 1000 / halves)}"
            for half in range(halves)
        ]
    lines.append("HDX,05/01/2024,,90000")
    path = tmp_path_factory.mktemp("shop") / "sales.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
