"""Why goods are not taken back. Nothing was written in any of these cases."""

from quen.kernel.errors import QuenError


class NoSuchPurchase(QuenError):
    """The store has no receipt of this number."""

    http_status = 404


class WhichReceipt(QuenError):
    """The store's receipt numbers start again: one number stands for sales of several days."""

    http_status = 409


class NothingToTakeBack(QuenError):
    """Everything has come back already, or no line was named."""

    http_status = 409


class MoreThanBought(QuenError):
    """More comes back than was bought and is still there."""

    http_status = 409


class ReturnReceiptTaken(QuenError):
    """The store's return of this number is another one."""

    http_status = 409


class BeforeItWasBought(QuenError):
    """A return is said to be older than its purchase."""

    http_status = 422
