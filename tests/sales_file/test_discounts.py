"""Discounts in money, in percent and as shares of the price."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from quen.sales_file import SalesFile
from quen.sales_file.discounts import AS_SHARES, IN_PERCENT
from tests.sales_file.conftest import Read, rows_of

Written = Callable[..., SalesFile]
LINES = "SELECT amount_minor, discount_minor FROM sales_rows ORDER BY row_no"


@pytest.fixture
def written(read: Read, tmp_path: Path) -> Written:
    """Sales of 2 at `price`, one for each discount of a column headed `heading`."""

    def _written(heading: str, discounts: Sequence[str], price: str = "50000", amount: str = "") -> SalesFile:
        path = tmp_path / "sales.csv"
        columns = f"Ngày;Mã KH;Số lượng;Đơn giá;{heading}" + (";Thành tiền" if amount else "")
        lines = [
            f"22/11/2026;KH{number};2;{price};{discount}" + (f";{amount}" if amount else "")
            for number, discount in enumerate(discounts)
        ]
        path.write_text("\n".join([columns, *lines]), encoding="utf-8")
        return read(path)

    return _written


def test_a_percent_sign_is_percent_beside_money(written: Written) -> None:
    sales = written("Giảm giá", ["10%", "5000", "", "12,5%", "0%"])
    assert rows_of(sales, LINES) == [
        (90000, 10000),
        (95000, 5000),
        (100000, None),
        (87500, 12500),
        (100000, 0),
    ]
    assert sales.counts.rejected == 0


@pytest.mark.parametrize("heading", ["Giảm giá (%)", "% chiết khấu", "Tỷ lệ CK", "Discount %"])
def test_a_heading_says_percent(written: Written, heading: str) -> None:
    sales = written(heading, ["10", "0", "100"])
    assert rows_of(sales, LINES) == [(90000, 10000), (100000, 0), (0, 100000)]
    assert IN_PERCENT in [note.template for note in sales.plan.notes]


def test_more_than_the_whole_price_is_no_discount(written: Written) -> None:
    sales = written("Giảm giá (%)", ["10", "150"])
    assert (sales.counts.used, sales.counts.rejected) == (1, 1)


def test_money_is_preferred_to_percent_where_both_stand(written: Written) -> None:
    sales = written("Giảm giá (%);Giảm giá", ["10;7000", "0;0"])
    assert rows_of(sales, LINES) == [(93000, 7000), (100000, 0)]


def test_parts_of_a_dong_are_shares(written: Written) -> None:
    sales = written("Giảm giá", ["0,1", "0", "1"])
    assert rows_of(sales, LINES) == [(90000, 10000), (100000, 0), (0, 100000)]
    assert AS_SHARES in [note.template for note in sales.plan.notes]


def test_cents_stay_cents_until_many_rows_say_shares(written: Written) -> None:
    few = written("Discount", ["0.50", "0.25", "0.10"], price="4.50")
    assert rows_of(few, LINES) == [(850, 50), (875, 25), (890, 10)]
    many = written("Discount", ["0.5", "0.2", "0.1"] * 8, price="4.50")
    assert rows_of(many, LINES)[:3] == [(450, 450), (720, 180), (810, 90)]


def test_a_written_amount_stays_and_the_discount_is_part_of_the_price(written: Written) -> None:
    sales = written("Giảm giá (%)", ["10"], amount="90000")
    assert rows_of(sales, LINES) == [(90000, 10000)]


def test_without_a_price_it_is_part_of_what_was_paid_and_taken_off(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "Ngày;Mã KH;Thành tiền;Giảm giá (%)\n22/11/2026;A;80000;20\n22/11/2026;A;0;100\n", "utf-8"
    )
    assert rows_of(read(path), LINES) == [(80000, 20000), (0, 0)]


def test_what_is_taken_back_loses_its_discount_too(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("Ngày;Mã KH;Số lượng;Đơn giá;Giảm giá\n22/11/2026;A;-2;50000;10%\n", "utf-8")
    assert rows_of(read(path), "SELECT amount_minor FROM sales_rows") == [(-90000,)]


def test_whole_numbers_up_to_a_hundred_beside_thousands_are_percent(written: Written) -> None:
    sales = written("Chiết khấu", ["10", "0", "5"])
    assert rows_of(sales, LINES) == [(90000, 10000), (100000, 0), (95000, 5000)]
    assert rows_of(written("Chiết khấu", ["10", "500", "5"]), LINES)[0] == (99990, 10)
