"""Files no shop would be proud of: each ends with a figure that can be, or with what is missing."""

import csv
import math
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.forecast.conftest import quen_forecast

Sale = tuple[str, date, int]
MONDAY = date(2025, 1, 6)


def written(path: Path, sales: list[Sale]) -> Path:
    rows = [f"{customer},{day},{amount}" for customer, day, amount in sales]
    path.write_text("\n".join(["customer,date,amount", *rows]) + "\n", encoding="utf-8")
    return path


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


NOT_YET: dict[str, tuple[list[Sale], str]] = {
    "one customer": ([("A", after(7 * n), 100) for n in range(30)], "So far there are 1, 1 and 204."),
    "everybody once": ([(f"C{n}", after(n % 300), 100) for n in range(400)], "So far there are 400, 0 and 300."),
    "one day only": ([(f"C{n % 100}", MONDAY, 100) for n in range(300)], "So far there are 100, 0 and 1."),
    "refunds only": ([(f"C{n % 80}", after(n % 90), -100) for n in range(400)], "So far there are 0, 0 and 0."),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_YET)
def test_what_is_missing_is_said(name: str, tmp_path: Path) -> None:
    sales, words = NOT_YET[name]
    result = quen_forecast(
        written(tmp_path / "sales.csv", sales), "--out", tmp_path / "out.csv", "--json", "-"
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in " ".join(result.stderr.split())
    assert not (tmp_path / "out.csv").exists()


def test_where_nothing_is_paid_purchases_are_foretold_and_their_worth_is_not_known(
    answer: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    file = written(tmp_path / "sales.csv", [(f"C{n % 80}", after(n), 0) for n in range(400)])
    found = answer(file, "--out", tmp_path / "out.csv")
    assert found["customers"] == 80
    assert found["expected_purchases_total"] > 0
    assert (found["gamma_gamma"], found["expected_spend_total"]) == (None, None)
    with (tmp_path / "out.csv").open(encoding="utf-8") as rows:
        assert {row["expected_spend"] for row in csv.DictReader(rows)} == {""}
    said = " ".join(quen_forecast(file).stdout.replace("│", " ").split())
    assert (
        "What they will be worth is not known: fewer than 10 customers came back and paid something." in said
    )
    assert "nan" not in said


def test_a_last_sale_years_after_all_others_is_asked_about(tmp_path: Path) -> None:
    sales = every_week_alike(MONDAY)
    mistyped = written(tmp_path / "sales.csv", [*sales, ("C3", date(2031, 1, 1), 100)])
    said = " ".join(quen_forecast(mistyped).stdout.replace("│", " ").split())
    assert "Nobody bought in the 1,982 days before 1 Jan 2031" in said
    named = " ".join(quen_forecast(mistyped, "--until", after(7 * 29)).stdout.split())
    assert "Nobody bought in the" not in named


def every_week_alike(first: date) -> list[Sale]:
    return [
        (f"C{customer}", first + timedelta(weeks=week), 100) for week in range(30) for customer in range(60)
    ]


@pytest.mark.parametrize("first", [MONDAY, date(2031, 1, 6)], ids=["of the past", "dated in the future"])
def test_who_comes_every_week_is_expected_every_week(
    first: date, answer: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    found = answer(written(tmp_path / "sales.csv", every_week_alike(first)), "--horizon", 70)
    assert found["customers"] == 60
    assert found["expected_purchases_total"] == pytest.approx(600, rel=0.05)
    assert found["expected_spend_total"] == pytest.approx(60_000, rel=0.05)
    assert found["active_customers"] == pytest.approx(60, rel=0.01)
    assert all(math.isfinite(model["log_likelihood"]) for model in found["models"].values())
