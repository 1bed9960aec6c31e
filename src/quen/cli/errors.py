"""What only the command line can get wrong."""

from quen.kernel.errors import QuenError


class WeakPassword(QuenError):
    """The password is too short, too common, or too like the person's name."""


class BadOption(QuenError):
    """An option's value makes no sense."""
