"""The demo shop's sales as a till would export them: one Parquet file with Vietnamese column names."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from quen.demo.receipts import SALE
from quen.demo.shop import Shop

FILE_NAME = "ban-hang-tiem-moc.parquet"
_WALK_IN = "Khách lẻ"
_KINDS = {True: "Bán hàng", False: "Trả hàng"}


def write_sales_file(shop: Shop, folder: Path) -> Path:
    """Write the journal into `folder`, which must exist, and return the file's path.

    Nothing of `shop.truth` and no link between a return and its purchase goes in: tills do not export it.
    """
    lines = shop.lines
    customer = _matched(lines["customer"], shop.customers, ("name", "phone", "email"))
    product = _matched(lines["product"], shop.products, ("name", "category"))
    is_sale = pc.equal(lines["type"], SALE)
    table = pa.table(
        {
            "Mã hóa đơn": lines["receipt"],
            "Thời gian": lines["at"],
            "Chi nhánh": lines["store"],
            "Mã khách hàng": lines["customer"],
            "Tên khách hàng": pc.fill_null(customer["name"], _WALK_IN),
            "Điện thoại": customer["phone"],
            "Email": customer["email"],
            "Mã hàng": lines["product"],
            "Tên hàng": product["name"],
            "Nhóm hàng": product["category"],
            "Số lượng": lines["quantity"],
            "Đơn giá": lines["unit_price"],
            "Giảm giá": lines["discount"],
            "Thành tiền": lines["amount"],
            "Kênh bán": lines["channel"],
            "Loại": pc.if_else(is_sale, _KINDS[True], _KINDS[False]),
            "Serial": lines["serial"],
            "Nhân viên": lines["staff"],
        }
    )
    path = folder / FILE_NAME
    pq.write_table(table, path, compression="zstd")
    return path


def _matched(codes: pa.ChunkedArray, book: pa.Table, columns: tuple[str, ...]) -> pa.Table:
    """The book's row for each code, nulls where the code is null."""
    return book.select(columns).take(pc.index_in(codes, value_set=book["code"]))
