"""The exports of known tills, in their own headings, are read without a word of help."""

from pathlib import Path

from tests.sales_file.conftest import Read, rows_of

PURCHASES = "SELECT receipt, customer, amount_minor, lines FROM purchases ORDER BY receipt"


def written(folder: Path, text: str, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_text(text.replace("\n    ", "\n").strip() + "\n", encoding="utf-8-sig")
    return path


def test_kiotviet_lines_add_up_to_what_the_customer_owes(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    Chi nhánh,Mã hóa đơn,Thời gian,Mã khách hàng,Tên khách hàng,Điện thoại,Người bán,Kênh bán,Tổng tiền hàng,Giảm giá hóa đơn,Khách cần trả,Trạng thái,Mã hàng,Tên hàng,Số lượng,Đơn giá,Giảm giá %,Giảm giá,Giá bán,Thành tiền
    CN Quận 1,HD000046,22/11/2026 08:26,KH000012,Lan,0912345678,Tú,Bán trực tiếp,150000,15000,135000,Hoàn thành,CF01,Cà phê,2,50000,0,0,50000,100000
    CN Quận 1,HD000046,22/11/2026 08:26,KH000012,Lan,0912345678,Tú,Bán trực tiếp,150000,15000,135000,Hoàn thành,BM02,Bánh mì,1,60000,0,10000,50000,50000
    CN Quận 1,HD000047,22/11/2026 09:00,,Khách lẻ,,Tú,Bán trực tiếp,50000,0,50000,Hoàn thành,CF01,Cà phê,1,50000,0,0,50000,50000
    CN Quận 1,HD000048,22/11/2026 09:30,KH000012,Lan,0912345678,Tú,Bán trực tiếp,50000,0,50000,Đã hủy,CF01,Cà phê,1,50000,0,0,50000,50000
    """))  # fmt: skip
    assert sales.plan.preset == "KiotViet"
    assert rows_of(sales, PURCHASES) == [("HD000046", "code:KH000012", 135000, 2), ("HD000047", None, 50000, 1)]
    assert rows_of(sales, "SELECT amount_minor FROM sales_rows ORDER BY row_no LIMIT 2") == [(90000,), (45000,)]
    assert sales.counts.by_kind == {"adjustment": 1, "sale": 3}


def test_kiotviet_overview_has_one_row_a_receipt(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    Mã hóa đơn,Thời gian,Mã khách hàng,Tên khách hàng,Tổng tiền hàng,Giảm giá hóa đơn,Khách cần trả,Khách đã trả
    HD000046,22/11/2026 08:26,KH000012,Lan,"150,000","15,000","135,000","135,000"
    HD000047,22/11/2026 09:26,KH000013,Mai,"50,000",0,"50,000",0
    """))  # fmt: skip
    assert rows_of(sales, PURCHASES) == [("HD000046", "code:KH000012", 135000, 1), ("HD000047", "code:KH000013", 50000, 1)]


def test_kiotviet_returns_name_their_receipt(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    Chi nhánh,Mã trả hàng,Mã hóa đơn,Thời gian,Mã khách hàng,Tên khách hàng,Cần trả khách,Mã hàng,Tên hàng,Số lượng,Giá nhập lại,Thành tiền
    CN Quận 1,TH000002,HD000046,23/11/2026 08:26,KH000012,Lan,50000,CF01,Cà phê,1,50000,50000
    """))  # fmt: skip
    assert rows_of(sales, "SELECT receipt, customer, amount_minor, of_purchase FROM returns") == [
        ("TH000002", "code:KH000012", 50000, None)
    ]
    assert sales.counts.by_kind == {"return": 1}


def test_sapo_writes_the_order_on_its_first_line_only(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    STT,Mã đơn hàng,Ngày tạo đơn,Trạng thái đơn hàng,Chi nhánh,Nguồn đơn,Mã khách hàng,Tên khách hàng,Số điện thoại,Mã SKU,Tên sản phẩm,Số lượng,Đơn giá,Chiết khấu sản phẩm
    1,SON00012,22/11/2026 08:26,Hoàn thành,Chi nhánh mặc định,POS,CUZN00001,Lan,0912345678,SKU1,Cà phê,2,50000,10000
    ,,,,,,,,,SKU2,Bánh mì,1,25000,0
    2,SON00013,22/11/2026 09:26,Đã hủy,Chi nhánh mặc định,POS,CUZN00002,Mai,0987654321,SKU1,Cà phê,1,50000,0
    ,,,,,,,,,SKU2,Bánh mì,1,25000,0
    """))  # fmt: skip
    assert sales.plan.preset == "Sapo"
    assert rows_of(sales, PURCHASES) == [("SON00012", "code:CUZN00001", 115000, 2)]
    assert sales.counts.by_kind == {"adjustment": 2, "sale": 2}


def test_haravan_orders(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    Mã đơn hàng,Email,Ngày đặt hàng,Trạng thái thanh toán,Tổng cộng,Tên khách hàng,Số điện thoại,Mã sản phẩm,Tên sản phẩm,Số lượng sản phẩm,Giá sản phẩm
    #100123,lan@example.com,22/11/2026 08:26:11,Đã thanh toán,130000,Lan,0912345678,SKU1,Cà phê,2,50000
    #100123,,,,,,,SKU2,Bánh mì,1,25000
    """))  # fmt: skip
    assert sales.plan.preset == "Haravan"
    assert rows_of(sales, PURCHASES) == [("#100123", "phone:+84912345678", 125000, 2)]


def test_shopify_lines_add_up_to_the_subtotal(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,Billing Name,Billing Phone,Source
    #1001,Lan@Example.com,paid,2026-11-22 08:26:11 +0700,USD,27.00,5.00,0.00,32.00,WELCOME,3.00,2026-11-22 08:26:00 +0700,2,Coffee,10.00,C1,0.00,Lan,'+84 912 345 678,web
    #1001,lan@example.com,,,,,,,,,,2026-11-22 08:26:00 +0700,1,Cake,10.00,C2,0.00,,,
    #1002,mai@example.com,refunded,2026-11-22 09:00:00 +0700,USD,10.00,0.00,0.00,10.00,,0.00,2026-11-22 09:00:00 +0700,1,Cake,10.00,C2,0.00,Mai,,web
    #1003,lan@example.com,paid,2026-11-23 23:30:00 -0500,USD,10.00,0.00,0.00,10.00,,0.00,2026-11-23 23:30:00 -0500,1,Cake,10.00,C2,0.00,Lan,,web
    """))  # fmt: skip
    assert sales.plan.preset == "Shopify"
    assert sales.plan.currency == "USD"
    assert rows_of(sales, PURCHASES) == [("#1001", "phone:+84912345678", 2700, 2), ("#1003", "phone:+84912345678", 1000, 1)]
    assert rows_of(sales, "SELECT amount_minor FROM sales_rows ORDER BY row_no LIMIT 2") == [(1800,), (900,)]
    assert rows_of(sales, "SELECT receipt, amount_minor FROM returns") == [("#1002", 1000)]
    assert rows_of(sales, "SELECT CAST(\"at\" AS VARCHAR) FROM purchases WHERE receipt = '#1003'") == [("2026-11-24 11:30:00",)]


def test_woocommerce_exports(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    Order Number,Order Status,Order Date,First Name (Billing),Email (Billing),Phone (Billing),Order Total Amount,SKU,Item Name,Quantity,Item Cost
    5001,Completed,2026-11-22 08:26,Lan,lan@example.com,0912345678,30.00,C1,Coffee,2,10.00
    5001,Completed,2026-11-22 08:26,Lan,lan@example.com,0912345678,30.00,C2,Cake,1,10.00
    5002,Cancelled,2026-11-22 09:26,Mai,mai@example.com,,10.00,C2,Cake,1,10.00
    """), currency="USD")  # fmt: skip
    assert sales.plan.preset == "WooCommerce"
    assert rows_of(sales, PURCHASES) == [("5001", "phone:+84912345678", 3000, 2)]


def test_woocommerce_suite_export(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    order_id,order_number,date,status,order_total,customer_id,billing_first_name,billing_email,billing_phone,item_name,item_sku,item_quantity,item_total
    77,5001,2026-11-22 08:26:00,completed,35.00,0,Lan,lan@example.com,,Coffee,C1,2,20.00
    77,5001,2026-11-22 08:26:00,completed,35.00,0,Lan,lan@example.com,,Cake,C2,1,10.00
    """), currency="USD")  # fmt: skip
    assert sales.plan.preset == "WooCommerce"
    assert rows_of(sales, PURCHASES) == [("5001", "email:lan@example.com", 3000, 2)]


def test_square_items_and_refunds(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,Customer Name
    11/22/26,08:26:11,Hanoi,Drinks,Coffee,2.0,Regular,C1,,$20.00,($2.00),$18.00,$1.80,TX1,P1,Till,,https://x,Payment,Downtown,For Here,CUST1,Lan
    11/22/26,08:26:11,Hanoi,Food,Cake,1.0,Regular,C2,,$10.00,$0.00,$10.00,$1.00,TX1,P1,Till,,https://x,Payment,Downtown,For Here,CUST1,Lan
    11/23/26,10:00:00,Hanoi,Food,Cake,-1.0,Regular,C2,,($10.00),$0.00,($10.00),($1.00),TX2,P2,Till,,https://x,Refund,Downtown,For Here,CUST1,Lan
    """))  # fmt: skip
    assert sales.plan.preset == "Square"
    assert sales.plan.currency == "USD"
    assert rows_of(sales, PURCHASES) == [("TX1", "code:CUST1", 2800, 2)]
    assert rows_of(sales, "SELECT receipt, amount_minor, of_purchase FROM returns") == [("TX2", 1000, "Downtown|TX1")]
    assert rows_of(sales, "SELECT CAST(\"at\" AS VARCHAR) FROM purchases") == [("2026-11-22 08:26:11",)]


def test_a_map_overrules_a_preset(read: Read, tmp_path: Path) -> None:
    sales = read(written(tmp_path, """
    InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
    536365,85123A,HEART,6,12/1/10 8:26,2.55,17850.0,United Kingdom
    """), mapping={"customer": "Country"})  # fmt: skip
    assert rows_of(sales, "SELECT customer, CAST(day AS VARCHAR) FROM purchases") == [("code:United Kingdom", "2010-12-01")]
