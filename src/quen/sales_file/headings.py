"""The words that head columns of sales files, in Vietnamese and English."""

import re
from collections.abc import Container, Sequence
from functools import cache, lru_cache

from quen.kernel.names import search_key
from quen.sales_file.fields import Field
from quen.sales_file.heading_units import without_unit

# Per field the words in order of preference: the first that stands in the file is tried first.
_WORDS: dict[Field, str] = {
    Field.CUSTOMER: """customer unique id; customer code; customer id; customer no; customer number; customer key;
        client code; client id; member id; member code; member no; household id; household key; shopper id; buyer id;
        user id; customer reference id; cust id; cust no; cid; account id; account no; account number; guest id;
        contact id; person id; purchaser id; card holder id; mã khách hàng; mã kh; mã khách; id khách hàng;
        mã thành viên; mã hội viên; mã số khách hàng; makh; customer; client; member; khách hàng; khách""",
    Field.DATE: """transaction timestamp; order purchase timestamp; invoice date; order date; transaction date;
        purchase date; sale date; sales date; receipt date; bill date; date of sale; date of purchase; ngày bán;
        ngày hóa đơn; ngày lập hóa đơn; ngày lập; ngày mua; ngày đặt hàng; ngày đặt; ngày giao dịch; ngày chứng từ;
        ngày ct; ngày hđ; ngày tạo đơn; ngày tạo; thời gian bán; thời gian giao dịch; thời gian tạo; ngày giờ;
        ngày giờ bán; ngày bán hàng; thời gian; ngày; ngày tháng; created at; created date; date created;
        creation date; paid at; paid date; date time; datetime; timestamp; date; day; purchased at; sold at;
        visit date; posting date; business date; trans date; tran date; txn date; order datetime; ngày phát sinh;
        transaction dt; thời gian thanh toán; order created at; sales day; ngày xuất hóa đơn; ngày mua hàng; ngày hđ;
        ngày thanh toán; thời gian đặt hàng; thời gian mua; ngày giờ tạo; ngày hạch toán; ngày ghi sổ; ngày order;
        thời điểm bán; order time; created; created on; purchase time; transaction time; event time; payment date;
        billing date; date of order; ordered at; completed at; closed at; processed at; sent date; trans dt;
        giờ thanh toán; dt""",
    Field.TIME: """time; time of sale; transaction time; order time; sale time; giờ; giờ bán; giờ tạo; giờ giao dịch;
        giờ vào; thời điểm; thời gian; hour""",
    Field.RECEIPT: """invoice no; invoice number; invoice id; receipt no; receipt number; receipt id; bill no;
        bill number; bill id; order id; order no; order number; order code; basket id; transaction id; transaction no;
        transaction number; trans id; tran id; txn id; sale id; sales id; ticket no; ticket number; check no;
        check number; số hóa đơn; mã hóa đơn; số hđ; mã hđ; mã đơn hàng; mã đơn; số đơn hàng; số đơn; số chứng từ;
        mã chứng từ; số ct; mã giao dịch; số giao dịch; số phiếu; mã phiếu; số bill; mã bill; invoice code;
        receipt code; hđ; mã đh; số đh; invoice; receipt; bill; order; basket; ticket; transaction; hóa đơn; đơn hàng;
        số order; mã order; mã đặt hàng; số biên lai; số phiếu bán; mã gd; order reference; document no;
        document number; doc no; trx id; trx no; purchase id; sales order; chứng từ; reference; ref no; check; sale""",
    Field.AMOUNT: """line total; line amount; item total; line item total; sales value; net sales; net amount;
        net total; thành tiền sau giảm giá; thành tiền sau chiết khấu; thành tiền; doanh thu thuần; doanh thu;
        sales amount; sale amount; amount; sales; total amount; total price; total sales; total; subtotal; revenue;
        turnover; value; spend; grand total; order total; total paid; amount paid; payment value; thực thu;
        khách cần trả; khách phải trả; khách thanh toán; khách đã trả; tổng thanh toán; tổng tiền thanh toán;
        thanh toán; số tiền; trị giá; tiền hàng; tổng tiền; tổng cộng; tổng tiền hàng; tổng giá trị; giá trị;
        gross sales; doanh số; tiền bán; tiền mua; tiền; transaction amount; trans amount; tran amount; txn amount;
        amt; amount spent; money spent; purchase amount; purchase value; order amount; payment amount; order value;
        total order value; sale value; sale total; total value; extended price; ext price; line value; total spent;
        total spend; spent; paid; price paid; net; gross; sum; monetary value; tổng; tổng bill; tổng đơn; tổng hóa đơn;
        giá trị đơn hàng; giá trị hóa đơn; thực nhận; phải thu; tổng thu; tổng doanh thu; tổng số tiền;
        số tiền thanh toán; tiền thanh toán; thành tiền sau thuế; t.tiền; total incl vat; total purchase amount;
        total revenue; invoice amount; invoice total; bill amount; bill total; net price; net revenue; gross amount;
        total collected; final amount; paid amount""",
    Field.PRODUCT: """stock code; product code; product id; product sku; sku; variant sku; item sku; item code;
        item id; item no; item number; article; article no; article number; plu; upc; ean; barcode; mã hàng;
        mã hàng hóa; mã sản phẩm; mã sp; mã sku; mã vật tư; mã món; mã vạch""",
    Field.PRODUCT_NAME: """product name; item name; product title; description; product description; item description;
        product; item; article name; tên hàng; tên hàng hóa; tên sản phẩm; tên sp; tên món; tên vật tư; sản phẩm;
        mặt hàng; hàng hóa; món; diễn giải; title""",
    Field.CATEGORY: """product category; product category name; category; category name; item category; department;
        product type; product group; item group; collection; nhóm hàng; nhóm hàng hóa; nhóm sản phẩm; nhóm sp;
        nhóm món; danh mục; ngành hàng; loại hàng; loại sản phẩm; loại sp; group""",
    Field.QUANTITY: """quantity; qty; quantity sold; qty sold; units; units sold; no of items; number of items; pieces;
        purchase quantity; order quantity; quantity ordered; item quantity; số lượng; sl; số lượng bán; slg; sl bán;
        soluong; count; transaction qty; transaction quantity; item qty; số lượng mua""",
    Field.UNIT_PRICE: """unit price; item price; price per unit; price/unit; price per item; price each; sales price;
        selling price; sale price; price; đơn giá; đơn giá bán; giá bán; giá bán lẻ; giá đơn vị; giá/cái; giá/sp;
        giá/đvt; giá; product price; item unit price; retail price""",
    Field.DISCOUNT: """line discount; item discount; discount amount; discount value; discounts; discount;
        tiền giảm giá; tiền chiết khấu; giảm giá; chiết khấu; giảm giá sản phẩm; chiết khấu sản phẩm; tiền ck;
        khuyến mãi; ck""",
    Field.PHONE: """customer phone; customer phone number; billing phone; phone number; phone; mobile number; mobile;
        mobile phone; telephone; telephone number; tel; cell phone; sđt khách hàng; sđt khách; điện thoại khách hàng;
        số điện thoại khách hàng; số điện thoại; điện thoại; sđt; số đt; đt; di động; điện thoại di động; sđt kh;
        đt khách; đt khách hàng; sđt người mua; số đt khách; điện thoại khách; contact number; contact no;
        customer mobile; customer contact; sđt người nhận; điện thoại người nhận; sđt liên hệ; điện thoại kh;
        số điện thoại kh; số điện thoại khách; sđt 1; phone no; mobile no; recipient phone; shipping phone;
        buyer phone; cell; zalo; liên hệ; contact; customer contacts""",
    Field.EMAIL: """customer email; billing email; email; e mail; email address; email khách hàng; thư điện tử;
        địa chỉ email; mail""",
    Field.NAME: """customer name; client name; member name; billing name; full name; customer full name; buyer name;
        tên khách hàng; tên khách; họ tên; họ và tên; tên kh; họ tên khách hàng; tên người mua; người mua; customer;
        khách hàng; khách; name""",
    Field.CARD: """loyalty card; loyalty card number; loyalty number; loyalty id; member card; membership card;
        membership number; card number; card no; card code; card id; card; mã thẻ; số thẻ; mã thẻ thành viên;
        thẻ thành viên; thẻ khách hàng; số thẻ thành viên; mã thẻ khách hàng""",
    Field.STORE: """store id; store code; store name; store; shop; shop name; branch; branch name; outlet; location;
        site; mã cửa hàng; tên cửa hàng; cửa hàng; chi nhánh; mã chi nhánh; tên chi nhánh; chi nhánh bán; điểm bán;
        chi nhánh bán hàng""",
    Field.CHANNEL: """sales channel; channel; order source; source name; source; kênh bán; kênh bán hàng; kênh;
        nguồn đơn; nguồn đơn hàng; nguồn bán hàng; nguồn""",
    Field.TYPE: """transaction type; event type; sale type; receipt type; document type; order type; type; loại;
        loại giao dịch; loại hóa đơn; loại chứng từ; loại phiếu; loại đơn; order status; trạng thái đơn hàng;
        trạng thái; tình trạng; tình trạng đơn hàng; status; financial status; order state; transaction status;
        sale status; invoice status; payment status; fulfillment status; fulfilment status; delivery status;
        shipping status; return status; refund status; cancelation/return type; trạng thái hóa đơn; trạng thái đơn;
        trạng thái xử lý; trạng thái thanh toán; trạng thái giao hàng; trạng thái vận chuyển""",
    Field.CURRENCY: """currency; currency code; loại tiền; tiền tệ; mã tiền tệ; đơn vị tiền; đơn vị tiền tệ""",
    Field.SERIAL: """serial number; serial no; serial; imei; serial imei; số serial; số sê ri; số imei; seri""",
    Field.STAFF: """cashier; cashier name; staff; staff name; salesperson; sales person; sales rep; employee;
        employee name; team member; served by; nhân viên bán hàng; nhân viên bán; nhân viên; người bán; thu ngân;
        tên nhân viên; người tạo; tên nhân viên bán hàng""",
}

# Head a whole receipt, not a line, in the exports that repeat them on every line.
_OF_THE_RECEIPT = """total; total amount; grand total; order total; total paid; amount paid; payment value; subtotal;
    tổng tiền; tổng cộng; tổng tiền hàng; tổng thanh toán; tổng tiền thanh toán; khách cần trả; khách phải trả;
    khách thanh toán; khách đã trả; thanh toán; tổng giá trị; order amount; order value; total order value;
    payment amount; total value; thực thu; tổng; tổng bill; tổng đơn; tổng hóa đơn; giá trị đơn hàng; giá trị hóa đơn;
    thực nhận; phải thu; tổng thu; tổng số tiền; số tiền thanh toán; tiền thanh toán; total incl vat; invoice amount;
    invoice total; bill amount; bill total; total collected; final amount; paid amount; tiền hàng"""

# Head discounts in percent of the price, without a % sign in the heading.
_PERCENTS = """discount percent; discount percentage; discount pct; discount rate; percent discount; phần trăm giảm giá;
    phần trăm chiết khấu; tỷ lệ giảm giá; tỷ lệ chiết khấu; tỷ lệ ck"""

# Head a column of yes and no: the row was cancelled, or takes something back.
_FLAGS = {
    "cancelled": """đã hủy; hủy; bị hủy; hủy đơn; void; voided; is void; is voided; cancelled; canceled; is cancelled;
        is canceled""",
    "returned": """return; returned; is return; is returned; is refund; refunded; trả hàng; hàng trả; đã trả;
        đã trả hàng; là trả hàng""",
}

# Head the number of the receipt a return takes back. No field of its own: nobody maps it by hand.
_ORIGINAL_RECEIPT = """original receipt; original receipt no; original invoice; original invoice no; original order;
    original order id; return of; refund of; refunded order; hóa đơn gốc; mã hóa đơn gốc; số hóa đơn gốc; đơn gốc;
    mã đơn gốc; mã đơn hàng gốc; phiếu gốc; chứng từ gốc"""


@lru_cache(maxsize=65_536)
def heading_key(heading: str) -> str:
    """What two writings of one heading share: ``Mã khách hàng`` and ``MA_KHACH_HANG`` → ``makhachhang``."""
    return re.sub(r"[^a-z0-9]+", "", search_key(heading))


def place_of(wanted: str, headings: Sequence[str]) -> int | None:
    """The place of the heading `wanted` among `headings`: written alike, else the first that is loosely the same.

    ``Giảm giá`` and ``Giảm giá (%)`` are loosely the same and yet two columns.
    """
    if wanted in headings:
        return headings.index(wanted)
    key = heading_key(wanted) or wanted
    return next((place for place, each in enumerate(headings) if (heading_key(each) or each) == key), None)


def known_as(heading: str, words: Container[str]) -> str | None:
    """The key by which the heading stands among the keys `words`: its own, or its own without the unit it names."""
    keys = (heading_key(heading), heading_key(without_unit(heading)))
    return next((key for key in keys if key in words), None)


def words(field: Field) -> list[str]:
    """The words that head `field`, in order of preference."""
    listed = _WORDS[field] + (f"; {_PERCENTS}" if field is Field.DISCOUNT else "")
    return [" ".join(word.split()) for word in listed.split(";")]


@cache
def words_of(field: Field) -> dict[str, int]:
    """The keys of the words that head `field`, each with its place in the order of preference."""
    return {heading_key(word): place for place, word in reversed(list(enumerate(words(field))))}


@cache
def all_words() -> frozenset[str]:
    """The keys of every word that heads any field."""
    return frozenset(key for field in Field for key in words_of(field))


def tells_sales(headings: Sequence[str]) -> bool:
    """Whether the headings alone tell whole sales: a date, a receipt, what it is worth, and who or what."""

    def has(*fields: Field) -> bool:
        return all(any(known_as(heading, words_of(field)) for heading in headings) for field in fields)

    is_worth = has(Field.AMOUNT) or has(Field.QUANTITY, Field.UNIT_PRICE)
    who_or_what = (Field.CUSTOMER, Field.PHONE, Field.PRODUCT, Field.PRODUCT_NAME)
    return has(Field.DATE, Field.RECEIPT) and is_worth and any(map(has, who_or_what))


@cache
def receipt_totals() -> frozenset[str]:
    """The keys of the words that head the value of a whole receipt."""
    return frozenset(_keys(_OF_THE_RECEIPT))


@cache
def percent_words() -> frozenset[str]:
    """The keys of the words that head discounts in percent."""
    return frozenset(_keys(_PERCENTS))


@cache
def flag_words() -> dict[str, str]:
    """Per key of a heading of yes and no the word it says of a row: "cancelled" or "returned"."""
    return {key: word for word, headed in _FLAGS.items() for key in _keys(headed)}


@cache
def original_receipts() -> frozenset[str]:
    """The keys of the words that head the receipt a return takes back."""
    return frozenset(_keys(_ORIGINAL_RECEIPT))


def _keys(words: str) -> list[str]:
    return [heading_key(word) for word in words.split(";")]
