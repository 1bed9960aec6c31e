"""What is a purchase, what is a return, and what is bookkeeping."""

from pathlib import Path

import pytest

from quen.sales_file.kinds import type_word
from tests.sales_file.conftest import Read, rows_of

HEAD = "Ngày,Mã hóa đơn,Mã khách hàng,Mã hàng,Tên hàng,Số lượng,Đơn giá\n"
KINDS = "SELECT kind FROM sales_rows ORDER BY row_no"


def shop(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "sales.csv"
    path.write_text(head + "\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(
    ("written", "word"),
    [("Trả hàng", "returned"), ("Refund", "returned"), ("Hoàn tiền", "returned"), ("return", "returned"),
     ("Đã hủy", "cancelled"), ("Canceled", "cancelled"), ("Phiếu tạm", "cancelled"), ("voided", "cancelled"),
     ("Hoàn thành", None), ("paid", None), ("partially_refunded", None), ("Đã thanh toán", None), ("Bán hàng", None), ("Trả góp", None), ("Trả", "returned"),
     ("Nhập trả", "returned"), ("Nháp", "cancelled"), ("Giao không thành công", "cancelled"), ("Đã chuyển hoàn", "returned"),
     ("Khách trả", "returned"), ("Khách trả đủ", None), ("Credit memo", "returned"),
     ("Trà", None), ("Tra", "returned"), ("Nhập khẩu", None), ("Nhap khau", None), ("nhap", "cancelled"), ("Not returned", None),
     ("Returning customer", None), ("non-returnable", None), ("No Refund", None), ("Không trả hàng", None), ("Không hủy", None),
     ("Người mua xác nhận đã nhận được hàng nhưng vẫn có thể gửi yêu cầu Trả hàng/Hoàn tiền đến 09/12", None),
     ("Đã hoàn", "returned"), ("Đang hoàn", "returned"), ("Đã hoàn thành", None), ("da hoan thanh", None), ("Hết hàng", "cancelled"),
     ("Khách không nhận", "cancelled"), ("Rejected", "cancelled"), ("Báo giá", "cancelled"), ("Chưa hoàn thành", None),
     ("Huỷ", "cancelled"), ("HỦY ĐƠN", "cancelled"), ("DA HUY", "cancelled"), ("trash", "cancelled"), ("on_hold", None),
     ("Đã hủy do khách không nhận", "cancelled"), ("Chưa thanh toán", None), ("REFUNDED", "returned"),
     ("Chưa thanh toán - Đã hủy", "cancelled"), ("Không thành công", "cancelled")],
)  # fmt: skip
def test_words_of_types_and_states(written: str, word: str | None) -> None:
    assert type_word(written) == word


def test_an_exchange_is_a_purchase_and_a_return(read: Read, tmp_path: Path) -> None:
    sales = read(
        shop(tmp_path, "22/11/2026,HD1,KH1,A,Áo đỏ,1,300000", "22/11/2026,HD1,KH1,B,Áo xanh,-1,200000")
    )
    assert rows_of(sales, "SELECT receipt, amount_minor, lines FROM purchases") == [("HD1", 300000, 1)]
    assert rows_of(sales, "SELECT receipt, amount_minor, of_purchase FROM returns") == [
        ("HD1", 200000, "|HD1")
    ]


def test_a_discount_line_belongs_to_its_purchase(read: Read, tmp_path: Path) -> None:
    sales = read(shop(tmp_path, "22/11/2026,HD1,KH1,A,Áo đỏ,1,300000", "22/11/2026,HD1,KH1,D,Giảm giá,-1,50000",
                      "22/11/2026,HD2,KH1,A,Áo đỏ,1,300000", "22/11/2026,HD2,KH1,V,Phiếu quà,1,-30000"))  # fmt: skip
    assert rows_of(sales, "SELECT receipt, amount_minor, lines FROM purchases ORDER BY receipt") == [
        ("HD1", 250000, 2), ("HD2", 270000, 2)]  # fmt: skip


def test_a_write_off_is_neither(read: Read, tmp_path: Path) -> None:
    sales = read(shop(tmp_path, "22/11/2026,HD1,KH1,A,Áo,1,300000", "22/11/2026,HD2,,A,Áo,-5,300000",
                      "22/11/2026,HD3,KH1,A,Áo,-1,300000", "22/11/2026,HD4,,A,Nợ xấu,1,-900000"))  # fmt: skip
    assert rows_of(sales, KINDS) == [("sale",), ("adjustment",), ("return",), ("adjustment",)]
    assert rows_of(sales, "SELECT of_purchase FROM returns") == [("|HD1",)]


def test_a_shop_whose_receipts_all_start_with_c_has_no_cancellations(read: Read, tmp_path: Path) -> None:
    sales = read(shop(tmp_path, *(f"22/11/2026,C{number},KH{number},A,Áo,1,300000" for number in range(30))))
    assert sales.counts.by_kind == {"sale": 30}


def test_a_branch_whose_letters_look_like_returns_still_sells(read: Read, tmp_path: Path) -> None:
    lines = [f"22/11/2026,HD{number},KH{number},A,Áo,1,300000" for number in range(40)]
    sales = read(shop(tmp_path, *lines, "22/11/2026,TH1,KH1,A,Áo,1,300000"))
    assert sales.counts.by_kind == {"sale": 41}


def test_receipt_totals_repeated_on_every_line_count_once(read: Read, tmp_path: Path) -> None:
    head = "Ngày,Số hóa đơn,Mã khách hàng,Tên hàng,Tổng tiền\n"
    sales = read(shop(tmp_path, "22/11/2026,1,KH1,Áo,500000", "22/11/2026,1,KH1,Quần,500000", "22/11/2026,2,KH2,Áo,200000",
                      "22/11/2026,2,KH2,Mũ,200000", head=head))  # fmt: skip
    assert rows_of(sales, "SELECT receipt, amount_minor, lines FROM purchases ORDER BY receipt") == [
        ("1", 500000, 2), ("2", 200000, 2)]  # fmt: skip


def test_receipt_numbers_that_start_again_every_day(read: Read, tmp_path: Path) -> None:
    lines = [
        f"{day:02}/11/2026,{number},KH{day}{number},A,Áo,1,300000"
        for day in (1, 5, 9)
        for number in range(10)
    ]
    sales = read(shop(tmp_path, *lines))
    assert rows_of(sales, "SELECT count(*) FROM purchases") == [(30,)]
    assert len(sales.notes) == 1


def test_a_return_on_a_later_day_is_no_restart(read: Read, tmp_path: Path) -> None:
    lines = [f"01/11/2026,{number},KH{number},A,Áo,1,300000" for number in range(10)]
    sales = read(shop(tmp_path, *lines, "09/11/2026,3,KH3,A,Áo,-1,300000"))
    assert rows_of(sales, "SELECT of_purchase FROM returns") == [("|3",)]
    assert sales.notes == ()


def test_rows_without_receipt_are_purchases_of_their_own(read: Read, tmp_path: Path) -> None:
    sales = read(
        shop(tmp_path, "22/11/2026,KH1,50000", "22/11/2026,KH1,50000", head="Ngày,Mã khách hàng,Số tiền\n")
    )
    assert rows_of(sales, "SELECT count(*), count(DISTINCT purchase_key) FROM purchases") == [(2, 2)]
    assert rows_of(sales, "SELECT occurrence FROM sales_rows ORDER BY row_no") == [(1,), (2,)]


def test_overlapping_exports_without_receipt_numbers_count_a_row_once(read: Read, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    head, row = "Ngày,Khách hàng,Chi nhánh,Thành tiền\n", "{0}/11/2026,KH1,{1},50000\n"
    first.write_text(head + row.format(20, "Quận 1") + row.format(21, "Quận 1") * 2)
    second.write_text(
        head + row.format(21, "Quận 1") * 2 + row.format(21, "Quận 3") + row.format(22, "Quận 1")
    )
    sales = read(first, second)
    assert (sales.counts.read, sales.counts.used, sales.counts.repeated) == (7, 5, 2)
    assert rows_of(sales, "SELECT count(*), sum(amount_minor) FROM purchases") == [(5, 250_000)]


def test_overlapping_exports_count_a_receipt_once(read: Read, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    line = "22/11/2026,HD{0},KH{0},A,Áo,1,300000\n"
    first.write_text(HEAD + "".join(line.format(number) for number in (1, 2, 2)))
    second.write_text(HEAD + "".join(line.format(number) for number in (2, 2, 3)))
    sales = read(first, second)
    assert (sales.counts.read, sales.counts.used, sales.counts.repeated) == (6, 4, 2)
    assert rows_of(sales, "SELECT receipt, lines FROM purchases ORDER BY receipt") == [
        ("HD1", 1),
        ("HD2", 2),
        ("HD3", 1),
    ]
