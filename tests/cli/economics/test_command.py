"""`quen economics` over a file: figures computed by hand, and the ways it ends."""

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from quen.cli.main import run
from quen.cli.start import needs_database


@dataclass(frozen=True)
class Result:
    """What a call of the command left behind."""

    exit_code: int
    stdout: str
    stderr: str


def economics(*arguments: object) -> Result:
    """Run the command in English, as the shell would."""
    out, aside = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(aside):
        code = run(["--lang", "en", "economics", *map(str, arguments)])
    return Result(code, out.getvalue(), aside.getvalue())


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    """Two years: ten customers in the first, of whom six come again in the second, with four new ones."""
    rows = [(f"c{n}", "2024-12-01", 1000) for n in range(10)]
    rows += [(f"c{n}", "2026-03-01", 2000) for n in range(6)]
    rows += [(f"n{n}", "2026-11-30", 2000) for n in range(4)]
    path = tmp_path / "sales.csv"
    lines = [f"{customer},{day},{amount}" for customer, day, amount in rows]
    path.write_text("customer,date,amount\n" + "\n".join(lines), encoding="utf-8")
    return path


def test_the_figures_of_two_years(sales: Path) -> None:
    # Six of ten kept; each of ten customers spends 2,000 a year, half of it margin, a hundred spent on keeping her.
    options = ("--margin", 50, "--keeping", 100, "--winning", 200, "--win-back", 10, "--currency", "VND")
    result = economics(sales, *options, "--json", "-")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["period"] == {
        "first_day": "2025-12-01",
        "last_day": "2026-11-30",
        "days": 365,
        "customers_before": 10,
        "kept": 6,
        "new": 4,
        "back": 0,
        "customers": 10,
        "revenue": 20_000.0,
    }
    assert found["retention"]["rate"] == 60.0
    assert found["retention"]["low"] == pytest.approx(31.27, abs=0.01)
    assert found["customer"]["margin_per_period"] == 900.0
    assert found["customer"]["lifetime_value"] == pytest.approx(900 * (1 + 0.6 / 0.5))
    assert found["lost_customer"]["to_replace"] == pytest.approx(900 * 0.6 / 0.5 + 200)
    assert found["win_back"]["most_per_customer"] == pytest.approx(0.1 * 900 * 2.2)
    five = next(gain for gain in found["points"] if gain["points"] == 5)
    assert five["base"] == pytest.approx(10 * 900 * (0.65 / 0.45 - 0.6 / 0.5))
    assert found["claim"]["here"] == five["change"] == pytest.approx(100 / 9)
    assert found["assumptions"]["keeping"] == 100.0


def test_the_terminal_says_it_in_sentences(sales: Path) -> None:
    result = economics(sales, "--currency", "VND")
    said = " ".join(result.stdout.replace("│", " ").split())
    assert "Kept from year to year: 60.0% of 10 customers (31.3% to 83.2%)." in said
    assert "Assumed: margin 30.0%, keeping a customer 0 ₫ a year" in said


def test_a_young_shop_is_told_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "young.csv"
    path.write_text("customer,date,amount\nlan,2026-11-01,5\nlan,2026-11-20,5\n", encoding="utf-8")
    result = economics(path, "--json", "-")
    assert result.exit_code == 2
    assert "two quarters of a year" in " ".join(result.stderr.split())
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("last", "amount"), [("2026-11-20", 0), ("2035-01-01", 5)], ids=["nothing paid", "mistyped"]
)
def test_a_long_past_that_tells_nothing_is_not_called_too_short(
    last: str, amount: int, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    days = ["2025-11-01", "2026-03-01", "2026-06-20", "2026-09-20", last]
    path.write_text(
        "\n".join(["customer,date,amount", *(f"lan,{day},{amount}" for day in days), ""]), encoding="utf-8"
    )
    said = " ".join(economics(path).stderr.split())
    assert (
        "nothing was paid in the last quarter or year of these sales, or nobody bought in the one before"
        in said
    )
    assert "two quarters" not in said


def test_json_goes_to_a_file_too(sales: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert economics(sales, "--json", path).exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["retention"]["rate"] == 60.0


def test_a_file_needs_no_database(sales: Path) -> None:
    assert not needs_database(["economics", str(sales)])
    assert not needs_database(["forecast", str(sales)])
    assert needs_database(["economics", "--margin", "30"])
