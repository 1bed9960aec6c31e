"""Which of several tables are sales, which tell the same sales again, which are lists of who and what."""

from itertools import permutations
from pathlib import Path

from quen.sales_file import SalesFile
from quen.sales_file.fields import Field
from tests.sales_file.conftest import Read, files, rows_of

DETAIL = """Ngày,Số HĐ,SĐT,Tên hàng,SL,Đơn giá
22/11/2026,1,0912345678,Áo,1,100000
22/11/2026,2,0912345679,Áo,1,100000
23/11/2026,3,0912345678,Áo,2,100000
"""
SALES = "Date,Receipt No,Customer ID,Amount\n2026-11-22,1,A,10\n2026-11-23,2,B,20\n2026-11-24,3,A,20\n"
BOUGHT = "SELECT count(*), count(DISTINCT customer), CAST(sum(amount_minor) AS BIGINT) FROM purchases"


def bought(read: Read, *paths: Path) -> object:
    """Purchases, customers and what they paid: the same in whichever order the files come."""
    [found] = {rows_of(read(*order), BOUGHT)[0] for order in permutations(paths)}
    return found


def notes_of(sales: SalesFile) -> list[str]:
    return [str(note) for note in sales.plan.notes]


def test_sums_of_days_give_no_sale_its_amount(read: Read, tmp_path: Path) -> None:
    daily = "Ngày,Tổng tiền\n22/11/2026,200000\n23/11/2026,200000\n"
    paths = files(tmp_path, detail=DETAIL, daily=daily)
    assert bought(read, *paths) == (3, 2, 400000)
    assert "daily.csv holds no sales and adds nothing to them; it was left out." in notes_of(read(*paths))


def test_sums_of_days_headed_like_the_sales_are_not_counted_again(read: Read, tmp_path: Path) -> None:
    sold = "Ngày,Tên hàng,Thành tiền\n22/11/2026,Áo,100000\n22/11/2026,Mũ,50000\n23/11/2026,Áo,100000\n"
    daily = "Ngày,Thành tiền\n22/11/2026,150000\n23/11/2026,100000\n"
    later = "Ngày,Thành tiền,Ghi chú\n24/11/2026,70000,mưa\n"
    assert bought(read, *files(tmp_path, sold=sold, daily=daily)) == (3, 0, 250000)
    assert bought(read, *files(tmp_path, sold=sold, later=later)) == (4, 0, 320000)


def test_two_tills_that_both_count_from_one(read: Read, tmp_path: Path) -> None:
    other = "Ngày bán,Mã đơn,Điện thoại,Thành tiền\n24/11/2026,1,0912345670,70000\n25/11/2026,2,0912345671,30000\n"
    assert bought(read, *files(tmp_path, detail=DETAIL, other=other)) == (5, 4, 500000)
    same_days = (
        "Ngày bán,Mã đơn,Điện thoại,Thành tiền,Chi nhánh\n22/11/2026,1,0912345670,70000,Q2\n"
        "22/11/2026,2,0912345671,30000,Q2\n"
    )
    assert bought(read, *files(tmp_path, detail=DETAIL, other=same_days)) == (5, 4, 500000)

    first = "Date,Receipt No,Customer ID,Amount\n2026-11-22,1,A,10\n2026-11-23,2,B,20\n"
    second = "Date,Receipt No,Customer ID,Total,Store\n2026-11-24,1,C,30,S2\n2026-11-25,2,D,40,S2\n"
    assert bought(read, *files(tmp_path, first=first, second=second)) == (4, 4, 10000)
    learnt = second.replace("Total", "Amount")
    assert bought(read, *files(tmp_path, first=first, second=learnt)) == (4, 4, 10000)


def test_one_receipt_told_twice_is_one(read: Read, tmp_path: Path) -> None:
    overview = (
        "Thời gian,Mã đơn,Điện thoại,Tổng cộng\n2026-11-22 08:01,1,+84912345678,100000\n"
        "2026-11-22 09:10,2,+84912345679,100000\n2026-11-23 07:00,3,+84912345678,200000\n"
    )
    assert bought(read, *files(tmp_path, detail=DETAIL, overview=overview)) == (3, 2, 400000)
    of_nobody = DETAIL.replace(",SĐT", "").replace(",0912345678", "").replace(",0912345679", "")
    assert bought(read, *files(tmp_path, detail=of_nobody, overview=overview)) == (3, 0, 400000)
    paid_later = (
        "Ngày thanh toán,Số HĐ,SĐT,Số tiền\n29/11/2026,1,0912345678,60000\n30/11/2026,1,0912345678,40000\n"
    )
    assert bought(read, *files(tmp_path, detail=DETAIL, paid=paid_later)) == (3, 2, 400000)


def test_two_layouts_without_receipts(read: Read, tmp_path: Path) -> None:
    first = "Date,Customer ID,Amount\n2026-11-22,A,10\n2026-11-23,B,20\n2026-11-24,A,5\n"
    second = "Date,Customer Code,Total\n2026-11-25,C,30\n2026-11-26,A,40\n"
    assert bought(read, *files(tmp_path, first=first, second=second)) == (5, 3, 10500)
    days = "Date,Customer Code,Total\n2026-11-22,A,10\n2026-11-23,B,20\n2026-11-24,A,5\n"
    assert bought(read, *files(tmp_path, first=first, second=days)) == (3, 2, 3500)
    people = "Customer ID,Name,Created At,Total Spent\nA,An,2020-01-01,15\nB,Ba,2020-01-02,20\nC,Ca,2020-01-03,99\n"
    assert bought(read, *files(tmp_path, first=first, people=people)) == (3, 2, 3500)


def test_a_list_of_customers_longer_than_the_sales_is_no_sales(read: Read, tmp_path: Path) -> None:
    rows = "".join(f"{code},N {code},091234567{n},2020-01-0{n + 1},100\n" for n, code in enumerate("ABCDE"))
    for heading in (
        "Customer ID,Name,Phone,Joined Date,Total Spent",
        "Customer ID,Name,Phone,Created At,Total",
    ):
        paths = files(tmp_path, sales=SALES, customers=f"{heading}\n{rows}")
        assert bought(read, *paths) == (3, 2, 5000)
        sales = read(*paths)
        assert "customers.csv was joined by its column Customer ID." in notes_of(sales)
        assert sales.plan.columns[Field.DATE].column == "Date"
        assert rows_of(sales, "SELECT DISTINCT code, name, phone FROM sales_rows ORDER BY 1") == [
            ("A", "N A", "+84912345670"),
            ("B", "N B", "+84912345671"),
        ]


def test_a_list_of_customers_from_a_vietnamese_till(read: Read, tmp_path: Path) -> None:
    sales = "Ngày,Số HĐ,Mã khách hàng,Thành tiền\n22/11/2026,1,KH1,100000\n23/11/2026,2,KH2,200000\n"
    rows = "".join(f"KH{n},Khách {n},091234567{n},0{n}/01/2020,900000,900000\n" for n in range(1, 6))
    people = f"Mã khách hàng,Tên khách hàng,Điện thoại,Ngày tạo,Tổng bán,Doanh thu\n{rows}"
    paths = files(tmp_path, sales=sales, people=people)
    assert bought(read, *paths) == (2, 2, 300000)
    assert "people.csv was joined by its column Mã khách hàng." in notes_of(read(*paths))


def test_a_list_of_customers_without_dates_rejects_nobody(read: Read, tmp_path: Path) -> None:
    sold = "Date,Customer ID,Amount\n2026-11-22,A,10\n2026-11-23,B,20\n"
    people = "Customer ID,Name,Total Spent\nA,An,1\nB,Ba,2\nC,Ca,3\nD,Da,4\nE,Em,5\n"
    paths = files(tmp_path, sold=sold, people=people)
    assert bought(read, *paths) == (2, 2, 3000)
    assert (read(*paths).counts.read, read(*paths).counts.rejected) == (2, 0)


def test_lines_have_the_day_of_their_receipt(read: Read, tmp_path: Path) -> None:
    lines = "Số HĐ,Mã hàng,SL,Đơn giá\n1,SP1,1,100000\n1,SP2,2,50000\n2,SP1,1,100000\n"
    heads = "Số HĐ,Ngày,SĐT,Tổng tiền\n1,22/11/2026,0912345678,200000\n2,23/11/2026,0912345679,100000\n"
    people = "Điện thoại,Họ tên,Ngày tạo,Tổng tiền\n0912345678,An,01/01/2020,1\n0912345679,Ba,01/01/2020,2\n"
    for others in ({}, {"people": people}):
        paths = files(tmp_path, lines=lines, heads=heads, **others)
        assert bought(read, *paths) == (2, 2, 300000)
        assert rows_of(read(*paths), "SELECT count(*), count(product) FROM sales_rows") == [(3, 3)]


def test_a_table_of_goods_tells_only_what_they_are(read: Read, tmp_path: Path) -> None:
    sold = (
        "Ngày,Số HĐ,SĐT,Mã hàng,Thành tiền\n22/11/2026,1,0912345678,SP1,100000\n"
        "23/11/2026,2,0912345678,SP2,200000\n"
    )
    goods = (
        "Mã hàng,Tên hàng,Giá bán,Số lượng,Trạng thái\nSP1,Áo,100000,-3,Cancelled\nSP2,Quần,200000,5,draft\n"
    )
    sales = read(*files(tmp_path, ban=sold, hanghoa=goods))
    rows = "SELECT kind, product_name, quantity, unit_price, amount_minor FROM sales_rows ORDER BY receipt"
    assert rows_of(sales, rows) == [("sale", "Áo", None, None, 100000), ("sale", "Quần", None, None, 200000)]


def test_goods_are_sold_at_their_list_price_where_no_other_is_told(read: Read, tmp_path: Path) -> None:
    sold = "Ngày,Số HĐ,Mã hàng,SL\n22/11/2026,1,SP1,2\n23/11/2026,2,SP2,1\n"
    goods = "Mã hàng,Tên hàng,Giá bán,Số lượng\nSP1,Áo,100000,-3\nSP2,Quần,200000,5\nSP3,Mũ,50000,9\n"
    assert bought(read, *files(tmp_path, ban=sold, hanghoa=goods)) == (2, 0, 400000)


def test_a_table_of_customers_tells_only_who_they_are(read: Read, tmp_path: Path) -> None:
    people = (
        "Customer ID,Name,Status,Quantity,Store,Birthday\nA,An,Cancelled,-1,S1,1990-01-01\n"
        "B,Ba,Refunded,-2,S2,1991-01-01\n"
    )
    sales = read(*files(tmp_path, sales=SALES, people=people))
    assert rows_of(sales, "SELECT kind, name, quantity, store FROM sales_rows ORDER BY receipt") == [
        ("sale", "An", None, None),
        ("sale", "Ba", None, None),
        ("sale", "An", None, None),
    ]


def test_a_receipt_is_told_by_whatever_hangs_on_it(read: Read, tmp_path: Path) -> None:
    orders = "Receipt No,Status,Branch,Cashier\n1,Completed,S1,Tú\n2,Cancelled,S1,Tú\n3,Completed,S2,Tú\n"
    sales = read(*files(tmp_path, sales=SALES, orders=orders))
    assert rows_of(sales, "SELECT kind, store, staff FROM sales_rows ORDER BY receipt") == [
        ("sale", "S1", "Tú"),
        ("adjustment", "S1", "Tú"),
        ("sale", "S2", "Tú"),
    ]


def test_the_phone_of_who_sold_is_nobody_s_who_bought(read: Read, tmp_path: Path) -> None:
    sold = "Ngày,Số HĐ,Mã NV,Thành tiền\n22/11/2026,1,NV1,100000\n23/11/2026,2,NV1,200000\n"
    staff = "Mã NV,Tên nhân viên,SĐT,Họ tên\nNV1,Tú,0912345678,Lê Tú\nNV2,Hà,0912345679,Lê Hà\n"
    sales = read(*files(tmp_path, sold=sold, staff=staff))
    assert rows_of(sales, "SELECT DISTINCT person, name, staff FROM sales_rows") == [(None, None, "Tú")]


def test_what_is_a_whole_receipt_s_is_no_line_s(read: Read, tmp_path: Path) -> None:
    lines = "Ngày,Số HĐ,Tên hàng,SL,Đơn giá\n22/11/2026,1,Áo,1,100000\n22/11/2026,1,Mũ,2,50000\n"
    heads = "Số HĐ,Ngày,SĐT,Thành tiền,Giảm giá,Số lượng\n1,22/11/2026,0912345678,190000,10000,3\n"
    assert bought(read, *files(tmp_path, lines=lines, heads=heads)) == (1, 1, 200000)
    no_prices = "Ngày,Số HĐ,Tên hàng\n22/11/2026,1,Áo\n22/11/2026,1,Mũ\n"
    paths = files(tmp_path, lines=no_prices, heads=heads.replace(",Ngày", "").replace(",22/11/2026", ""))
    assert bought(read, *paths) == (1, 1, 190000)
