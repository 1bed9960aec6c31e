"""Rows that add up others are no sales, wherever they stand."""

from pathlib import Path

from quen.sales_file.rejects import A_HEAD, A_TOTAL
from tests.sales_file.conftest import Read, a_file, rows_of

SOLD = "SELECT receipt, amount_minor FROM purchases ORDER BY receipt"


def test_a_total_under_every_receipt_and_at_the_foot(read: Read, tmp_path: Path) -> None:
    sales = read(
        a_file(
            tmp_path,
            "Ngày,Số HĐ,Mã KH,Tên hàng,SL,Thành tiền\n22/11/2026,1,A,Áo,1,10000\n22/11/2026,1,A,Quần,1,20000\n"
            "22/11/2026,1,A,Tổng cộng:,2,30000\n22/11/2026,2,B,Colgate Total,1,5000\n22/11/2026,2,B,TỔNG,1,5000\n"
            "22/11/2026,,Grand Total,,4,35000\n",
        )
    )
    assert rows_of(sales, SOLD) == [("1", 30000), ("2", 5000)]
    assert rows_of(
        sales, "SELECT reason_template, json_extract_string(facts, 'value') FROM rejected_rows"
    ) == [
        (A_TOTAL, "Tổng cộng:"),
        (A_TOTAL, "TỔNG"),
        (A_TOTAL, "Grand Total"),
    ]


def test_a_total_at_the_foot_is_no_line_of_the_last_receipt(read: Read, tmp_path: Path) -> None:
    text = (
        "Ngày,Số HĐ,Mã KH,Tên hàng,Thành tiền\n22/11/2026,1,A,Áo,10000\n,,,Quần,20000\n,,,Tổng cộng,30000\n"
    )
    assert rows_of(read(a_file(tmp_path, text)), SOLD) == [("1", 30000)]


def test_many_receipts_that_show_one_amount_on_every_line_show_their_total(
    read: Read, tmp_path: Path
) -> None:
    lines = [
        f"2026-11-22,R{receipt},C{receipt % 9},{product},{10 + receipt}\n"
        for receipt in range(28)
        for product in ("Tea", "Cake", "Milk")
    ]
    sales = read(a_file(tmp_path, "Date,Receipt No,Customer ID,Product,Amount\n" + "".join(lines)))
    assert rows_of(sales, "SELECT sum(amount_minor) FROM purchases") == [
        (sum(10 + n for n in range(28)) * 100,)
    ]
    few = read(a_file(tmp_path, "Date,Receipt No,Customer ID,Product,Amount\n" + "".join(lines[:9])))
    assert rows_of(few, "SELECT sum(amount_minor) FROM purchases") == [(3 * (10 + 11 + 12) * 100,)], (
        "too few to tell"
    )


def test_a_row_above_its_lines_that_adds_them_up_is_no_sale(read: Read, tmp_path: Path) -> None:
    masters_and_details = (
        "Ngày,Số HĐ,Mã KH,Tên hàng,SL,Thành tiền\n22/11/2026,1,A,,,30000\n,,,Áo,1,10000\n,,,Quần,1,20000\n"
        "23/11/2026,2,A,,,18000\n,,,Áo,2,20000\n24/11/2026,3,B,,,5000\n,,,Mũ,1,5000\n"
    )
    sales = read(a_file(tmp_path, masters_and_details))
    assert rows_of(sales, SOLD) == [("1", 30000), ("2", 20000), ("3", 5000)]
    assert rows_of(sales, "SELECT reason_template, count(*) FROM rejected_rows GROUP BY 1") == [(A_HEAD, 3)]
    told_on_each = (
        "Ngày,Số HĐ,Mã KH,Tên hàng,Thành tiền\n22/11/2026,1,A,,30000\n22/11/2026,1,A,Áo,10000\n"
        "22/11/2026,1,A,Quần,20000\n22/11/2026,2,A,,7000\n"
    )
    assert rows_of(read(a_file(tmp_path, told_on_each)), SOLD) == [("1", 30000), ("2", 7000)]


def test_goods_without_a_name_are_sold_all_the_same(read: Read, tmp_path: Path) -> None:
    text = (
        "Ngày,Số HĐ,Mã KH,Tên hàng,Thành tiền\n22/11/2026,1,A,Áo,10000\n22/11/2026,1,A,,3000\n"
        "22/11/2026,2,A,Quần,20000\n22/11/2026,2,A,,90000\n"
    )
    assert rows_of(read(a_file(tmp_path, text)), SOLD) == [("1", 13000), ("2", 110000)]
