"""What a heading is known by, and what it says of its unit."""

import pytest

from quen.sales_file.fields import Field
from quen.sales_file.heading_units import currency_in, without_unit
from quen.sales_file.headings import known_as, words_of


@pytest.mark.parametrize(
    ("heading", "bare", "currency"),
    [
        ("Thành tiền (VNĐ)", "Thành tiền", "VND"),
        ("Đơn giá (đ)", "Đơn giá", "VND"),
        ("Tổng tiền VND", "Tổng tiền", "VND"),
        ("Amount, EUR", "Amount", "EUR"),
        ("Sales in USD", "Sales", "USD"),
        ("Price [$]", "Price", "USD"),
        ("Số lượng (cái)", "Số lượng", None),
        ("Ngày bán (dd/mm/yyyy hh:mm)", "Ngày bán", None),
        ("Số điện thoại (*)", "Số điện thoại", None),
        ("Doanh thu (chưa thuế)", "Doanh thu (chưa thuế)", None),
        ("Doanh thu (nghìn đồng)", "Doanh thu (nghìn đồng)", None),
        ("Giá (vốn)", "Giá (vốn)", None),
        ("Price ALL", "Price", "ALL"),
        ("Grand Total", "Grand Total", None),
        ("", "", None),
    ],
)
def test_a_unit_is_set_aside_and_nothing_that_changes_the_meaning(
    heading: str, bare: str, currency: str | None
) -> None:
    assert without_unit(heading) == bare
    assert currency_in(heading) == currency


def test_a_heading_is_known_by_itself_before_its_bare_word() -> None:
    words = words_of(Field.AMOUNT)
    assert known_as("Thành tiền (VNĐ)", words) == "thanhtien"
    assert known_as("THANH_TIEN", words) == "thanhtien"
    assert known_as("Doanh thu (chưa thuế)", words) is None


def test_a_cell_of_any_length_is_looked_at_once() -> None:
    assert known_as("(" * 1_000_000, words_of(Field.AMOUNT)) is None
