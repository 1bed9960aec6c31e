"""The exports of well-known tills and shops, recognised by their headings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quen.sales_file.fields import Field
from quen.sales_file.headings import heading_key


@dataclass(frozen=True)
class Preset:
    """One known export: the headings that prove it, and which column is read as what.

    A field may name several headings: the first the file has is taken; an empty tuple says this export has no such
    column, whatever other headings seem to say. `goods` are the signed headings that add up to what the goods of a
    whole receipt cost; where they stand in the file, the lines are made to add up to them. `is_filled_down`: the
    facts of a receipt stand on its first line only. `main_has`: the columns that tell the sales among several files.
    `is_returns`: every row is a return, of the receipt under `original_receipt`.
    """

    name: str
    proof: tuple[str, ...]
    columns: Mapping[Field, tuple[str, ...]]
    currency: str | None = None
    vietnamese: bool = False
    goods: tuple[tuple[int, str], ...] = ()
    is_filled_down: bool = False
    main_has: tuple[str, ...] = ()
    original_receipt: str | None = None
    is_returns: bool = False


_KIOTVIET = Preset(
    name="KiotViet",
    proof=("Mã hóa đơn", "Tên khách hàng", "Khách cần trả"),
    columns={
        Field.RECEIPT: ("Mã hóa đơn",), Field.DATE: ("Thời gian", "Ngày bán", "Thời gian tạo"),
        Field.CUSTOMER: ("Mã khách hàng", "Mã KH"), Field.NAME: ("Tên khách hàng",),
        Field.PHONE: ("Điện thoại", "Số điện thoại"), Field.EMAIL: ("Email",), Field.STORE: ("Chi nhánh",),
        Field.CHANNEL: ("Kênh bán",), Field.STAFF: ("Người bán", "Người tạo"), Field.TYPE: ("Trạng thái",),
        Field.PRODUCT: ("Mã hàng",), Field.PRODUCT_NAME: ("Tên hàng",), Field.CATEGORY: ("Nhóm hàng",),
        Field.QUANTITY: ("Số lượng",), Field.UNIT_PRICE: ("Đơn giá", "Giá bán"),
        Field.AMOUNT: ("Thành tiền", "Khách cần trả"), Field.SERIAL: ("Serial/IMEI", "IMEI"), Field.DISCOUNT: (),
        Field.CARD: (),
    },
    currency="VND",
    vietnamese=True,
    goods=((1, "Tổng tiền hàng"), (-1, "Giảm giá hóa đơn")),
)  # fmt: skip
_KIOTVIET_RETURNS = Preset(
    name="KiotViet",
    proof=("Mã trả hàng", "Tên khách hàng", "Cần trả khách"),
    columns={
        **_KIOTVIET.columns, Field.RECEIPT: ("Mã trả hàng",), Field.UNIT_PRICE: ("Giá nhập lại", "Giá bán", "Đơn giá"),
        Field.AMOUNT: ("Thành tiền", "Cần trả khách"), Field.TYPE: (),
    },
    currency="VND",
    vietnamese=True,
    original_receipt="Mã hóa đơn",
    is_returns=True,
)  # fmt: skip
_SAPO = Preset(
    name="Sapo",
    proof=("Mã đơn hàng", "Trạng thái đơn hàng", "Tên khách hàng", "Mã SKU"),
    columns={
        Field.RECEIPT: ("Mã đơn hàng",), Field.DATE: ("Ngày chứng từ", "Ngày bán", "Ngày tạo đơn", "Ngày tạo"),
        Field.CUSTOMER: ("Mã khách hàng",), Field.NAME: ("Tên khách hàng",),
        Field.PHONE: ("Số điện thoại", "SĐT khách hàng", "Điện thoại"), Field.EMAIL: ("Email",),
        Field.STORE: ("Chi nhánh", "Tên chi nhánh"), Field.CHANNEL: ("Nguồn đơn", "Nguồn", "Nguồn bán hàng"),
        Field.STAFF: ("Nhân viên bán hàng", "Nhân viên phụ trách", "Nhân viên tạo đơn"),
        Field.TYPE: ("Trạng thái đơn hàng",), Field.PRODUCT: ("Mã SKU",), Field.PRODUCT_NAME: ("Tên sản phẩm",),
        Field.CATEGORY: ("Loại sản phẩm",), Field.QUANTITY: ("Số lượng",), Field.UNIT_PRICE: ("Đơn giá",),
        Field.AMOUNT: ("Thành tiền", "Thành tiền sản phẩm"), Field.SERIAL: ("Serial",),
        Field.DISCOUNT: ("Chiết khấu sản phẩm", "Chiết khấu sản phẩm (VNĐ)", "Chiết khấu"),
    },
    currency="VND",
    vietnamese=True,
    is_filled_down=True,
)  # fmt: skip
_HARAVAN = Preset(
    name="Haravan",
    proof=("Mã đơn hàng", "Ngày đặt hàng", "Trạng thái thanh toán", "Giá sản phẩm"),
    columns={
        Field.RECEIPT: ("Mã đơn hàng",), Field.DATE: ("Ngày đặt hàng",), Field.CUSTOMER: ("Mã khách hàng",),
        Field.NAME: ("Tên khách hàng", "Họ tên", "Tên người mua"), Field.EMAIL: ("Email",),
        Field.PHONE: ("Số điện thoại", "Điện thoại"), Field.TYPE: ("Trạng thái đơn hàng", "Trạng thái thanh toán"),
        Field.PRODUCT: ("Mã sản phẩm", "SKU", "Mã SKU"), Field.PRODUCT_NAME: ("Tên sản phẩm",),
        Field.QUANTITY: ("Số lượng sản phẩm", "Số lượng"), Field.UNIT_PRICE: ("Giá sản phẩm",),
        Field.CHANNEL: ("Kênh bán hàng", "Kênh", "Nguồn"), Field.STORE: ("Chi nhánh", "Kho bán", "Cửa hàng"),
        Field.AMOUNT: ("Thành tiền",), Field.DISCOUNT: ("Giảm giá sản phẩm",),
    },
    currency="VND",
    vietnamese=True,
    is_filled_down=True,
)  # fmt: skip
_SHOPIFY = Preset(
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
_WOO_EXPORT = Preset(
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
_WOO_SUITE = Preset(
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
_WOO_ANALYTICS = Preset(
    name="WooCommerce",
    proof=("Date", "Order #", "N. Revenue", "Status", "Customer", "Items sold"),
    columns={
        Field.RECEIPT: ("Order #",), Field.DATE: ("Date",), Field.TYPE: ("Status",), Field.AMOUNT: ("N. Revenue",),
        Field.QUANTITY: ("Items sold",), Field.PRODUCT_NAME: ("Product(s)",),
    },
)  # fmt: skip
_SQUARE = Preset(
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
_UCI = Preset(
    name="UCI Online Retail",
    proof=("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"),
    columns={
        Field.RECEIPT: ("InvoiceNo",), Field.PRODUCT: ("StockCode",), Field.PRODUCT_NAME: ("Description",),
        Field.QUANTITY: ("Quantity",), Field.DATE: ("InvoiceDate",), Field.UNIT_PRICE: ("UnitPrice",),
        Field.CUSTOMER: ("CustomerID",),
    },
    currency="GBP",
)  # fmt: skip
_UCI_II = Preset(
    name="UCI Online Retail II",
    proof=("Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID"),
    columns={
        Field.RECEIPT: ("Invoice",), Field.PRODUCT: ("StockCode",), Field.PRODUCT_NAME: ("Description",),
        Field.QUANTITY: ("Quantity",), Field.DATE: ("InvoiceDate",), Field.UNIT_PRICE: ("Price",),
        Field.CUSTOMER: ("Customer ID",),
    },
    currency="GBP",
)  # fmt: skip
_OLIST = Preset(
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
_COMPLETE_JOURNEY = Preset(
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

PRESETS: tuple[Preset, ...] = (
    _KIOTVIET, _KIOTVIET_RETURNS, _SAPO, _HARAVAN, _SHOPIFY, _WOO_EXPORT, _WOO_SUITE, _WOO_ANALYTICS, _SQUARE, _UCI,
    _UCI_II, _OLIST, _COMPLETE_JOURNEY,
)  # fmt: skip


def recognise(headings: Iterable[str]) -> Preset | None:
    """The preset all of whose proof stands among `headings`; the one with the most proof first."""
    keys = {heading_key(heading) for heading in headings}
    found = [preset for preset in PRESETS if all(heading_key(word) in keys for word in preset.proof)]
    return max(found, key=lambda preset: len(preset.proof), default=None)
