"""What this room keeps about persons."""

from quen.kernel.personal import Fate, Kept
from quen.kernel.sentences import gettext_noop

_WORTH = gettext_noop("A voucher is worth money: it stays for the books, without a name.")

KEPT = (
    Kept(
        model="vouchers.voucher", of=("customer",), called=gettext_noop("Vouchers"),
        tells=("code", "kind__name", "state", "issued_at", "valid_until", "ended_at"), fate=Fate.STAYS,
        plain=("code", "source", "key"), because=_WORTH,
    ),
    Kept(
        model="vouchers.use", of=("customer",), called=gettext_noop("Vouchers used"),
        tells=("code", "used_at", "discount_minor"), fate=Fate.STAYS,
        plain=("code", "line_discounts", "key", "digest"), because=_WORTH,
    ),
)  # fmt: skip
NOBODY = frozenset({"vouchers.batch", "vouchers.lease", "vouchers.quota", "vouchers.voucherkind"})
