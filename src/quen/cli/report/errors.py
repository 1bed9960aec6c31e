"""What can be wrong with the command line of `quen report`."""

from quen.kernel.errors import QuenError


class BadOption(QuenError):
    """An option does not say what it should."""


class CannotWrite(QuenError):
    """The answer cannot be written where it was asked for."""
