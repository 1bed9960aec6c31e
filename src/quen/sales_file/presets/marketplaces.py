"""The order lists marketplaces give their sellers. A buyer is known by the name of the account; phones are masked."""

from quen.sales_file.fields import Field
from quen.sales_file.presets.preset import Preset

SHOPEE = Preset(
    name="Shopee",
    proof=("Mã đơn hàng", "Trạng Thái Đơn Hàng", "Giá ưu đãi", "Số lượng", "Người Mua", "Tên Người nhận"),
    columns={
        Field.RECEIPT: ("Mã đơn hàng",), Field.DATE: ("Ngày đặt hàng",), Field.TYPE: ("Trạng Thái Đơn Hàng",),
        Field.CUSTOMER: ("Người Mua",), Field.NAME: ("Tên Người nhận",), Field.PHONE: ("Số điện thoại",),
        Field.PRODUCT: ("SKU phân loại hàng", "SKU sản phẩm"), Field.PRODUCT_NAME: ("Tên sản phẩm",),
        Field.QUANTITY: ("Số lượng",), Field.UNIT_PRICE: ("Giá ưu đãi",), Field.AMOUNT: (), Field.DISCOUNT: (),
    },
    currency="VND",
    vietnamese=True,
)  # fmt: skip
SHOPEE_IN_ENGLISH = Preset(
    name="Shopee",
    proof=("Order ID", "Order Status", "Deal Price", "Quantity", "Username (Buyer)", "Receiver Name"),
    columns={
        Field.RECEIPT: ("Order ID",), Field.DATE: ("Order Creation Date",), Field.TYPE: ("Order Status",),
        Field.CUSTOMER: ("Username (Buyer)",), Field.NAME: ("Receiver Name",), Field.PHONE: ("Phone Number",),
        Field.PRODUCT: ("SKU Reference No.", "Parent SKU Reference No."), Field.PRODUCT_NAME: ("Product Name",),
        Field.QUANTITY: ("Quantity",), Field.UNIT_PRICE: ("Deal Price",), Field.AMOUNT: (), Field.DISCOUNT: (),
    },
)  # fmt: skip
TIKTOK_SHOP = Preset(
    name="TikTok Shop",
    proof=("Order ID", "Order Status", "SKU ID", "Seller SKU", "SKU Subtotal After Discount", "Buyer Username"),
    columns={
        Field.RECEIPT: ("Order ID",), Field.DATE: ("Created Time",), Field.TYPE: ("Order Status",),
        Field.CUSTOMER: ("Buyer Username",), Field.NAME: ("Recipient",), Field.PHONE: ("Phone #",),
        Field.PRODUCT: ("Seller SKU", "SKU ID"), Field.PRODUCT_NAME: ("Product Name",),
        Field.CATEGORY: ("Product Category",), Field.QUANTITY: ("Quantity",),
        Field.AMOUNT: ("SKU Subtotal After Discount",), Field.UNIT_PRICE: (), Field.DISCOUNT: (),
    },
)  # fmt: skip
LAZADA = Preset(
    name="Lazada",
    proof=("orderItemId", "orderNumber", "createTime", "paidPrice", "unitPrice", "itemName", "status"),
    columns={
        Field.RECEIPT: ("orderNumber",), Field.DATE: ("createTime",), Field.TYPE: ("status",),
        Field.NAME: ("customerName", "billingName"), Field.EMAIL: ("customerEmail",),
        Field.PHONE: ("billingPhone", "shippingPhone"), Field.PRODUCT: ("sellerSku", "lazadaSku"),
        Field.PRODUCT_NAME: ("itemName",), Field.AMOUNT: ("paidPrice",), Field.UNIT_PRICE: (), Field.DISCOUNT: (),
    },
)  # fmt: skip
