"""What this room keeps about persons: what was bought, which the law on accounting wants kept."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

_BOOKS = gettext_noop(
    "The accounting law wants sales kept; without a name they tell of goods and money only."
)

KEPT = (
    Kept(
        model="purchases.purchase", of=("customer",), called=gettext_noop("Purchases"),
        tells=("id", "bought_at", "receipt", "store__name", "amount_minor", "discount_minor", "channel"),
        fate=Fate.STAYS, plain=("receipt", "receipt_period", "channel", "staff_name"), because=_BOOKS,
    ),
    Kept(
        model="purchases.line", of=("purchase__customer",), called=gettext_noop("Lines of purchases"),
        tells=("purchase_id", "product__name", "quantity", "amount_minor", "discount_minor", "serial"),
        fate=Fate.STAYS, plain=("serial",), because=_BOOKS,
    ),
    Kept(
        model="purchases.return", of=("customer",), called=gettext_noop("Returns"),
        tells=("id", "returned_at", "receipt", "store__name", "amount_minor"),
        fate=Fate.STAYS, plain=("receipt", "receipt_period"), because=_BOOKS,
    ),
    Kept(
        model="purchases.returnline", of=("of__customer",), called=gettext_noop("Lines of returns"),
        tells=("of_id", "product__name", "quantity", "amount_minor", "serial"),
        fate=Fate.STAYS, plain=("serial",), because=_BOOKS,
    ),
)  # fmt: skip
NOBODY = frozenset({"purchases.adjustment", "purchases.category", "purchases.product"})
