"""What can go wrong with referrals, and what to do then. Nothing was written in any of these cases."""

from quen.kernel.errors import QuenError


class NoSuchCode(QuenError):
    """Nobody has this code, or no friends are brought at present."""

    http_status = 404


class OwnCode(QuenError):
    """A member's own code, or the code of one she counts as."""

    http_status = 409


class BadTerms(QuenError):
    """Terms that cannot be."""


class ReasonMissing(QuenError):
    """A decision without why."""


class NoSuchReferral(QuenError):
    """There is no referral of this number."""

    http_status = 404


class AlreadyDecided(QuenError):
    """The referral was rewarded or refused before, or nothing speaks against it."""

    http_status = 409
