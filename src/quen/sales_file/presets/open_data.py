"""Published data sets, for who tries the system on them."""

from quen.sales_file.fields import Field
from quen.sales_file.presets.preset import Preset

UCI = Preset(
    name="UCI Online Retail",
    proof=("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"),
    columns={
        Field.RECEIPT: ("InvoiceNo",), Field.PRODUCT: ("StockCode",), Field.PRODUCT_NAME: ("Description",),
        Field.QUANTITY: ("Quantity",), Field.DATE: ("InvoiceDate",), Field.UNIT_PRICE: ("UnitPrice",),
        Field.CUSTOMER: ("CustomerID",),
    },
    currency="GBP",
)  # fmt: skip
UCI_II = Preset(
    name="UCI Online Retail II",
    proof=("Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID"),
    columns={
        Field.RECEIPT: ("Invoice",), Field.PRODUCT: ("StockCode",), Field.PRODUCT_NAME: ("Description",),
        Field.QUANTITY: ("Quantity",), Field.DATE: ("InvoiceDate",), Field.UNIT_PRICE: ("Price",),
        Field.CUSTOMER: ("Customer ID",),
    },
    currency="GBP",
)  # fmt: skip
OLIST = Preset(
    name="Olist",
    proof=("order_id", "order_purchase_timestamp", "customer_unique_id", "price", "product_id"),
    columns={
        Field.RECEIPT: ("order_id",), Field.DATE: ("order_purchase_timestamp",),
        Field.CUSTOMER: ("customer_unique_id",),
        Field.AMOUNT: ("price",), Field.PRODUCT: ("product_id",), Field.CATEGORY: ("product_category_name",),
        Field.TYPE: ("order_status",), Field.STORE: (), Field.UNIT_PRICE: (), Field.QUANTITY: (),
    },
    currency="BRL",
    main_has=("order_item_id", "price"),
)  # fmt: skip
COMPLETE_JOURNEY = Preset(
    name="Complete Journey",
    proof=("household_id", "basket_id", "sales_value", "transaction_timestamp", "product_id"),
    columns={
        Field.RECEIPT: ("basket_id",), Field.DATE: ("transaction_timestamp",), Field.CUSTOMER: ("household_id",),
        Field.AMOUNT: ("sales_value",), Field.QUANTITY: ("quantity",), Field.PRODUCT: ("product_id",),
        Field.PRODUCT_NAME: ("product_type",), Field.CATEGORY: ("product_category", "department"),
        Field.STORE: ("store_id",), Field.DISCOUNT: (), Field.UNIT_PRICE: (),
    },
    currency="USD",
    main_has=("basket_id", "sales_value"),
)  # fmt: skip
TA_FENG = Preset(
    name="Ta Feng",
    proof=("TRANSACTION_DT", "CUSTOMER_ID", "PRODUCT_SUBCLASS", "PRODUCT_ID", "AMOUNT", "ASSET", "SALES_PRICE"),
    columns={
        Field.DATE: ("TRANSACTION_DT",), Field.CUSTOMER: ("CUSTOMER_ID",), Field.CATEGORY: ("PRODUCT_SUBCLASS",),
        Field.PRODUCT: ("PRODUCT_ID",), Field.QUANTITY: ("AMOUNT",), Field.AMOUNT: ("SALES_PRICE",),
        Field.UNIT_PRICE: (),
    },
    currency="TWD",
)  # fmt: skip
VALUED_SHOPPERS = Preset(
    name="Acquire Valued Shoppers",
    proof=("id", "chain", "dept", "category", "date", "purchasequantity", "purchaseamount"),
    columns={
        Field.DATE: ("date",), Field.CUSTOMER: ("id",), Field.CATEGORY: ("category",), Field.STORE: ("chain",),
        Field.QUANTITY: ("purchasequantity",), Field.AMOUNT: ("purchaseamount",),
    },
    currency="USD",
)  # fmt: skip
