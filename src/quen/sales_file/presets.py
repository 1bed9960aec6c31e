"""The exports of well-known tills and shops, recognised by their headings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from quen.sales_file.fields import Field
from quen.sales_file.headings import heading_key


@dataclass(frozen=True)
class Preset:
    """One known export: the headings that prove it, and which column is read as what.

    A field may name several headings: the first the file has is taken. An empty tuple says that this export
    has no such column, whatever the headings seem to say. `main` and `companion` of several files are told
    apart by their columns alone.
    """

    name: str
    proof: tuple[str, ...]
    columns: Mapping[Field, tuple[str, ...]]
    currency: str | None = None
    day_first: bool | None = None
    vietnamese: bool = False
    main_has: tuple[str, ...] = ()
    absent: tuple[Field, ...] = field(default=())


PRESETS: tuple[Preset, ...] = (
    Preset(
        name="UCI Online Retail",
        proof=("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"),
        columns={
            Field.RECEIPT: ("InvoiceNo",), Field.PRODUCT: ("StockCode",), Field.PRODUCT_NAME: ("Description",),
            Field.QUANTITY: ("Quantity",), Field.DATE: ("InvoiceDate",), Field.UNIT_PRICE: ("UnitPrice",),
            Field.CUSTOMER: ("CustomerID",),
        },
        currency="GBP",
    ),
    Preset(
        name="UCI Online Retail II",
        proof=("Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID"),
        columns={
            Field.RECEIPT: ("Invoice",), Field.PRODUCT: ("StockCode",), Field.PRODUCT_NAME: ("Description",),
            Field.QUANTITY: ("Quantity",), Field.DATE: ("InvoiceDate",), Field.UNIT_PRICE: ("Price",),
            Field.CUSTOMER: ("Customer ID",),
        },
        currency="GBP",
    ),
)  # fmt: skip


def recognise(headings: Iterable[str]) -> Preset | None:
    """The preset all of whose proof stands among `headings`; the one with the most proof first."""
    keys = {heading_key(heading) for heading in headings}
    found = [preset for preset in PRESETS if all(heading_key(word) in keys for word in preset.proof)]
    return max(found, key=lambda preset: len(preset.proof), default=None)
