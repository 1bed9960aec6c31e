"""What can go wrong with vouchers, and what to do then. Nothing was written in any of these cases."""

from collections.abc import Sequence

from quen.kernel.errors import QuenError
from quen.kernel.sentences import Sentence, gettext_noop


class VoucherRefused(QuenError):
    """A voucher does not count on this sale; `reasons` are all of them."""

    http_status = 409

    def __init__(self, code: str, reasons: Sequence[Sentence]) -> None:
        self.code, self.reasons = code, tuple(reasons)
        super().__init__(gettext_noop("Voucher %(code)s was not used: %(why)s"), code=code, why=reasons[0])


class NoSuchKind(QuenError):
    """There is no kind of voucher of this key."""

    http_status = 404


class BadKind(QuenError):
    """The kind's name, key or code cannot be."""


class KindInUse(QuenError):
    """Vouchers of the kind are out: its terms stay."""

    http_status = 409


class NoSuchVoucher(QuenError):
    """There is no such voucher."""

    http_status = 404


class CannotBeVoided(QuenError):
    """The voucher is used or over."""

    http_status = 409


class BadBatch(QuenError):
    """So many codes cannot be made at once."""


class CannotLease(QuenError):
    """The uses cannot be held for the till."""

    http_status = 409


class HeldElsewhere(CannotLease):
    """Another till holds the code."""


class NotHeld(QuenError):
    """No till holds the voucher."""

    http_status = 409


class KeyUsedForSomethingElse(QuenError):
    """Another request was carried out under this key."""

    http_status = 409
