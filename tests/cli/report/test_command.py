"""The command line: what goes where, and how it ends."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def a_file(folder: Path, rows: list[str]) -> Path:
    path = folder / "receipts.csv"
    path.write_text("\n".join(["receipt,date,customer,amount", *rows]) + "\n", encoding="utf-8")
    return path


def test_the_four_questions_are_answered_in_vietnamese(quen_report: Any, coffee_shop: Path) -> None:
    result = quen_report(coffee_shop)
    assert result.exit_code == 0
    asked = ["Ai là khách quen của bạn?", "Ai chỉ ghé một lần?", "Ai từng hay đến rồi thôi?"]
    places = [result.stdout.index(question) for question in asked]
    assert places == sorted(places)
    assert "160.000 ₫" in result.stdout


def test_the_four_questions_are_answered_in_english(quen_report: Any, coffee_shop: Path) -> None:
    result = quen_report(coffee_shop, "--lang", "en")
    words = re.sub(r"[\s│]+", " ", result.stdout)
    assert "0 of 3 known customers are regulars" in words
    assert "1 of 3 known customers bought once and have not come back so far (33.3%)" in words
    assert "1 of 1 regulars have stayed away for more than 3 times their usual gap" in words
    assert "brought 160,000 ₫ a year" in words


def test_the_guess_is_told_beside_the_answer(quen_report: Any, coffee_shop: Path) -> None:
    result = quen_report(coffee_shop, "--lang", "en")
    aside = re.sub(r"\s+", " ", result.stderr)
    assert "sales.csv" in aside
    assert "customer ← Khách hàng" in aside
    assert "8 rows read = 8 used + 0 rejected" in aside
    assert "rows read" not in result.stdout


def test_why_rows_were_rejected_is_told_with_the_first_of_each_kind(quen_report: Any, tmp_path: Path) -> None:
    rows = ["1,2026-11-20,K1,25000", "2,x,K1,25000", "3,y,K1,25000", "4,2026-11-20,K1,abc"]
    aside = re.sub(r"\s+", " ", quen_report(a_file(tmp_path, rows), "--lang", "en").stderr)
    assert "2 rejected, the first in row 3 of receipts.csv: “x” is no date." in aside
    assert "1 rejected, the first in row 5 of receipts.csv: “abc” is no amount." in aside


def test_what_came_to_light_while_reading_is_told_everywhere(
    quen_report: Any, answer: Any, tmp_path: Path
) -> None:
    days = ("2026-11-20", "2026-11-21", "2026-11-22")
    rows = [f"{number},{day} 08:00,K{number}{day[-1]},25000" for day in days for number in (1, 2)]
    sales = a_file(tmp_path, rows)
    told = "Receipt numbers start again: the same number stands on different days for different sales."
    aside = re.sub(r"\s+", " ", quen_report(sales, "--lang", "en").stderr)
    assert told in aside
    found = answer(sales)
    assert found["purchases"] == 6
    assert any(note.startswith(told) for note in found["reading"]["notes"])


def test_lines_of_one_customers_receipt_on_other_days_stay_one_purchase(answer: Any, tmp_path: Path) -> None:
    """An export that dates every line by itself: strangers' receipts alone would look like numbers that start again."""
    days = ("2026-11-20 08:00", "2026-11-22 18:00")
    rows = [f"{n},{day},{'K' + str(n) if n > 1 else ''},25000" for n in range(1, 6) for day in days]
    found = answer(a_file(tmp_path, rows))
    assert (found["purchases"], found["anonymous_purchases"]) == (4, 1)


def test_json_for_a_pipe_is_alone_on_standard_output(quen_report: Any, coffee_shop: Path) -> None:
    result = quen_report(coffee_shop, "--json", "-")
    found = json.loads(result.stdout)
    assert [found["purchases"], found["customers"], found["repeat_customers"]] == [7, 3, 2]
    assert [found["revenue"], found["anonymous_revenue"]] == [260_000, 30_000]
    assert found["lapsed_regulars"]["customers"][0]["name"] == "Nguyễn Thị Lan"
    assert "dòng đã đọc" in result.stderr


def test_files_are_written_and_named(quen_report: Any, coffee_shop: Path, tmp_path: Path) -> None:
    page, numbers = tmp_path / "report.html", tmp_path / "report.json"
    result = quen_report(coffee_shop, "--html", page, "--json", numbers)
    assert result.exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert json.loads(numbers.read_text(encoding="utf-8"))["customers"] == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.json", "sales.csv"]


def test_a_period_leaves_the_other_rows_outside(answer: Any, coffee_shop: Path) -> None:
    found = answer(coffee_shop, "--from", "2026-01-08", "--to", "05/02/2026")
    assert [found["rows_read"], found["rows_used"], found["rows_outside"]] == [8, 4, 4]
    assert [found["purchases"], found["customers"]] == [4, 2]


def test_the_day_asked_for_ends_the_data(answer: Any, coffee_shop: Path) -> None:
    by_data = answer(coffee_shop, "--to", "2026-01-22")
    asked_for_longer = answer(coffee_shop, "--to", "2026-01-31")
    assert by_data["cohorts"] == [{"month": "2026-01", "size": 1, "active": [None]}]
    assert asked_for_longer["cohorts"] == [{"month": "2026-01", "size": 1, "active": [1]}]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--map", "date"), "--map needs FIELD=COLUMN"),
        (("--map", "when=Ngày"), "when"),
        (("--map", "date=Hôm qua"), "Hôm qua"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "--from lies after --to"),
        (("--tz", "Saigon"), "Saigon is no time zone"),
        (("--html", "nowhere/at/all.html"), "Does the folder exist?"),
        (("--html", "."), "is a folder"),
        (("--html", "-"), "--html writes a file and needs its name"),
    ],
)
def test_a_wrong_option_is_one_sentence_and_exit_code_2(
    quen_report: Any, coffee_shop: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    result = quen_report(coffee_shop, "--lang", "en", *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("content", "language"),
    [(b"", "vi"), (b"", "en"), (b"\x00\x01\x02\xff" * 4000, "vi"), (b"a,b\n1,2\n", "en")],
)
def test_a_file_that_is_no_sales_file_is_one_sentence_and_exit_code_2(
    quen_report: Any, tmp_path: Path, content: bytes, language: str
) -> None:
    path = tmp_path / "what.csv"
    path.write_bytes(content)
    result = quen_report(path, "--lang", language, "--html", tmp_path / "out.html", "--json", "-")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
    assert [found.name for found in tmp_path.iterdir()] == ["what.csv"]


def test_a_missing_file_is_one_sentence_and_exit_code_2(quen_report: Any, tmp_path: Path) -> None:
    result = quen_report(tmp_path / "gone.csv", "--lang", "en")
    assert result.exit_code == 2
    assert "gone.csv" in result.stderr


def test_strangers_only_is_too_little_data_and_no_crash(
    quen_report: Any, sales_of: Any, tmp_path: Path
) -> None:
    path = sales_of(tmp_path / "sales.csv", ["HD1,01/01/2026,,Khách lẻ,,Quận 1,Trà đào,35000"])
    told = quen_report(path, "--lang", "en", "--html", tmp_path / "page.html")
    assert told.exit_code == 0
    assert "Too little data" in told.stdout
    assert "Too little data" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_strangers_only_has_null_rates(answer: Any, sales_of: Any, tmp_path: Path) -> None:
    path = sales_of(tmp_path / "sales.csv", ["HD1,01/01/2026,,Khách lẻ,,Quận 1,Trà đào,35000"])
    found = answer(path)
    assert [found["customers"], found["purchases"], found["anonymous_purchases"]] == [0, 0, 1]
    nothing = (
        "repeat_customer_rate",
        "repeat_revenue_share",
        "average_purchase",
        "median_days_between_purchases",
    )
    assert [found[name] for name in nothing] == [None, None, None, None]
    assert [found["cohorts"], found["retention_by_month"], found["customers_by_purchases"]] == [[], [], {}]
    assert {sums["customers"] for sums in found["rfm"].values()} == {0}


def test_a_period_without_any_sale_is_no_crash(answer: Any, coffee_shop: Path) -> None:
    found = answer(coffee_shop, "--from", "2030-01-01")
    assert [found["rows_used"], found["purchases"], found["first_day"]] == [0, 0, None]
    assert [found["cohorts"], found["retention_by_month"]] == [[], []]


def test_one_purchase_has_a_rate_of_zero_and_no_gap(answer: Any, sales_of: Any, tmp_path: Path) -> None:
    path = sales_of(tmp_path / "sales.csv", ["HD1,01/01/2026,KH1,Lan,0912345678,Quận 1,Trà đào,35000"])
    found = answer(path)
    assert [found["repeat_customer_rate"], found["median_days_between_purchases"]] == [0.0, None]
    assert found["customers_by_purchases"] == {"1": 1}


def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    workdir, out = tmp_path / "work", tmp_path / "out"
    workdir.mkdir()
    out.mkdir()
    sales = tmp_path / "sales.csv"
    sales.write_text("customer,date,amount\n" + "7,2026-01-05,10\n" * 400_000, encoding="utf-8")
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "quen",
            "--lang",
            "en",
            "report",
            str(sales),
            "--html",
            str(out / "page.html"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(workdir)},
        # As in a person's terminal: a shell that runs the tests in the background has children ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert running.stderr is not None
    first_words = running.stderr.readline()  # the guess: reading has not begun
    running.send_signal(signal.SIGINT)
    told, complaint = running.communicate(timeout=60)
    assert b"sales.csv" in first_words
    assert running.returncode == 130
    assert b"Traceback" not in complaint and b"Nothing was left half done" in complaint
    assert told == b""
    assert list(workdir.iterdir()) == []
    assert list(out.iterdir()) == []


def test_two_days_are_too_few_to_say_who_buys_again_the_month_after(quen_report: Any, tmp_path: Path) -> None:
    sales = a_file(tmp_path, ["1,2026-11-20,K1,25000", "2,2026-11-21,K2,25000"])
    told = quen_report(sales).stdout
    assert "Còn quá ít tháng" in told
    assert "có – khách" not in told and "– khách mới" not in told


def test_a_period_without_any_sale_is_told_from_sales_of_strangers(
    quen_report: Any, coffee_shop: Path
) -> None:
    told = re.sub(r"[\s│]+", " ", quen_report(coffee_shop, "--lang", "en", "--from", "2031-01-01").stdout)
    assert "there is no purchase in these files and this period" in told
    assert "names its customer" not in told
