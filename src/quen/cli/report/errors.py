"""What can be wrong with the command line of `quen report`."""

from quen.kernel.errors import QuenError


class CannotWrite(QuenError):
    """The answer cannot be written where it was asked for."""
