"""What only the command line can get wrong."""

from quen.kernel.errors import QuenError


class WeakPassword(QuenError):
    """The password is too short, too common, or too like the person's name."""


class BadOption(QuenError):
    """An option's value makes no sense."""


class PortTaken(QuenError):
    """The address of the web server is in use, or not this machine's."""

    http_status = 409
