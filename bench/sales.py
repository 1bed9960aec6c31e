"""Sales files of any size, made by DuckDB in seconds and the same for the same arguments."""

from pathlib import Path

import duckdb

# Receipts of one to five lines; every fifth anonymous; customers by a square root, so that some come often.
_ROWS = """
COPY (
    SELECT 'HD' || lpad(receipt::VARCHAR, 9, '0') AS "Mã hóa đơn",
           strftime(TIMESTAMP '2024-01-01 07:00:00' + INTERVAL 1 SECOND * (receipt * 63072000 // {receipts}),
                    '%d/%m/%Y %H:%M') AS "Thời gian",
           'Chi nhánh ' || (receipt % 3 + 1) AS "Chi nhánh",
           CASE WHEN hash(receipt) % 5 > 0 THEN 'KH' || customer END AS "Mã khách hàng",
           CASE WHEN hash(receipt) % 5 > 0 THEN 'Nguyễn Thị ' || customer END AS "Tên khách hàng",
           'SP' || lpad((hash(line, 3) % 2000)::VARCHAR, 5, '0') AS "Mã hàng",
           'Sản phẩm số ' || (hash(line, 3) % 2000) AS "Tên hàng",
           'Nhóm ' || (hash(line, 3) % 20) AS "Nhóm hàng",
           1 + hash(line, 4) % 3 AS "Số lượng",
           (1 + hash(line, 3) % 2000 % 200) * 1000 AS "Đơn giá",
           (1 + hash(line, 4) % 3) * (1 + hash(line, 3) % 2000 % 200) * 1000 AS "Thành tiền"
    FROM (SELECT line, line // 3 AS receipt,
                 floor(sqrt((hash(line // 3, 7) % 1000000) / 1000000.0) * {customers})::BIGINT AS customer
          FROM range({lines}) AS made (line))
) TO '{path}' (FORMAT csv, HEADER true)
"""


def write_sales_csv(path: Path, *, lines: int, customers: int) -> Path:
    """A till's export with so many lines, three to a receipt, over two years."""
    with duckdb.connect() as connection:
        connection.execute(_ROWS.format(path=path, lines=lines, receipts=lines // 3 + 1, customers=customers))
    return path
