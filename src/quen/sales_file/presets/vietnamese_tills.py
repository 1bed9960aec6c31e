"""The exports of tills and shop systems from Vietnam."""

from quen.sales_file.fields import Field
from quen.sales_file.presets.preset import Preset

KIOTVIET = Preset(
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
KIOTVIET_RETURNS = Preset(
    name="KiotViet",
    proof=("Mã trả hàng", "Tên khách hàng", "Cần trả khách"),
    columns={
        **KIOTVIET.columns, Field.RECEIPT: ("Mã trả hàng",), Field.UNIT_PRICE: ("Giá nhập lại", "Giá bán", "Đơn giá"),
        Field.AMOUNT: ("Thành tiền", "Cần trả khách"), Field.TYPE: (),
    },
    currency="VND",
    vietnamese=True,
    original_receipt="Mã hóa đơn",
    is_returns=True,
)  # fmt: skip
SAPO = Preset(
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
HARAVAN = Preset(
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
