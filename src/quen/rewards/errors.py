"""What can go wrong with rewards, and what to do then. Nothing was written in any of these cases."""

from quen.kernel.errors import QuenError


class NoSuchReward(QuenError):
    """There is no reward of this number."""

    http_status = 404


class BadReward(QuenError):
    """A fact of the reward cannot be."""


class CannotClaim(QuenError):
    """The customer cannot have this reward now; the sentence says why."""

    http_status = 409


class NoSuchClaim(QuenError):
    """There is no claim of this number or code."""

    http_status = 404


class ClaimOver(QuenError):
    """The claim was handed over, cancelled, or its time ran out."""

    http_status = 409


class KeyUsedForSomethingElse(QuenError):
    """Another request was carried out under this key."""

    http_status = 409
