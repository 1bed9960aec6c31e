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


def test_marketplaces_know_a_buyer_by_the_account(read: Read) -> None:
    shopee = read(EXPORTS / "shopee.csv")
    assert (shopee.plan.preset, shopee.plan.currency) == ("Shopee", "VND")
    assert rows_of(shopee, PURCHASES) == [("261122ABCDEF01", "code:lan.nguyen", 285000, 2)]
    assert shopee.counts.by_kind == {"adjustment": 1, "sale": 2}
    tiktok = read(EXPORTS / "tiktok_shop.csv")
    assert (tiktok.plan.preset, tiktok.plan.currency) == ("TikTok Shop", "VND")
    assert rows_of(tiktok, PURCHASES) == [("576461413038785752", "code:lan.nguyen", 240000, 1)]
    assert tiktok.counts.rejected == 1, "the line that explains the headings"


def test_masked_phones_are_nobodys_and_nothing_is_said_of_them(read: Read) -> None:
    sales = read(EXPORTS / "shopee.csv", EXPORTS / "tiktok_shop.csv")
    assert rows_of(sales, "SELECT DISTINCT phone FROM sales_rows") == [(None,)]
    assert not [note for note in sales.notes if "phone" in note.template]


def test_lazada_lines_are_single_pieces(read: Read) -> None:
    sales = read(EXPORTS / "lazada.csv")
    assert sales.plan.preset == "Lazada"
    assert rows_of(sales, PURCHASES) == [("440012345678901", "phone:+84912345678", 180000, 2)]


def test_open_data_whose_headings_mislead(read: Read, tmp_path: Path) -> None:
    ta_feng = tmp_path / "ta_feng.csv"
    ta_feng.write_text(
        "TRANSACTION_DT,CUSTOMER_ID,AGE_GROUP,PIN_CODE,PRODUCT_SUBCLASS,PRODUCT_ID,AMOUNT,ASSET,SALES_PRICE\n"
        "11/1/2000,01104905,45-49,115,110411,4710199010372,2,24,30\n"
        "11/13/2000,01104905,45-49,115,110411,4710199010372,1,12,15\n"
    )
    sales = read(ta_feng)
    assert (sales.plan.preset, sales.plan.currency) == ("Ta Feng", "TWD")
    assert rows_of(sales, "SELECT quantity, amount_minor FROM sales_rows ORDER BY row_no") == [
        (2, 3000),
        (1, 1500),
    ]
    shoppers = tmp_path / "transactions.csv"
    shoppers.write_text(
        "id,chain,dept,category,company,brand,date,productsize,productmeasure,purchasequantity,purchaseamount\n"
        "86246,205,7,707,1078778070,12564,2012-03-02,12,OZ,1,7.59\n"
        "86246,205,7,707,1078778070,12564,2012-04-02,12,OZ,-1,-7.59\n"
    )
    sales = read(shoppers)
    assert rows_of(sales, "SELECT person, kind, amount_minor FROM sales_rows ORDER BY row_no") == [
        ("code:86246", "sale", 759),
        ("code:86246", "return", -759),
    ]
