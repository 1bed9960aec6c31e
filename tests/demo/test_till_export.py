"""The demo's sales file is what a till would write."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from quen.demo.shop import Shop
from quen.demo.till_export import write_sales_file

COLUMNS = [
    "Mã hóa đơn", "Thời gian", "Chi nhánh", "Mã khách hàng", "Tên khách hàng", "Điện thoại", "Email", "Mã hàng",
    "Tên hàng", "Nhóm hàng", "Số lượng", "Đơn giá", "Giảm giá", "Thành tiền", "Kênh bán", "Loại", "Serial", "Nhân viên",
]  # fmt: skip


@pytest.fixture(scope="module")
def exported(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> pa.Table:
    return pq.read_table(write_sales_file(shop, tmp_path_factory.mktemp("till")))


def test_the_columns_are_a_vietnamese_till_s(exported: pa.Table) -> None:
    assert exported.column_names == COLUMNS


def test_the_file_holds_every_line_and_the_whole_revenue(shop: Shop, exported: pa.Table) -> None:
    assert len(exported) == len(shop.lines)
    assert pc.sum(exported["Thành tiền"]).as_py() == pc.sum(shop.lines["amount"]).as_py()
    assert exported["Loại"].value_counts().to_pylist() == [
        {"values": "Bán hàng", "counts": pc.sum(pc.equal(shop.lines["type"], "sale")).as_py()},
        {"values": "Trả hàng", "counts": pc.sum(pc.equal(shop.lines["type"], "return")).as_py()},
    ]


def test_every_customer_stands_with_the_name_and_phone_of_the_card(shop: Shop, exported: pa.Table) -> None:
    cards = {row["code"]: (row["name"], row["phone"], row["email"]) for row in shop.customers.to_pylist()}
    columns = ("Mã khách hàng", "Tên khách hàng", "Điện thoại", "Email")
    written = set(zip(*(exported[column].to_pylist() for column in columns), strict=True))
    assert (None, "Khách lẻ", None, None) in written
    assert all(cards[code] == (name, phone, email) for code, name, phone, email in written if code)


def test_the_hidden_truth_stays_hidden(shop: Shop, exported: pa.Table) -> None:
    assert not set(shop.truth.column_names[1:]) & set(exported.column_names)
    assert not [name for name in exported.column_names if "gốc" in name]


def test_the_same_shop_writes_the_same_file(shop: Shop, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    assert write_sales_file(shop, one).read_bytes() == write_sales_file(shop, two).read_bytes()
