"""What can go wrong with cards and with links to them. Nothing was changed in any of these cases."""

from quen.kernel.errors import QuenError


class NotACardNumber(QuenError):
    """The text is no number of a card of ours."""


class NoSuchCard(QuenError):
    """No card has this number."""

    http_status = 404


class CardNotFree(QuenError):
    """The card belongs to someone, or has ended."""

    http_status = 409


class HasACard(QuenError):
    """The customer holds a card already; a new one replaces it."""

    http_status = 409


class CardNotThere(QuenError):
    """The card is not in a state that allows it."""

    http_status = 409


class BadBatch(QuenError):
    """A batch without a name, or of too many cards."""


class LinkRefused(QuenError):
    """The link opens no card: it was changed, has run out, or was ended."""

    http_status = 410


class NoSuchLink(QuenError):
    """No phone waits under this code, or the link is not there."""

    http_status = 404
