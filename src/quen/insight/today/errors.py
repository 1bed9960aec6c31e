"""What may go wrong with a line of the list."""

from quen.kernel.errors import QuenError


class NoSuchCare(QuenError):
    """There is no such line."""

    http_status = 404


class AlreadyDecided(QuenError):
    """Somebody else was faster."""

    http_status = 409


class NotDays(QuenError):
    """So many days nobody is set aside."""
