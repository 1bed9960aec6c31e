"""Why a sale is not recorded. Nothing was written in any of these cases."""

from quen.kernel.errors import QuenError


class BadSale(QuenError):
    """The sale breaks a limit or does not hang together."""

    http_status = 422


class NoSuchStore(QuenError):
    """No store has this number."""

    http_status = 404


class ReceiptTaken(QuenError):
    """The store's receipt of this number is another sale."""

    http_status = 409


class CannotSpend(QuenError):
    """Points are to be spent where that is not possible: no member, no programme, more than the sale costs."""

    http_status = 422


class OtherPrice(QuenError):
    """A line is sold at a price of the programme that does not hold, or not by what it takes off."""

    http_status = 409


class OnlyForTier(QuenError):
    """Goods that the programme keeps for a tier are sold to somebody else, and it refuses that."""

    http_status = 422


class TokenRevoked(QuenError):
    """The other system's token was taken back since it was recognised."""

    http_status = 401


class TooBusy(QuenError):
    """The member's counters changed under us again and again."""

    http_status = 503
