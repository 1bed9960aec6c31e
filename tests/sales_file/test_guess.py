"""Which column is which: headings with more than one meaning, and what contents alone may tell."""

from pathlib import Path

import pytest

from quen.sales_file.errors import NoDateColumn
from quen.sales_file.fields import Field
from tests.sales_file.conftest import Read, a_file, rows_of

PERSONS = "SELECT person FROM sales_rows ORDER BY row_no"


def test_a_birthday_is_no_day_of_a_sale(read: Read, tmp_path: Path) -> None:
    text = (
        "Ngày sinh,Lập lúc,Hạn sử dụng,SĐT,Thành tiền\n01/01/1990,22/11/2026,01/01/2028,0912345678,100000\n"
    )
    sales = read(a_file(tmp_path, text))
    assert sales.plan.columns[Field.DATE].column == "Lập lúc"
    assert {"column": "Lập lúc"} in [note.facts for note in sales.plan.notes]
    with pytest.raises(NoDateColumn):
        read(a_file(tmp_path, "Ngày sinh,SĐT,Thành tiền\n01/01/1990,0912345678,100000\n"))


def test_two_called_hoa_are_two_beside_their_phones(read: Read, tmp_path: Path) -> None:
    rows = "22/11/2026,{0},Hoa,0912345678,1000\n23/11/2026,{1},Hoa,0987654321,1000\n24/11/2026,{2},Chị Hoa,0987654321,1\n"
    sales = read(a_file(tmp_path, "Ngày,Số HĐ,Khách hàng,SĐT,Thành tiền\n" + rows.format(1, 2, 3)))
    assert rows_of(sales, PERSONS) == [
        ("phone:+84912345678",),
        ("phone:+84987654321",),
        ("phone:+84987654321",),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Date,Receipt,Cash,Card,Total\n2026-11-22,1,0,10,10\n2026-11-23,2,5,0,5\n2026-11-24,3,0,10,10\n",
        "Date,Receipt,Card,Total\n2026-11-22,1,Visa,10\n2026-11-23,2,Master,5\n",
        "Date,Receipt,Member,Total\n2026-11-22,1,Yes,10\n2026-11-23,2,No,5\n",
        "Ngày,Số HĐ,Khách,Tổng tiền\n22/11/2026,1,Mới,10000\n23/11/2026,2,Cũ,5000\n",
        "Date,Receipt,Customer,Total\n2026-11-22,1,New,10\n2026-11-23,2,Returning,5\n",
    ],
)
def test_what_only_says_whether_or_by_what_is_no_person(read: Read, tmp_path: Path, text: str) -> None:
    assert {person for (person,) in rows_of(read(a_file(tmp_path, text)), PERSONS)} == {None}


def test_a_code_that_is_a_mobile_number_is_the_phone(read: Read, tmp_path: Path) -> None:
    text = "Ngày,Số HĐ,Khách hàng,Thành tiền\n22/11/2026,1,0912345678,1000\n23/11/2026,2,+84912345678,1000\n"
    assert rows_of(read(a_file(tmp_path, text)), PERSONS) == [("phone:+84912345678",)] * 2
    text = "Ngày,Số HĐ,Ghi chú,Thành tiền\n22/11/2026,1,0912345678,1000\n23/11/2026,2,0987654321,1000\n"
    assert len(set(rows_of(read(a_file(tmp_path, text)), PERSONS))) == 2, (
        "known by its contents, nothing else tells who"
    )


def test_phones_and_addresses_in_one_column(read: Read, tmp_path: Path) -> None:
    text = (
        "Date,Receipt,Customer contacts,Total\n2026-11-22,1,lan@example.com,10\n2026-11-23,2,0912345678,5\n"
        '2026-11-24,3,"0912345678, lan@example.com",7\n'
    )
    assert rows_of(read(a_file(tmp_path, text)), PERSONS) == [("phone:+84912345678",)] * 3


def test_without_a_receipt_number_it_is_said_that_rows_are_purchases(read: Read, tmp_path: Path) -> None:
    without = read(a_file(tmp_path, "Ngày,SĐT,Thành tiền\n22/11/2026,0912345678,1000\n"))
    assert [note for note in without.plan.notes if "receipt number" in note.template]
    named = read(a_file(tmp_path, "Ngày,Số order,SĐT,Thành tiền\n22/11/2026,1,0912345678,1000\n"))
    assert not [note for note in named.plan.notes if "receipt number" in note.template]


def test_what_was_paid_comes_before_what_the_goods_cost(read: Read, tmp_path: Path) -> None:
    text = "Số HĐ,Thời gian,Khách hàng,Tổng tiền hàng,Giảm giá,Khách cần trả\n1,22/11/2026,KH1,200000,40000,160000\n"
    assert rows_of(read(a_file(tmp_path, text)), "SELECT amount_minor FROM purchases") == [(160000,)]
