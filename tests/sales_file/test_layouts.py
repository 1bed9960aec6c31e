"""Headers, title lines, spaces, stray quotes: the table is found where it stands."""

import gzip
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from quen.sales_file.errors import NotATable
from quen.sales_file.fields import Field
from tests.sales_file.conftest import Read, rows_of

SOLD = "SELECT customer, CAST(day AS VARCHAR), amount_minor FROM purchases ORDER BY ALL"
LAN = [("code:4", "1997-01-01", 2933), ("code:4", "1997-01-18", 2973), ("code:5", "1997-08-22", 1496)]


def written(folder: Path, text: str, name: str = "sales.txt") -> Path:
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        "customer id   date      cds  amount\n4   19970101    2  29.33\n4   19970118    2  29.73\n5   19970822    1  14.96\n",
        "Customer ID  Order Date  Amount\n4  1997-01-01 08:20  29.33\n4  1997-01-18 09:20  29.73\n5  1997-08-22 08:20  14.96\n",
        "Customer ID  Order Date  Amount\n4  01/01/1997  29,33\n4  18/01/1997  29,73\n5  22/08/1997  14,96\n",
        "customer date amount\n4 19970101 29.33\n4 19970118 29.73\n5 19970822 14.96\n",
        "sep=;\ncustomer;date;amount\n4;1997-01-01;29.33\n4;1997-01-18;29.73\n5;1997-08-22;14.96\n",
        "Báo cáo\nTháng 1\n\ncustomer|date|amount\n4|1997-01-01|29.33\n\n4|1997-01-18|29.73\n5|1997-08-22|14.96\n",
    ],
)
def test_the_table_is_found(read: Read, tmp_path: Path, text: str) -> None:
    assert rows_of(read(written(tmp_path, text), currency="USD"), SOLD) == LAN


def test_positions_name_columns_without_a_header(read: Read, tmp_path: Path) -> None:
    path = written(
        tmp_path, " 0004 4 19970101  2   29.33\n 0004 4 19970118  2   29.73\n 0005 5 19970822  1   14.96\n"
    )
    sales = read(path, mapping={"customer": "2", "date": "3", "amount": "5"}, no_header=True, currency="USD")
    assert rows_of(sales, SOLD) == LAN
    assert sales.plan.header_row == 0


def test_stray_and_open_quotes_do_not_swallow_the_file(read: Read, tmp_path: Path) -> None:
    rows = "".join(f"{number},2026-01-03,C{number},pipe,6.00\n" for number in range(10, 1000))
    text = 'Order ID,Date,Customer ID,Product,Amount\n1,2026-01-02,C1,"Big\nbox, ""red""",5.00\n'
    sales = read(
        written(
            tmp_path, text + '2,2026-01-03,C2,5" pipe,6.00\n3,2026-01-03,C3,"open,6.00\n' + rows, "sales.csv"
        )
    )
    assert sales.counts.read > 990
    assert rows_of(sales, "SELECT count(*) FROM purchases WHERE receipt IN ('2', '10', '999')") == [(3,)]


def test_cells_may_hold_lines(read: Read, tmp_path: Path) -> None:
    text = 'Order ID,Date,Customer ID,Product,Amount\n1,2026-01-02,C1,"Big\nbox, ""red""",5.00\n2,2026-01-03,C2,x,6.00\n'
    sales = read(written(tmp_path, text, "sales.csv"))
    assert rows_of(sales, "SELECT row_no, product_name FROM sales_rows ORDER BY row_no") == [
        (2, 'Big box, "red"'),
        (3, "x"),
    ]


def test_a_workbook_with_title_lines_and_a_cover_sheet(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Bìa").write(0, 0, "Báo cáo bán hàng")
        sheet = book.add_worksheet("Chi tiết")
        sheet.write(1, 0, "BÁO CÁO CHI TIẾT")
        sheet.write_row(3, 0, ["Ngày bán", "Mã khách hàng", "Mã hàng", "Thành tiền"])
        sheet.write_row(4, 0, ["22/11/2026", 17850, "=1+1", 1250.5])
        sheet.write_row(5, 0, [46349.35, 17850, "A", 1.125])
    sales = read(path, currency="USD")
    assert rows_of(sales, "SELECT row_no, code, amount_minor FROM sales_rows ORDER BY row_no") == [
        (5, "17850", 125050),
        (6, "17850", 112),
    ]
    assert rows_of(sales, 'SELECT CAST("at" AS VARCHAR) FROM sales_rows WHERE row_no = 6') == [
        ("2026-11-23 08:24:00",)
    ]


@pytest.mark.parametrize("packed", ["zip", "gz"])
def test_one_packed_table(read: Read, tmp_path: Path, packed: str) -> None:
    text = "customer,date,amount\n4,1997-01-01,29.33\n4,1997-01-18,29.73\n5,1997-08-22,14.96\n"
    path = tmp_path / f"sales.csv.{packed}"
    if packed == "gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("sales.csv", text)
    assert rows_of(read(path, currency="USD"), SOLD) == LAN


def test_the_next_file_may_have_another_order_and_other_decimals(read: Read, tmp_path: Path) -> None:
    first = written(tmp_path, "customer,date,amount\n4,1997-01-01,29.33\n4,1997-01-18,29.73\n", "a.csv")
    second = written(tmp_path, "Amount;Customer;Date\n14,96;5;22/08/1997\n", "b.csv")
    assert rows_of(read(first, second, currency="USD"), SOLD) == LAN


def test_the_same_bytes_are_read_once_and_said(read: Read, tmp_path: Path) -> None:
    text = "customer,date,amount\n4,1997-01-01,29.33\n"
    sales = read(written(tmp_path, text, "a.csv"), written(tmp_path, text, "b.csv"))
    assert sales.counts.read == 1
    assert "read once" in str(sales.plan.notes[0])


def test_a_customer_who_is_new_with_every_order_is_no_person(read: Read, tmp_path: Path) -> None:
    rows = "".join(
        f"{number},X{number},P{number % 7},2026-01-{1 + number % 28:02},10.5\n" for number in range(60)
    )
    sales = read(written(tmp_path, "order_id,customer_id,client_id,order_date,total\n" + rows, "sales.csv"))
    assert sales.plan.columns[Field.CUSTOMER].column == "client_id"
    assert rows_of(sales, "SELECT count(DISTINCT customer) FROM purchases") == [(7,)]


def test_two_columns_that_are_loosely_the_same_stay_two(read: Read, tmp_path: Path) -> None:
    text = "Date,Customer,Tax,Tax %,Total,Total #\n2026-11-22,A,5,10,55,1\n2026-11-23,A,6,10,66,2\n"
    sales = read(written(tmp_path, text, "a.csv"), currency="USD")
    assert rows_of(sales, SOLD) == [("code:A", "2026-11-22", 5500), ("code:A", "2026-11-23", 6600)]
    raw = sales.preview()[0].raw
    assert (raw["Tax"], raw["Tax %"], raw["Total"], raw["Total #"]) == ("5", "10", "55", "1")


def test_files_in_other_order_and_writing_meet_column_by_column(read: Read, tmp_path: Path) -> None:
    first = written(tmp_path, "Date,Customer,Amount ($),Amount %\n2026-11-22,A,55,10\n", "a.csv")
    other = written(tmp_path, "AMOUNT %,customer,date,AMOUNT ($)\n20,B,2026-11-23,66\n", "b.csv")
    sales = read(first, other)
    assert rows_of(sales, SOLD) == [("code:A", "2026-11-22", 5500), ("code:B", "2026-11-23", 6600)]


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    """A workbook with these sheets; one called hidden is not shown."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name == "hidden":
                sheet.hide()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


HEADINGS: list[object] = ["Ngày", "Số hóa đơn", "Mã KH", "Thành tiền"]


def test_sheets_with_the_same_headings_are_all_read(read: Read, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "months.xlsx",
        T1=[HEADINGS, ["05/01/2026", "HD1", "A", 50000], ["06/01/2026", "HD2", "B", 60000]],
        T2=[[*reversed(HEADINGS)], [70000, "A", "HD3", "25/02/2026"]],
        overview=[["Chỉ tiêu", "Giá trị"], ["Doanh thu", 180000]],
        hidden=[HEADINGS, ["07/01/2026", "HD9", "A", 90000]],
    )
    sales = read(path)
    assert rows_of(sales, SOLD) == [
        ("code:A", "2026-01-05", 50000),
        ("code:A", "2026-02-25", 70000),
        ("code:B", "2026-01-06", 60000),
    ]
    assert [(file.name, file.rows) for file in sales.plan.files] == [
        ("months.xlsx · T1", 2),
        ("months.xlsx · T2", 1),
    ]
    [unread] = [note for note in sales.plan.notes if "sheets" in note.facts]
    assert unread.facts == {"file": "months.xlsx", "sheets": "overview"}


def test_the_same_sale_on_two_sheets_is_one(read: Read, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "years.xlsx",
        Y1=[HEADINGS, ["05/01/2026", "HD1", "A", 50000], ["31/12/2026", "HD2", "A", 60000]],
        Y2=[HEADINGS, ["31/12/2026", "HD2", "A", 60000], ["02/01/2027", "HD3", "A", 70000]],
    )
    sales = read(path)
    assert (sales.counts.read, sales.counts.used, sales.counts.repeated) == (4, 3, 1)


def test_a_sheet_of_other_headings_that_tells_whole_sales_is_read_too(read: Read, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "tills.xlsx",
        till=[HEADINGS, ["05/01/2026", "HD1", "A", 50000]],
        online=[
            ["Ngày đặt", "Mã đơn", "Số điện thoại", "Tổng tiền"],
            ["25/01/2026", "W1", "0912345678", 60000],
        ],
        customers=[["Mã KH", "Tên khách hàng", "Ngày tạo"], ["A", "Lan", "01/01/2025"]],
    )
    sales = read(path)
    assert rows_of(sales, SOLD) == [
        ("code:A", "2026-01-05", 50000),
        ("phone:+84912345678", "2026-01-25", 60000),
    ]
    assert [note.facts["sheets"] for note in sales.plan.notes if "sheets" in note.facts] == ["customers"]


@pytest.mark.parametrize("blank_line", ["", "\n"])  # with one the rows are read one by one, else by DuckDB
def test_what_keeps_spreadsheets_from_counting_is_no_part_of_a_fact(
    read: Read, tmp_path: Path, blank_line: str
) -> None:
    text = (
        "Ngày;Số hóa đơn;Mã KH;Số điện thoại;Thành tiền\n"
        f'22/11/2026;="0012";\'0007\t;="0912345678";="1.250.000"\n{blank_line}'
        "23/11/2026;'13;'';'0987654321;50.000 đồng\n"
    )
    sales = read(written(tmp_path, text, "a.csv"))
    assert rows_of(sales, "SELECT receipt, code, phone, amount_minor FROM sales_rows ORDER BY row_no") == [
        ("0012", "0007", "+84912345678", 1250000),
        ("13", "''", "+84987654321", 50000),
    ]


def test_a_zip_of_many_days_is_read_like_a_folder(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "month.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2026/11/23.csv", "Ngày,Mã KH,Thành tiền\n23/11/2026,B,60000\n")
        archive.writestr("2026/11/22.csv", "Ngày,Mã KH,Thành tiền\n22/11/2026,A,50000\n")
        archive.writestr("../../22.csv", "Ngày,Mã KH,Thành tiền\n24/11/2026,A,70000\n")
        archive.writestr("__MACOSX/._22.csv", "junk")
        archive.writestr("doc.pdf", "%PDF")
    sales = read(path)
    assert rows_of(sales, SOLD) == [
        ("code:A", "2026-11-22", 50000),
        ("code:A", "2026-11-24", 70000),
        ("code:B", "2026-11-23", 60000),
    ]
    assert [file.name for file in sales.plan.files] == ["22.csv", "22.csv", "23.csv"]
    assert not (tmp_path.parent / "22.csv").exists()


def test_an_archive_in_an_archive_is_refused(read: Read, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("a.csv", "Ngày,Mã KH,Thành tiền\n22/11/2026,A,50000\n")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
    with pytest.raises(NotATable):
        read(tmp_path / "outer.zip")


@pytest.mark.parametrize(
    ("quantities", "price", "worth"),
    [
        (["1,350", "1,250", "2"], "120.000", [162000, 150000, 240000]),
        (["1.000", "2.000", "3.000"], "100000", [100000, 200000, 300000]),
        (["0,350", "1,250", "2"], "100000", [35000, 125000, 200000]),
        (["1.000", "2.000", "500"], "1.000", [1000000, 2000000, 500000]),
        (["1.000", "2.000", "500"], "1.250,50", [1250500, 2501000, 625250]),
    ],
)
def test_weights_are_no_thousands(
    read: Read, tmp_path: Path, quantities: list[str], price: str, worth: list[int]
) -> None:
    rows = "".join(f"22/11/2026;A;{quantity};{price}\n" for quantity in quantities)
    sales = read(written(tmp_path, "Ngày;Mã KH;SL;Đơn giá\n" + rows, "a.csv"), currency="VND")
    assert [
        amount for (amount,) in rows_of(sales, "SELECT amount_minor FROM sales_rows ORDER BY row_no")
    ] == worth
