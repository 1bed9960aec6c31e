"""Rows that add up others: “Tổng cộng” at the foot, at the head, or under every receipt."""

from collections.abc import Mapping

from quen.sales_file.fields import Field

_WORDS = (
    "tổng", "tong", "tổng cộng", "tong cong", "tổng số", "tổng tiền", "tổng kết", "cộng", "cộng ngày", "cộng tháng",
    "tổng ngày", "tổng tháng", "tổng hóa đơn", "tổng hoá đơn", "tổng bill", "tổng đơn", "tổng đơn hàng", "tổng phiếu",
    "total", "totals", "grand total", "sub total", "subtotal", "sub-total", "sum", "total general",
)  # fmt: skip
_LONGEST = max(len(word.encode()) for word in _WORDS) + len(": ")
_WHERE = (Field.PRODUCT_NAME, Field.PRODUCT, Field.NAME, Field.CUSTOMER, Field.RECEIPT)


def is_sum_sql(cell: str) -> str:
    """SQL that is true where the text expression `cell` says that its row adds up others."""
    words = ", ".join(f"'{word}'" for word in _WORDS)
    return f"coalesce(strlen({cell}) <= {_LONGEST} AND rtrim(lower({cell}), ': ') IN ({words}), false)"


def sum_sql(cells: Mapping[Field, str]) -> str:
    """SQL for the cell in which a row says that it adds up others; NULL for all other rows."""
    said = [
        f"CASE WHEN {is_sum_sql(cells[field])} THEN {cells[field]} END" for field in _WHERE if field in cells
    ]
    return f"coalesce({', '.join(said)})" if said else "CAST(NULL AS VARCHAR)"
