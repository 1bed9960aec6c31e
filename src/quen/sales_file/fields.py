"""The facts a sales file can hold, by the names people use with ``--map FIELD=COLUMN``."""

from enum import StrEnum


class Field(StrEnum):
    """One fact of a sales row."""

    CUSTOMER = "customer"
    DATE = "date"
    TIME = "time"
    RECEIPT = "receipt"
    AMOUNT = "amount"
    PRODUCT = "product"
    PRODUCT_NAME = "product_name"
    CATEGORY = "category"
    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    DISCOUNT = "discount"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    CARD = "card"
    STORE = "store"
    CHANNEL = "channel"
    TYPE = "type"
    CURRENCY = "currency"
    SERIAL = "serial"
    STAFF = "staff"


NUMBERS = (Field.QUANTITY, Field.UNIT_PRICE, Field.DISCOUNT, Field.AMOUNT)
"""The fields whose columns are read as numbers."""

TEXTS = (Field.PRODUCT_NAME, Field.CATEGORY, Field.NAME, Field.STORE, Field.CHANNEL, Field.STAFF)
"""The fields kept as tidy text."""

CODES = (Field.RECEIPT, Field.PRODUCT, Field.SERIAL)
"""The fields kept as written, apart from the ``.0`` a spreadsheet adds to a number."""

PERSONS = (Field.CUSTOMER, Field.CARD, Field.PHONE, Field.EMAIL)
"""The fields that tell persons apart, the strongest first."""
