"""What can go wrong with draws, and what to do then. Nothing was written in any of these cases."""

from quen.kernel.errors import QuenError


class NoSuchDraw(QuenError):
    """There is no draw of this number."""

    http_status = 404


class BadDraw(QuenError):
    """Rules or prizes that cannot be."""


class NotNow(QuenError):
    """The draw is not so far, or further already."""

    http_status = 409


class NoSuchAward(QuenError):
    """Nobody won what this number names."""

    http_status = 404


class NotHers(QuenError):
    """Somebody judges who is no judge of it, or no more."""

    http_status = 403
