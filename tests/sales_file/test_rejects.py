"""Rows that cannot be understood are given back with their number and the reason."""

import json
from pathlib import Path

from quen.sales_file import rejects
from tests.sales_file.conftest import Read, rows_of

HEAD = "Ngày,Mã hóa đơn,Mã khách hàng,Số lượng,Đơn giá\n"


def test_lans_row_comes_back_with_its_reason(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        HEAD + "22/11/2026,HD1,KH1,2,50.000\n"
        "32/11/2026,HD2,KH1,2,50.000\n"
        ",HD3,KH1,2,50.000\n"
        '"22/11/2026",HD4,"Lan ""Bé"", A",hai,50.000\n'
        "22/11/2026,HD5,KH1,1,\n"
        "22/11/2026,HD6,KH1,1,50.000,thừa\n"
        ",,,,\n"
        "23/11/2026,HD7,KH1,1,1.250.000\n"
    )
    sales = read(path)
    found = rows_of(sales, "SELECT row_no, reason_template, facts, raw FROM rejected_rows ORDER BY row_no")
    assert [(row[0], row[1], json.loads(str(row[2])), row[3]) for row in found] == [
        (3, rejects.BAD_DATE, {"value": "32/11/2026"}, "32/11/2026,HD2,KH1,2,50.000"),
        (4, rejects.NO_DATE, {}, ",HD3,KH1,2,50.000"),
        (5, rejects.BAD_QUANTITY, {"value": "hai"}, '22/11/2026,HD4,"Lan ""Bé"", A",hai,50.000'),
        (6, rejects.NO_AMOUNT, {}, "22/11/2026,HD5,KH1,1,"),
        (7, rejects.TOO_MANY_CELLS, {"value": "thừa"}, "22/11/2026,HD6,KH1,1,50.000"),
    ]
    assert rows_of(sales, "SELECT row_no, amount_minor FROM sales_rows ORDER BY row_no") == [
        (2, 100000),
        (9, 1250000),
    ]
    assert (sales.counts.read, sales.counts.used, sales.counts.rejected) == (7, 2, 5)
    preview = {row.row_no: row for row in sales.preview()}
    assert str(preview[3].reason) == "“32/11/2026” is no date."
    assert preview[2].raw["Mã khách hàng"] == "KH1"


def test_a_total_at_the_foot_is_no_sale(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "BÁO CÁO BÁN HÀNG\nTừ ngày 01/11/2026\n\n"
        + HEAD
        + "22/11/2026,HD1,KH1,2,50.000\nTổng cộng,,,2,50.000\n"
    )
    sales = read(path)
    assert sales.plan.header_row == 4
    assert rows_of(sales, "SELECT row_no FROM sales_rows") == [(5,)]
    assert rows_of(sales, "SELECT row_no FROM rejected_rows") == [(6,)]
