"""Why an import cannot go ahead. Nothing was written in any of these cases."""

from quen.kernel.errors import QuenError


class OtherCurrency(QuenError):
    """The file is in another currency than the books of the business."""


class ReceiptsStartAgain(QuenError):
    """One receipt number stands for several sales."""


class StoreChanged(QuenError):
    """Somebody changed how a store's receipts are told apart meanwhile."""

    http_status = 409


class ImportUnderWay(QuenError):
    """Another import holds the lock."""

    http_status = 409


class ImportNotOpen(QuenError):
    """The import was started already: how it is read cannot be changed, and it cannot be dropped."""

    http_status = 409
