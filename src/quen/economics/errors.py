"""What cannot be told."""

from quen.kernel.errors import QuenError


class TooLittleData(QuenError):
    """The sales do not reach far enough to see who was kept."""
