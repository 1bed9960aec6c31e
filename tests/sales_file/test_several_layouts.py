"""Several files in one reading, each with columns of its own: every sale is read once, whatever explains it joins."""

from itertools import permutations
from pathlib import Path

import pytest

from quen.sales_file import errors
from tests.sales_file.conftest import Read, files, rows_of
from tests.sales_file.test_presets import EXPORTS, RETURNS

OLD = """Mã hóa đơn,Ngày,Mã khách,SĐT,Thành tiền
A1,13/11/2026,K1,0912345678,50000
A2,14/11/2026,K2,0912345679,60000
A3,15/11/2026,K1,0912345678,70000
"""
WITH_A_NOTE = """Mã hóa đơn,Ngày,Mã khách,SĐT,Thành tiền,Ghi chú
A4,16/11/2026,K1,0912345678,80000,ít đường
A5,17/11/2026,K3,0912345670,mười,
"""
OTHER_TILL = """receipt;date;phone;total
C1;2026-11-25;0912345678;90000
C2;2026-11-26;0912345671;10000
"""
SOLD = "SELECT receipt, person, amount_minor FROM sales_rows ORDER BY receipt"


def test_an_export_that_has_learnt_a_column_and_another_till_are_read_together(
    read: Read, tmp_path: Path
) -> None:
    paths = files(tmp_path, old=OLD, new=WITH_A_NOTE, other=OTHER_TILL)
    for order in permutations(paths):
        sales = read(*order)
        assert rows_of(sales, SOLD) == [
            ("A1", "code:K1", 50000),
            ("A2", "code:K2", 60000),
            ("A3", "code:K1", 70000),
            ("A4", "code:K1", 80000),
            ("C1", "code:K1", 90000),
            ("C2", "phone:+84912345671", 10000),
        ]
        assert (sales.counts.read, sales.counts.used, sales.counts.rejected) == (7, 6, 1)
        assert {file.name: file.rows for file in sales.plan.files} == {
            "old.csv": 3,
            "new.csv": 2,
            "other.csv": 2,
        }
        rejects = "SELECT name, row_no, raw FROM rejected_rows JOIN sales_files USING (file_no)"
        assert rows_of(sales, rejects) == [("new.csv", 3, "A5,17/11/2026,K3,0912345670,mười,")]


def test_it_is_said_how_the_other_columns_are_read(read: Read, tmp_path: Path) -> None:
    notes = [str(note) for note in read(*files(tmp_path, old=OLD, other=OTHER_TILL)).plan.notes]
    assert (
        "other.csv: other columns, read as date ← date, receipt ← receipt, amount ← total, phone ← phone."
        in notes
    )


def test_a_list_of_returns_beside_its_sales_takes_them_back(read: Read) -> None:
    for sold in ("kiotviet_lines.csv", "kiotviet_overview.csv"):
        sales = read(EXPORTS / sold, EXPORTS / "kiotviet_returns.csv")
        assert rows_of(sales, RETURNS) == [("TH000002", "code:KH000012", 50000, "HD000046")]
        assert rows_of(sales, "SELECT amount_minor FROM purchases WHERE receipt = 'HD000046'") == [(135000,)]


def test_what_tells_the_same_receipts_again_is_not_counted_again(read: Read, tmp_path: Path) -> None:
    alone = read(EXPORTS / "kiotviet_lines.csv")
    beside = read(EXPORTS / "kiotviet_lines.csv", EXPORTS / "kiotviet_overview.csv")
    bought = "SELECT receipt, customer, amount_minor, lines FROM purchases ORDER BY receipt"
    assert rows_of(beside, bought) == rows_of(alone, bought)

    paid = "Mã hóa đơn,Ngày thanh toán,Mã khách,Số tiền\nA1,20/11/2026,K1,20000\nA2,21/11/2026,K2,60000\n"
    sales = read(*files(tmp_path, old=OLD, paid=paid))
    assert rows_of(sales, "SELECT count(*), sum(amount_minor) FROM sales_rows") == [(3, 180000)]


def test_a_list_of_customers_explains_the_sales_and_is_none(read: Read, tmp_path: Path) -> None:
    people = "Mã khách,Tên khách,Ngày tạo,Tổng tiền\nK1,Lan,01/01/2025,120000\nK2,Mai,02/01/2025,60000\n"
    no_phones = OLD.replace(",SĐT", "").replace(",0912345678", "").replace(",0912345679", "")
    sales = read(*files(tmp_path, people=people, old=no_phones, other=OTHER_TILL))
    assert rows_of(sales, "SELECT DISTINCT name FROM sales_rows WHERE code IS NOT NULL ORDER BY 1") == [
        ("Lan",),
        ("Mai",),
    ]
    assert sales.counts.read == 5
    assert [note for note in map(str, sales.plan.notes) if "people.csv" in note] == [
        "people.csv was joined by its column Mã khách."
    ]


def test_a_column_that_was_told_may_stand_in_one_of_the_files(read: Read, tmp_path: Path) -> None:
    paths = files(tmp_path, old=OLD, other=OTHER_TILL.replace("total", "x"))
    sales = read(*paths, mapping={"amount": "x"})
    assert rows_of(sales, "SELECT count(*), sum(amount_minor) FROM sales_rows") == [(5, 280000)]
    with pytest.raises(errors.UnknownColumn, match="nowhere"):
        read(*paths, mapping={"amount": "x", "store": "nowhere"})


def test_one_currency_in_all_of_them(read: Read, tmp_path: Path) -> None:
    named = OTHER_TILL.replace("total", "total;currency").replace("0000\n", "0000;USD\n")
    with pytest.raises(errors.MixedCurrencies, match="USD, VND"):
        read(*files(tmp_path, old=OLD, named=named))
    pounds = "receipt;date;phone;total\nD1;2026-11-25;0912345678;9.50\n"
    sales = read(*files(tmp_path, named=named, pounds=pounds))
    assert (sales.plan.currency, rows_of(sales, SOLD)[-1][2]) == ("USD", 950)
