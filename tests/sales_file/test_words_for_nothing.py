"""A dash or a word where there is no number and no receipt."""

from pathlib import Path

from tests.sales_file.conftest import Read, rows_of


def test_a_dash_is_no_discount_and_no_reason_to_reject(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "Ngày,Mã HĐ,Mã KH,SL,Đơn giá,Giảm giá,Thành tiền\n22/11/2026,-,A,1,45000,5000,40000\n"
        "22/11/2026,N/A,B,N/A,Miễn phí,-,45000\n22/11/2026,HD3,C,1,45000,#N/A,45000\n",
        encoding="utf-8",
    )
    sales = read(path)
    assert sales.counts.rejected == 0
    assert rows_of(
        sales,
        "SELECT receipt, quantity, unit_price, discount_minor, amount_minor FROM sales_rows ORDER BY row_no",
    ) == [(None, 1, 45000, 5000, 40000), (None, None, None, None, 45000), ("HD3", 1, 45000, None, 45000)]
    assert len(rows_of(sales, "SELECT 1 FROM purchases")) == 3
