"""The exports of known tills, in their own headings, are read without a word of help."""

from pathlib import Path

from tests.sales_file.conftest import Read, rows_of

PURCHASES = "SELECT receipt, customer, amount_minor, lines FROM purchases ORDER BY receipt"
EXPORTS = Path(__file__).parent / "exports"


def test_kiotviet_lines_add_up_to_what_the_customer_owes(read: Read) -> None:
    sales = read(EXPORTS / "kiotviet_lines.csv")
    assert sales.plan.preset == "KiotViet"
    assert rows_of(sales, PURCHASES) == [
        ("HD000046", "code:KH000012", 135000, 2),
        ("HD000047", None, 50000, 1),
    ]
    assert rows_of(sales, "SELECT amount_minor FROM sales_rows ORDER BY row_no LIMIT 2") == [
        (90000,),
        (45000,),
    ]
    assert sales.counts.by_kind == {"adjustment": 1, "sale": 3}


def test_kiotviet_overview_has_one_row_a_receipt(read: Read) -> None:
    sales = read(EXPORTS / "kiotviet_overview.csv")
    assert rows_of(sales, PURCHASES) == [
        ("HD000046", "code:KH000012", 135000, 1),
        ("HD000047", "code:KH000013", 50000, 1),
    ]


RETURNS = """
SELECT returns.receipt, returns.customer, returns.amount_minor, sold.receipt
FROM returns LEFT JOIN purchases AS sold ON sold.purchase_key = returns.of_purchase
"""


def test_kiotviet_returns_name_their_receipt(read: Read) -> None:
    beside_sales = read(EXPORTS / "kiotviet_overview.csv", EXPORTS / "kiotviet_returns.csv")
    assert rows_of(beside_sales, RETURNS) == [("TH000002", "code:KH000012", 50000, "HD000046")]
    alone = read(EXPORTS / "kiotviet_returns.csv")
    assert rows_of(alone, RETURNS) == [("TH000002", "code:KH000012", 50000, None)]
    assert alone.counts.by_kind == {"return": 1}


def test_sapo_writes_the_order_on_its_first_line_only(read: Read) -> None:
    sales = read(EXPORTS / "sapo.csv")
    assert sales.plan.preset == "Sapo"
    assert rows_of(sales, PURCHASES) == [("SON00012", "code:CUZN00001", 115000, 2)]
    assert sales.counts.by_kind == {"adjustment": 2, "sale": 2}


def test_haravan_orders(read: Read) -> None:
    sales = read(EXPORTS / "haravan.csv")
    assert sales.plan.preset == "Haravan"
    assert rows_of(sales, PURCHASES) == [("#100123", "phone:+84912345678", 125000, 2)]


def test_shopify_lines_add_up_to_the_subtotal(read: Read) -> None:
    sales = read(EXPORTS / "shopify.csv")
    assert sales.plan.preset == "Shopify"
    assert sales.plan.currency == "USD"
    assert rows_of(sales, PURCHASES) == [
        ("#1001", "phone:+84912345678", 2700, 2),
        ("#1003", "phone:+84912345678", 1000, 1),
    ]
    assert rows_of(sales, "SELECT amount_minor FROM sales_rows ORDER BY row_no LIMIT 2") == [(1800,), (900,)]
    assert rows_of(sales, "SELECT receipt, amount_minor FROM returns") == [("#1002", 1000)]
    assert rows_of(sales, "SELECT CAST(\"at\" AS VARCHAR) FROM purchases WHERE receipt = '#1003'") == [
        ("2026-11-24 11:30:00",)
    ]


def test_woocommerce_exports(read: Read) -> None:
    sales = read(EXPORTS / "woocommerce_order_export.csv", currency="USD")
    assert sales.plan.preset == "WooCommerce"
    assert rows_of(sales, PURCHASES) == [("5001", "phone:+84912345678", 3000, 2)]


def test_woocommerce_suite_export(read: Read) -> None:
    sales = read(EXPORTS / "woocommerce_suite.csv", currency="USD")
    assert sales.plan.preset == "WooCommerce"
    assert rows_of(sales, PURCHASES) == [("5001", "email:lan@example.com", 3000, 2)]


def test_square_items_and_refunds(read: Read) -> None:
    sales = read(EXPORTS / "square_items.csv")
    assert sales.plan.preset == "Square"
    assert sales.plan.currency == "USD"
    assert rows_of(sales, PURCHASES) == [("TX1", "code:CUST1", 2800, 2)]
    assert rows_of(sales, "SELECT receipt, amount_minor, of_purchase FROM returns") == [
        ("TX2", 1000, "Downtown|TX1")
    ]
    assert rows_of(sales, 'SELECT CAST("at" AS VARCHAR) FROM purchases') == [("2026-11-22 08:26:11",)]


def test_a_map_overrules_a_preset(read: Read) -> None:
    sales = read(EXPORTS / "uci.csv", mapping={"customer": "Country"})
    assert rows_of(sales, "SELECT customer, CAST(day AS VARCHAR) FROM purchases") == [
        ("code:United Kingdom", "2010-12-01")
    ]
