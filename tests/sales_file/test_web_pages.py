"""Tables in web pages that call themselves ``.xls``."""

from pathlib import Path

import pytest

from quen.sales_file.errors import EmptyFile, NotATable, TooLarge
from tests.sales_file.conftest import Read, rows_of

SOLD = "SELECT receipt, customer, CAST(day AS VARCHAR), amount_minor FROM purchases ORDER BY ALL"
HEAD = "<tr><th>Số HĐ</th><th>Ngày</th><th>Mã KH</th><th>Tên hàng</th><th>Thành tiền</th></tr>"


def page(folder: Path, body: str, encoding: str = "utf-8") -> Path:
    path = folder / "sales.xls"
    path.write_text(body, encoding=encoding)
    return path


def test_the_table_of_sales_is_found_among_others(read: Read, tmp_path: Path) -> None:
    sales = read(
        page(
            tmp_path,
            f"""<html><style>td {{ mso-number-format: "\\@" }}</style><body><table><tr><td colspan=3>CỬA HÀNG LAN
            </td></tr></table><TABLE border=1><tr><td colspan="5">Từ 01/11 đến 30/11</td></tr>{HEAD}
            <tr><td>HD1</td><td>22/11/2026</td><td>A</td><td>Trà &amp; bánh<br>nướng</td><td>1.250.000</td></tr>
            <tr><td>HD2<td>23/11/2026<td>B<td>Cà phê<td>50.000
            </TABLE></body></html>""",
        )
    )
    assert rows_of(sales, SOLD) == [
        ("HD1", "code:A", "2026-11-22", 1250000),
        ("HD2", "code:B", "2026-11-23", 50000),
    ]
    assert rows_of(sales, "SELECT product_name FROM sales_rows ORDER BY row_no") == [
        ("Trà & bánh nướng",),
        ("Cà phê",),
    ]
    assert (sales.plan.format, sales.plan.header_row) == ("HTML", 2)


def test_a_cell_over_several_rows_holds_for_each(read: Read, tmp_path: Path) -> None:
    sales = read(
        page(
            tmp_path,
            f"""<table>{HEAD}<tr><td rowspan=2>HD1</td><td rowspan=2>22/11/2026</td><td rowspan=2>A</td><td>Trà</td>
            <td>30.000</td></tr><tr><td>Bánh</td><td>20.000</td></tr></table>""",
            "utf-16",
        )
    )
    assert rows_of(sales, SOLD) == [("HD1", "code:A", "2026-11-22", 50000)]


def test_excels_xml_of_2003(read: Read, tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return (
            "<Row>"
            + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in cells)
            + "</Row>"
        )

    sparse = '<Row><Cell><Data>2026-11-23T00:00:00.000</Data></Cell><Cell ss:Index="3"><Data>7000</Data></Cell></Row>'
    rows = row("Ngày", "Mã KH", "Thành tiền") + row("2026-11-22T00:00:00.000", "A", "50000") + sparse
    sales = read(
        page(
            tmp_path,
            f'<?xml version="1.0"?><Workbook xmlns:ss="urn:x"><Worksheet><Table>{rows}</Table></Worksheet></Workbook>',
        )
    )
    assert rows_of(sales, SOLD) == [
        (None, "code:A", "2026-11-22", 50000),
        (None, None, "2026-11-23", 7000),
    ]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("<html><body><p>404</p></body></html>", NotATable),
        ('<?xml version="1.0"?><feed><entry>5</entry></feed>', NotATable),
        ('[{"date": "2026-11-22", "amount": 5}]', NotATable),
        (f"<table><tr>{'<td colspan=1000>x</td>' * 3}</tr></table>", TooLarge),
        ("<table><tr><td colspan=99999999999999999999>x</td></tr></table>", EmptyFile),
    ],
)
def test_pages_without_sales_are_refused(
    read: Read, tmp_path: Path, body: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        read(page(tmp_path, body))
