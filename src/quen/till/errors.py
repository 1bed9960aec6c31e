"""Why the till is refused. Nothing was written in any of these cases."""

from quen.kernel.errors import QuenError


class Unreadable(QuenError):
    """The script of the till sent what cannot be."""

    http_status = 422


class NotYourStore(QuenError):
    """The person works at other stores."""

    http_status = 403


class OverOfflineLimit(QuenError):
    """More points were spent without a line than the owner allows."""

    http_status = 422


class NoSuchReceipt(QuenError):
    """The store has no receipt of this number."""

    http_status = 404


class NotALimit(QuenError):
    """A setting of the till is out of its bounds."""

    http_status = 422
