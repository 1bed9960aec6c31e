"""`quen import` as a person runs it."""

import csv
import re
from pathlib import Path

import pytest

from quen.cli.main import run
from quen.flows.models import ImportState, SalesImport
from quen.home.folder import uploads_folder
from quen.purchases.models import Purchase
from tests.flows.import_sales.files import MORNING, NEXT_DAY, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUEN_HOME", str(tmp_path / "home"))


def figures(told: str) -> dict[str, str]:
    """The lines of the result, label to number."""
    lines = (re.fullmatch(r"(.*?)\s{2,}([\d.,]+)", line.strip()) for line in told.splitlines())
    return {line[1]: line[2] for line in lines if line}


def test_the_guess_is_told_and_every_row_is_accounted_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = "HD009,không ngày,KH1,Nguyễn Thị Lan,0912345678,CF1,Cà phê sữa,Đồ uống,2,25000,50000"
    sales = write(tmp_path / "till", "a.csv", [*MORNING, *NEXT_DAY, broken])

    assert run(["--lang", "en", "import", str(sales)]) == 0

    said = capsys.readouterr()
    aside = re.sub(r"\s+", " ", said.err)
    assert "a.csv: CSV · utf-8 · VND" in aside
    assert "customer ← Mã khách hàng" in aside and "receipt ← Mã hóa đơn" in aside
    assert "Wrong? Say it with --map FIELD=COLUMN." in aside
    found = figures(said.out)
    assert [found[label] for label in ("Rows read", "Imported", "Already there", "Rejected")] == [
        "8",
        "7",
        "0",
        "1",
    ]
    assert (found["New purchases"], found["New customers"]) == ("4", "2")
    rejects = uploads_folder() / SalesImport.objects.get().rejects_file
    assert str(rejects) in said.out
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 2


def test_the_same_file_again_is_already_there_and_large_numbers_are_written_as_in_the_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [MORNING[3].replace("HD003", f"HD{number:05}") for number in range(1, 1235)]
    sales = write(tmp_path / "till", "a.csv", rows)
    assert run(["import", str(sales)]) == 0
    first = figures(capsys.readouterr().out)
    assert (first["Số dòng đã đọc"], first["Đã nhập"], first["Lượt mua mới"]) == ("1.234", "1.234", "1.234")

    assert run(["--lang", "en", "import", str(sales)]) == 0

    again = figures(capsys.readouterr().out)
    assert (again["Rows read"], again["Imported"], again["Already there"]) == ("1,234", "0", "1,234")
    assert Purchase.objects.count() == 1234


def test_a_guess_is_overruled_by_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sales = write(tmp_path / "till", "a.csv", MORNING)
    assert run(["--lang", "en", "import", str(sales), "--map", "amount=Đơn giá", "--currency", "VND"]) == 0
    assert "amount ← Đơn giá" in re.sub(r"\s+", " ", capsys.readouterr().err)
    assert sorted(Purchase.objects.values_list("amount_minor", flat=True)) == [25_000, 25_000, 45_000]


def test_a_file_that_cannot_be_read_is_one_sentence_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.csv").write_bytes(b"%PDF-1.4 no table")
    assert run(["--lang", "en", "import", str(tmp_path / "letter.csv")]) == 2
    said = capsys.readouterr()
    assert (
        said.err.strip()
        == "letter.csv holds no table that can be read. Export the sales as CSV, Excel or Parquet."
    )
    assert said.out == ""
    assert not Purchase.objects.exists()
    assert SalesImport.objects.get().state == ImportState.FAILED
