"""What can go wrong with warranty, and what to do then."""

from quen.kernel.errors import QuenError


class BadTerms(QuenError):
    """Clauses that say nothing or contradict themselves, or a day that is past already."""


class NoSuchGoods(QuenError):
    """No line of a purchase has this number."""

    http_status = 404


class NoSuchClaim(QuenError):
    """No claim has this number."""

    http_status = 404


class BadClaim(QuenError):
    """A claim or decision that does not say what it must."""


class ClaimOpen(QuenError):
    """All pieces of these goods are here with a claim already, or came back to the shop."""

    http_status = 409


class ClaimEnded(QuenError):
    """The goods were given back before."""

    http_status = 409


class NotThere(QuenError):
    """The goods cannot go there from where they are, or not before the decision."""

    http_status = 409
