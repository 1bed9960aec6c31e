"""The exports of tills and shop systems from elsewhere."""

from quen.sales_file.fields import Field
from quen.sales_file.presets.preset import Preset

SHOPIFY = Preset(
    name="Shopify",
    proof=("Name", "Email", "Financial Status", "Lineitem quantity", "Lineitem name", "Lineitem price"),
    columns={
        Field.RECEIPT: ("Name",), Field.DATE: ("Created at", "Paid at"), Field.EMAIL: ("Email",),
        Field.PHONE: ("Phone", "Billing Phone", "Shipping Phone"), Field.NAME: ("Billing Name", "Shipping Name"),
        Field.TYPE: ("Financial Status",), Field.CURRENCY: ("Currency",), Field.QUANTITY: ("Lineitem quantity",),
        Field.UNIT_PRICE: ("Lineitem price",), Field.PRODUCT: ("Lineitem sku",), Field.PRODUCT_NAME: ("Lineitem name",),
        Field.DISCOUNT: ("Lineitem discount",), Field.STORE: ("Location",), Field.STAFF: ("Employee",),
        Field.CHANNEL: ("Source",), Field.AMOUNT: (), Field.CUSTOMER: ("Customer ID",), Field.CARD: (),
    },
    goods=((1, "Subtotal"),),
    is_filled_down=True,
)  # fmt: skip
WOO_EXPORT = Preset(
    name="WooCommerce",
    proof=("Order Number", "Order Status", "Order Date", "Item Name", "Item Cost"),
    columns={
        Field.RECEIPT: ("Order Number",), Field.DATE: ("Order Date",), Field.TYPE: ("Order Status",),
        Field.EMAIL: ("Email (Billing)",), Field.PHONE: ("Phone (Billing)",), Field.PRODUCT: ("SKU",),
        Field.CUSTOMER: ("Customer User ID", "Customer ID"),
        Field.NAME: ("Full Name (Billing)", "First Name (Billing)"),
        Field.PRODUCT_NAME: ("Item Name",), Field.QUANTITY: ("Quantity",), Field.UNIT_PRICE: ("Item Cost",),
        Field.AMOUNT: ("Order Line Total", "Item Total"), Field.DISCOUNT: (), Field.CATEGORY: ("Category",),
    },
    is_filled_down=True,
)  # fmt: skip
WOO_SUITE = Preset(
    name="WooCommerce",
    proof=("order_id", "order_number", "date", "status", "billing_email", "item_name", "item_quantity", "item_total"),
    columns={
        Field.RECEIPT: ("order_number", "order_id"), Field.DATE: ("date",), Field.TYPE: ("status",),
        Field.CUSTOMER: ("customer_id", "customer_user"), Field.EMAIL: ("billing_email",),
        Field.CURRENCY: ("currency",), Field.PHONE: ("billing_phone",),
        Field.NAME: ("billing_full_name", "billing_first_name"),
        Field.PRODUCT: ("item_sku", "item_product_id"), Field.PRODUCT_NAME: ("item_name",),
        Field.QUANTITY: ("item_quantity",), Field.AMOUNT: ("item_total",), Field.DISCOUNT: (), Field.UNIT_PRICE: (),
    },
    is_filled_down=True,
)  # fmt: skip
WOO_ANALYTICS = Preset(
    name="WooCommerce",
    proof=("Date", "Order #", "N. Revenue", "Status", "Customer", "Items sold"),
    columns={
        Field.RECEIPT: ("Order #",), Field.DATE: ("Date",), Field.TYPE: ("Status",), Field.AMOUNT: ("N. Revenue",),
        Field.QUANTITY: ("Items sold",), Field.PRODUCT_NAME: ("Product(s)",),
    },
)  # fmt: skip
SQUARE = Preset(
    name="Square",
    proof=("Date", "Time", "Item", "Qty", "Gross Sales", "Net Sales", "Transaction ID"),
    columns={
        Field.RECEIPT: ("Transaction ID",), Field.DATE: ("Date",), Field.TIME: ("Time",), Field.CATEGORY: ("Category",),
        Field.PRODUCT: ("SKU",), Field.PRODUCT_NAME: ("Item",), Field.QUANTITY: ("Qty",), Field.AMOUNT: ("Net Sales",),
        Field.DISCOUNT: ("Discounts",), Field.TYPE: ("Event Type",), Field.STORE: ("Location",),
        Field.CUSTOMER: ("Customer ID",), Field.NAME: ("Customer Name",), Field.CHANNEL: ("Channel", "Dining Option"),
        Field.STAFF: ("Employee", "Team Member"), Field.UNIT_PRICE: (), Field.CARD: (),
    },
)  # fmt: skip
