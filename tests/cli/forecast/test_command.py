"""The command line: what goes where, and how it ends."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet
import pytest

from quen.forecast.history import PurchaseDays
from tests.cli.forecast.conftest import quen_forecast
from tests.forecast.simulate import START

Answer = Callable[..., dict[str, Any]]
COLUMNS = [
    "customer", "frequency", "recency", "age", "p_active", "expected_purchases", "expected_spend",
    "expected_next_visit", "overdue",
]  # fmt: skip
UNTIL = "2025-04-15"  # day 470 of the shop


def test_json_for_a_pipe_is_alone_on_standard_output(answer: Answer, shop_file: Path) -> None:
    found = answer(shop_file)
    assert found["customers"] == 300
    assert found["horizon_days"] == 90
    assert "holdout" not in found
    assert found["past"]["horizon_days"] == 90
    assert found["until"] == found_last_day(shop_file)


def found_last_day(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        days = {tuple(reversed(row["Ngày"].split("/"))) for row in csv.DictReader(file)}
    return "-".join(max(days))


def test_a_row_per_customer_in_csv_and_parquet(
    shop_file: Path, shop_days: PurchaseDays, tmp_path: Path
) -> None:
    csv_file, parquet_file = tmp_path / "out.csv", tmp_path / "out.parquet"
    for path in (csv_file, parquet_file):
        result = quen_forecast(shop_file, "--until", UNTIL, "--unit", "day", "--out", path)
        assert result.exit_code == 0, result.stderr
        assert f"Written: {path}" in result.stderr.replace("\n", "")
    with csv_file.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == COLUMNS
    table = pyarrow.parquet.read_table(parquet_file)
    assert table.column_names == COLUMNS
    assert table.num_rows == len(rows)

    known = shop_days.history(until=START + 470)
    assert [row["customer"] for row in rows] == [f"KH{who:04}" for who in known.who]
    # Two receipts on one day are one purchase, and the stranger is nobody.
    assert [int(row["frequency"]) for row in rows] == known.history.frequency.tolist()
    assert [float(row["recency"]) for row in rows] == known.history.recency_days.tolist()
    assert [float(row["age"]) for row in rows] == known.history.age_days.tolist()
    for row in rows:
        assert 0 <= float(row["p_active"]) <= 1
        assert 0 <= float(row["overdue"]) <= 1
        assert float(row["expected_purchases"]) >= 0
        if row["expected_next_visit"]:
            assert date.fromisoformat(row["expected_next_visit"]) > date.fromisoformat(UNTIL)
        if row["frequency"] == "0":
            assert row["expected_next_visit"] == ""


def test_the_total_is_the_sum_of_the_customers(answer: Answer, shop_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    found = answer(shop_file, "--until", UNTIL, "--horizon", "30", "--out", path)
    table = pyarrow.parquet.read_table(path)
    assert found["horizon_days"] == 30
    assert found["expected_purchases_total"] == pytest.approx(np.sum(table["expected_purchases"].to_numpy()))
    assert found["expected_spend_total"] == pytest.approx(np.sum(table["expected_spend"].to_numpy()))
    assert found["holdout"]["horizon_days"] == 30


def test_a_horizon_beyond_the_file_is_judged_as_far_as_it_goes(answer: Answer, shop_file: Path) -> None:
    found = answer(shop_file, "--until", UNTIL, "--horizon", "400")
    assert found["horizon_days"] == 400
    assert found["holdout"]["horizon_days"] < 100
    assert found["holdout"]["predicted_purchases"] < found["expected_purchases_total"]


def test_what_comes_after_until_is_not_looked_at(answer: Answer, shop_file: Path) -> None:
    seen = answer(shop_file, "--until", UNTIL, "--horizon", "60")
    cut = answer(shop_file, "--to", UNTIL, "--horizon", "60")
    assert seen["parameters"] == cut["parameters"]
    assert seen["model"] == cut["model"]
    assert seen["expected_purchases_total"] == cut["expected_purchases_total"]


def test_money_is_in_the_files_currency(answer: Answer, shop_file: Path) -> None:
    found = answer(shop_file, "--currency", "VND", "--horizon", "60")
    assert found["currency"] == "VND"
    mean_day = found["expected_spend_total"] / found["expected_purchases_total"]
    assert 10_000 < mean_day < 60_000


def test_a_person_reads_sentences_and_tables(shop_file: Path) -> None:
    result = quen_forecast(shop_file, "--until", UNTIL)
    assert result.exit_code == 0
    words = " ".join(result.stdout.replace("│", " ").split())
    assert "known customers about" in words
    assert "Tried out on your own past: trained up to 15 Apr 2025" in words
    assert "Foretold chance to return" in words
    assert "Pareto/NBD" in words
    assert "Gamma-Gamma" in words


def test_json_goes_to_a_file_beside_the_words(shop_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "forecast.json"
    result = quen_forecast(shop_file, "--json", path)
    assert result.exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["customers"] == 300
    assert "Pareto/NBD" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--out", "table.xlsx"), "--out writes .csv or .parquet"),
        (("--out", "/nowhere/at/all.csv"), "Nothing can be written to"),
        (("--until", "2024-01-10"), "Not yet: a forecast needs 50 known customers"),
        (("--until", "2023-01-10"), "So far there are 0, 0 and 0."),
        (("--model", "crystal_ball"), "crystal_ball"),
        (("--horizon", "0"), "--horizon cannot be “0”; it takes 1–3650."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    shop_file: Path, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    before = sorted(tmp_path.iterdir())
    result = quen_forecast(shop_file, *arguments)
    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""
    assert sorted(tmp_path.iterdir()) == before


def test_help_does_not_wait_for_scipy() -> None:
    import subprocess
    import sys

    script = "import sys; from quen.cli.main import run; run(['forecast', '--help']); print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
